import type { TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import {
  deskOf,
  enterEngagement,
  type Holder,
  type NewEngagement,
  requireNoOverlap,
  unknownHolder,
} from '@carbon/identity';
import { chinaTimestamp, fault, malformed, parseChinaDate } from '@carbon/kernel';
import { readInstrument } from '@carbon/ledger';
import {
  accessOver,
  holderDocumentRequired,
  notAnAuditor,
  sameHolders,
  unknownInstrument,
} from '../domain/refusals';
import { EngagementPayload } from '../http/payloads';
import { organisation, requireActive, subjectOf } from './parties';
import { documentedReview } from './review';

/** Gives an auditor leave to look at holders: at some of their days, for some time. */
export const engagementKind: TaskKind<EngagementPayload> = {
  kind: 'engagement',
  title: { zh: '审计、核查委托', en: 'Engage an auditor' },
  payload: EngagementPayload,
  propose: 'engagements.propose',
  approve: 'engagements.approve',

  async prepare(tx, { payload, caller, now, documentHash }) {
    requireOrdered(payload);
    if (documentHash === undefined) throw holderDocumentRequired();
    const entry = await entryOf(tx, payload, now);
    for (const holder of entry.holders) requireInReach(caller, holder);
    await requireNoOverlap(tx, entry);
    const { auditor, holders } = entry;
    const codes = holders.map(({ code }) => code);
    const [from, until] = [chinaTimestamp(entry.accessFrom), chinaTimestamp(entry.accessUntil)];
    const instruments = payload.instruments?.join('、') ?? '';
    return {
      holderId: null,
      subject: subjectOf(auditor),
      payload: { ...Object.fromEntries(Object.entries(payload)), auditor: auditor.code, holders: codes },
      summary: {
        zh:
          `${auditor.code}（${auditor.nameZh}）自 ${from} 至 ${until} 可查阅 ${codes.join('、')} 的 ` +
          `${payload.windowFrom} 至 ${payload.windowTo} 数据${instruments === '' ? '' : `（仅 ${instruments}）`}：${payload.purpose}`,
        en:
          `From ${from} until ${until}, ${auditor.code} (${auditor.nameEn}) may look at the days ${payload.windowFrom} to ` +
          `${payload.windowTo} of ${codes.join(', ')}` +
          `${payload.instruments === undefined ? '' : `, only ${payload.instruments.join(', ')}`}: ${payload.purpose}`,
      },
    };
  },

  async execute(tx, task, approval) {
    const review = documentedReview(task, approval, task.payload.purpose, holderDocumentRequired);
    const entry = await entryOf(tx, task.payload, approval.now);
    return { engagement: await enterEngagement(tx, entry, review) };
  },
};

/** @throws Refusal INPUT_MALFORMED for days or moments in the wrong order */
function requireOrdered({ windowFrom, windowTo, accessFrom, accessUntil }: EngagementPayload): void {
  const faults = [
    ...(windowFrom <= windowTo
      ? []
      : [fault('windowTo', 'order', 'must not be before windowFrom', '不得早于 windowFrom')]),
    ...(Date.parse(accessFrom) < Date.parse(accessUntil)
      ? []
      : [fault('accessUntil', 'order', 'must be after accessFrom', '应晚于 accessFrom')]),
  ];
  if (faults.length > 0) throw malformed(faults);
}

/** The engagement as things stand. @throws Refusal */
async function entryOf(tx: Transaction, payload: EngagementPayload, now: Date): Promise<NewEngagement> {
  const auditor = await organisation(tx, payload.auditor);
  if (deskOf(auditor.kind) !== 'auditor') throw notAnAuditor(auditor.code);
  requireActive(auditor);
  const holders: Holder[] = [];
  for (const name of payload.holders) holders.push(await organisation(tx, name));
  if (holders.some(({ id }) => id === auditor.id)) throw sameHolders();
  if (new Set(holders.map(({ id }) => id)).size < holders.length) {
    throw malformed([fault('holders', 'unique', 'names a holder twice', '同一持有人重复')]);
  }
  for (const code of payload.instruments ?? []) {
    if ((await readInstrument(tx, code)) === undefined) throw unknownInstrument(code);
  }
  const accessUntil = new Date(payload.accessUntil);
  if (accessUntil <= now) throw accessOver();
  return {
    auditor,
    holders,
    instruments: payload.instruments ?? null,
    windowFrom: parseChinaDate(payload.windowFrom, 'windowFrom'),
    windowTo: parseChinaDate(payload.windowTo, 'windowTo'),
    accessFrom: new Date(payload.accessFrom),
    accessUntil,
    purpose: payload.purpose,
  };
}

function requireInReach(caller: Caller, holder: Holder): void {
  if (!reaches(caller.reach, holder.id)) throw unknownHolder(holder.code);
}
