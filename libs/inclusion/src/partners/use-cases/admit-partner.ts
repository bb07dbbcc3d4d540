import { auditTask, type Prepared, type Task } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { type Caller, reaches } from '@carbon/http';
import { getHolder, type Holder, holderNotActive } from '@carbon/identity';
import { chinaDate } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { getProgramme, type Programme, programmeUnknown, readProgrammes } from '../../programmes/programme';
import { methodsUnknown, notADataPartner, partnerExists, partnerStateAlready } from '../domain/refusals';
import { getPartner, type Partner, type PartnerState, partnerUnknown } from '../partner';
import type {
  InclusionPartnerMethodsPayload,
  InclusionPartnerPayload,
  InclusionPartnerStatePayload,
} from '../tasks/payloads';

type Approval = { readonly approver: Caller; readonly now: Date };
type Packs = Pick<InclusionParts, 'packs'>;

/** A programme that a caller runs. @throws Refusal PROGRAMME_UNKNOWN, for those out of reach too */
export async function ownProgramme(
  reader: Pick<Transaction, 'query'>,
  code: string,
  { reach }: Pick<Caller, 'reach'>,
): Promise<Programme> {
  const programme = await getProgramme(reader, code);
  if (!reaches(reach, programme.operatorId)) throw programmeUnknown(code);
  return programme;
}

/** A partner of a programme that a caller runs. @throws Refusal PARTNER_UNKNOWN, for those out of reach too */
export async function operatedPartner(
  reader: Pick<Transaction, 'query'>,
  code: string,
  { reach }: Pick<Caller, 'reach'>,
): Promise<{ readonly partner: Partner; readonly programme: Programme }> {
  const partner = await getPartner(reader, code);
  const programme = (await readProgrammes(reader)).get(partner.programmeId);
  if (programme === undefined || !reaches(reach, programme.operatorId)) throw partnerUnknown(code);
  return { partner, programme };
}

/** @throws Refusal PROGRAMME_UNKNOWN, PARTNER_EXISTS, PARTNER_HOLDER_KIND, PARTNER_METHODS_UNKNOWN */
export async function prepareAdmission(
  tx: Transaction,
  { packs }: Packs,
  asked: InclusionPartnerPayload,
  caller: Caller,
  now: Date,
): Promise<Prepared> {
  const programme = await ownProgramme(tx, asked.programme, caller);
  const holder = await admissible(tx, { packs }, asked, programme, now);
  return {
    holderId: programme.operatorId,
    subject: { kind: 'inclusion-partner', id: asked.code },
    summary: {
      zh: `准入 ${holder.nameZh} 为项目 ${programme.name.zh} 的数据伙伴 ${asked.code}，可上报：${asked.methods.join('、')}`,
      en: `Let ${holder.nameEn} tell ${programme.name.en} of acts as ${asked.code}: ${asked.methods.join(', ')}`,
    },
  };
}

async function admissible(
  tx: Transaction,
  { packs }: Packs,
  asked: InclusionPartnerPayload,
  programme: Programme,
  now: Date,
): Promise<Holder> {
  const [taken] = await tx.query('select from inclusion.partner where code = $1', [asked.code]);
  if (taken !== undefined) throw partnerExists(asked.code);
  const holder = await getHolder(tx.manager, asked.holder);
  if (holder.kind !== 'data-partner') throw notADataPartner(holder.code);
  if (holder.state !== 'active') throw holderNotActive(holder.code, holder.state);
  await requireMethods(tx, { packs }, asked.methods, programme, now);
  return holder;
}

/** PTS-001: a partner tells of what the programme's pack has. @throws Refusal PARTNER_METHODS_UNKNOWN */
async function requireMethods(
  tx: Transaction,
  { packs }: Packs,
  methods: readonly string[],
  programme: Programme,
  now: Date,
): Promise<void> {
  const rules = programmeRules(await packs(tx), programme.pack, chinaDate(now));
  const unknown = methods.filter((code) => rules.methodNamed(code) === undefined);
  if (unknown.length > 0) throw methodsUnknown(unknown, programme.pack);
}

