import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import type { Partner } from '../../partners/partner';
import { readProgrammes } from '../../programmes/programme';
import { actRevoked, actUnknown, correctionUnfit, correctionWaits, eventAmbiguous } from '../domain/refusals';
import { momentMs } from '../domain/strict-moment';
import { correctedSoFar, insertCorrection, isRevoked, waitsForCorrection } from '../persistence/corrections';
import { holdLinks } from '../persistence/landing-lock';
import { linksInForce } from '../persistence/links';
import { findActsByEvent, type StoredAct } from '../persistence/read-act';
import { monthOf } from '../persistence/act-rows';

export interface AskedCorrection {
  /** The partner's user and event, as told. */
  readonly resident: string;
  readonly eventId: string;
  /** Where one event id was told in several months. */
  readonly receipt?: string | undefined;
  readonly revoke: boolean;
  readonly startedAt?: string | undefined;
  readonly durationS?: number | undefined;
  readonly amount?: number | undefined;
  readonly reason: string;
}

const DAY_MS = 86_400_000;

/**
 * Writes down what a partner takes back or changes of an act it told; the act itself is never changed (CNV-003). What came
 * of it is judged anew with the next pass.
 * @returns number of the correction, and the act it is about
 * @throws Refusal ACT_UNKNOWN, ACT_EVENT_AMBIGUOUS, ACT_CORRECTION_UNFIT, ACT_CORRECTION_WAITS, ACT_REVOKED
 */
export async function correctAct(
  tx: Transaction,
  { packs }: Pick<InclusionParts, 'packs'>,
  partner: Partner,
  asked: AskedCorrection,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<{ readonly id: bigint; readonly actNo: bigint }> {
  await holdLinks(tx, partner.id);
  const act = await actToCorrect(tx, partner, asked);
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('inclusion.correction ' || $1::bigint, 0))`, [
    act.actNo.toString(),
  ]);
  if (await isRevoked(tx, act)) throw actRevoked();
  if (await waitsForCorrection(tx, act)) throw correctionWaits();
  const programme = (await readProgrammes(tx)).get(act.programmeId);
  if (programme === undefined) throw actUnknown();
  const rules = programmeRules(await packs(tx), programme.pack, chinaDate(now));
  const change = asked.revoke ? undefined : await changeOf(tx, act, asked, now);
  if (change !== undefined) await requireConsent(tx, partner, act, asked.resident);
  // one that comes later than acts may be told takes back at most
  if (change !== undefined && act.startedAt.getTime() < now.getTime() - rules.lateDays * DAY_MS)
    throw correctionUnfit('late');
  const told = {
    ...{ kind: asked.revoke ? ('revoked' as const) : ('corrected' as const) },
    ...{ startedAt: change?.startedAt, durationS: change?.durationS, amount: change?.amount },
    ...{ reason: asked.reason, actor, now },
  };
  const id = await insertCorrection(tx, act, told);
  await recordAudit(
    tx,
    {
      action: 'act.corrected',
      subject: { kind: 'act', id: act.actNo.toString() },
      holderId: partner.holderId,
      after: { correction: id.toString(), kind: told.kind, partner: partner.code },
    },
    now,
  );
  return { id, actNo: act.actNo };
}

async function actToCorrect(tx: Transaction, partner: Partner, asked: AskedCorrection): Promise<StoredAct> {
  const { resident: reference, eventId, receipt } = asked;
  const found = await findActsByEvent(tx, partner.id, { reference, eventId });
  const meant = receipt === undefined ? found : found.filter(({ actNo }) => actNo.toString() === receipt);
  const [act, ...others] = meant;
  if (act === undefined) throw actUnknown();
  if (others.length > 0) throw eventAmbiguous();
  return act;
}

/** PII-001: of who consents no more nothing new is told; a partner takes back what it told at any time. */
async function requireConsent(
  tx: Transaction,
  partner: Partner,
  { residentId }: StoredAct,
  reference: string,
): Promise<void> {
  const links = await linksInForce(tx, partner, [reference]);
  if (links.get(reference) !== residentId.toString()) throw correctionUnfit('consent');
}

/** What differs from what was told so far. @throws Refusal ACT_CORRECTION_UNFIT */
async function changeOf(
  tx: Transaction,
  act: StoredAct,
  { startedAt, durationS, amount }: AskedCorrection,
  now: Date,
): Promise<{ startedAt: Date | undefined; durationS: number | undefined; amount: bigint | undefined }> {
  const before = await correctedSoFar(tx, act);
  const startedMs = startedAt === undefined ? undefined : momentMs(startedAt);
  if (startedMs !== undefined && Number.isNaN(startedMs)) throw correctionUnfit('started-at');
  // the month is where the act stands; another month is another act
  if (startedMs !== undefined && monthOf(startedMs) !== act.month) throw correctionUnfit('month');
  const from = startedMs ?? before.startedAt.getTime();
  if (from + (durationS ?? before.durationS) * 1000 > now.getTime()) throw correctionUnfit('future');
  const changed =
    (startedMs !== undefined && startedMs !== before.startedAt.getTime()) ||
    (durationS !== undefined && durationS !== before.durationS) ||
    (amount !== undefined && BigInt(amount) !== before.amount);
  if (!changed) throw correctionUnfit('same');
  return {
    startedAt: startedMs === undefined ? undefined : new Date(startedMs),
    durationS,
    amount: amount === undefined ? undefined : BigInt(amount),
  };
}