/** @throws Refusal as prepareAdmission */
export async function admitPartner(
  tx: Transaction,
  parts: Packs,
  task: Task<InclusionPartnerPayload>,
  { approver, now }: Approval,
): Promise<void> {
  const asked = task.payload;
  const programme = await getProgramme(tx, asked.programme);
  const holder = await admissible(tx, parts, asked, programme, now);
  await tx.query(
    `insert into inclusion.partner (code, holder_id, programme_id, name_zh, name_en, methods, source, opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [...[asked.code, holder.id, programme.id, asked.nameZh, asked.nameEn, asked.methods, asked.source, now]],
  );
  const entry = {
    action: 'inclusion-partner.admitted',
    subject: { kind: 'inclusion-partner', id: asked.code },
    holderId: holder.id,
    after: { programme: programme.code, methods: asked.methods, source: asked.source },
  };
  await auditTask(tx, task, approver, entry, now);
}

const STATES = {
  suspend: {
    from: ['active'],
    to: 'suspended',
    zh: '暂停',
    en: 'Suspend',
    action: 'inclusion-partner.suspended',
  },
  resume: {
    from: ['suspended'],
    to: 'active',
    zh: '恢复',
    en: 'Resume',
    action: 'inclusion-partner.resumed',
  },
  end: {
    from: ['active', 'suspended'],
    to: 'ended',
    zh: '终止',
    en: 'End',
    action: 'inclusion-partner.ended',
  },
} as const satisfies Record<
  string,
  { from: readonly PartnerState[]; to: PartnerState; [more: string]: unknown }
>;

/** @throws Refusal PARTNER_UNKNOWN, PARTNER_STATE_ALREADY */
export async function prepareState(
  tx: Transaction,
  { code, act, reason }: InclusionPartnerStatePayload,
  caller: Caller,
): Promise<Prepared> {
  const { partner, programme } = await operatedPartner(tx, code, caller);
  requireState(partner, act);
  const { zh, en } = STATES[act];
  return {
    holderId: programme.operatorId,
    subject: { kind: 'inclusion-partner', id: code },
    summary: {
      zh: `${zh}数据伙伴 ${partner.name.zh}（${code}）的上报，事由：${reason}`,
      en: `${en} the telling of ${partner.name.en} (${code}), because: ${reason}`,
    },
  };
}

function requireState({ code, state }: Partner, act: keyof typeof STATES): void {
  if (!(STATES[act].from as readonly PartnerState[]).includes(state)) throw partnerStateAlready(code, state);
}

/** What it told stands; what lands after it is refused. @throws Refusal as prepareState */
export async function changeState(
  tx: Transaction,
  task: Task<InclusionPartnerStatePayload>,
  { approver, now }: Approval,
): Promise<void> {
  const { code, act, reason } = task.payload;
  const partner = await getPartner(tx, code);
  requireState(partner, act);
  await tx.query('update inclusion.partner set state = $2 where id = $1', [partner.id, STATES[act].to]);
  const subject = { kind: 'inclusion-partner', id: code };
  const entry = { action: STATES[act].action, subject, holderId: partner.holderId, reason };
  await auditTask(tx, task, approver, entry, now);
}

/** @throws Refusal PARTNER_UNKNOWN, PARTNER_METHODS_UNKNOWN */
export async function prepareMethods(
  tx: Transaction,
  parts: Packs,
  { code, methods, reason }: InclusionPartnerMethodsPayload,
  caller: Caller,
  now: Date,
): Promise<Prepared> {
  const { partner, programme } = await operatedPartner(tx, code, caller);
  await requireMethods(tx, parts, methods, programme, now);
  return {
    holderId: programme.operatorId,
    subject: { kind: 'inclusion-partner', id: code },
    summary: {
      zh: `数据伙伴 ${partner.name.zh}（${code}）可上报的行为改为：${methods.join('、')}，事由：${reason}`,
      en: `Let ${partner.name.en} (${code}) tell of ${methods.join(', ')}, because: ${reason}`,
    },
  };
}

/** @throws Refusal as prepareMethods */
export async function changeMethods(
  tx: Transaction,
  parts: Packs,
  task: Task<InclusionPartnerMethodsPayload>,
  { approver, now }: Approval,
): Promise<void> {
  const { code, methods, reason } = task.payload;
  const partner = await getPartner(tx, code);
  const programme = (await readProgrammes(tx)).get(partner.programmeId);
  if (programme === undefined) throw partnerUnknown(code);
  await requireMethods(tx, parts, methods, programme, now);
  await tx.query('update inclusion.partner set methods = $2 where id = $1', [partner.id, methods]);
  const entry = {
    action: 'inclusion-partner.methods-changed',
    subject: { kind: 'inclusion-partner', id: code },
    holderId: partner.holderId,
    before: { methods: partner.methods },
    after: { methods },
    reason,
  };
  await auditTask(tx, task, approver, entry, now);
}
