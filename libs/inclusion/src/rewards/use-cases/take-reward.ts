import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { addDays, type ChinaDate, chinaDate, newId, startOfChinaDay } from '@carbon/kernel';
import { type ProgrammeRules, programmeRules } from '../../domain/index';
import { reservePoints, spendPoints } from '../../points/index';
import { getProgramme, type Programme } from '../../programmes/programme';
import { actingFor } from '../../residents/acting-for';
import { holdOffErasure } from '../../residents/erasure-lock';
import { isMember } from '../../residents/persistence/memberships';
import type { Resident } from '../../residents/resident';
import { codeContext, hashOfCode, type VoucherDesk } from '../desk';
import { isOffered, periodOf, type RewardTerms } from '../domain/reward';
import {
  accountRestricted,
  budgetSpent,
  giftsOnly,
  limitReached,
  notAMember,
  rewardNotOffered,
  rewardSoldOut,
  rewardUnknown,
} from '../domain/refusals';
import { insertLine } from '../persistence/lines';
import { findReward } from '../persistence/rewards';
import { addToCharity, takeOfBudget, takeOfLimit, takeOfStock } from '../persistence/takings';
import { insertVoucher, type NewVoucher } from '../persistence/vouchers';
import { newVoucherCode } from '../voucher-code';

const MINUTE_MS = 60_000;

export interface RewardOrder {
  readonly caller: Caller;
  /** Number of the resident it is for: a child or relative; the caller when undefined. */
  readonly for: string | undefined;
  readonly programme: string;
  readonly reward: string;
  /** Of a gift, how many times its points; 1 of everything else. */
  readonly times: number;
  readonly now: Date;
}

/** An order whose parties and terms were looked up and may go on. */
interface Taking extends RewardOrder {
  readonly resident: Resident;
  readonly of: Programme;
  readonly terms: RewardTerms;
  readonly points: bigint;
  readonly fen: bigint;
}

/**
 * A resident takes a reward for points: its limit, its stock, its budget and the points change together or not at all
 * (RULES 7.2). A gift retires its points at once; everything else sets them apart for a voucher.
 * @returns the voucher's id
 * @throws Refusal RESIDENT_UNKNOWN, RESIDENT_RESTRICTED, PROGRAMME_UNKNOWN, NOT_A_MEMBER, REWARD_UNKNOWN,
 *   REWARD_NOT_OFFERED, REWARD_TAKEN_ONE_BY_ONE, REWARD_LIMIT_REACHED, REWARD_SOLD_OUT, REWARD_BUDGET_SPENT,
 *   POINTS_NOT_ENOUGH
 */
export async function takeReward(tx: Transaction, desk: VoucherDesk, order: RewardOrder): Promise<string> {
  await holdOffErasure(tx);
  const taking = await lookUp(tx, desk, order);
  const rules = programmeRules(await desk.packs(tx), taking.of.pack, chinaDate(order.now));
  const period = await takeRoom(tx, taking);
  return taking.terms.kind === 'charity'
    ? give(tx, desk, { taking, rules, period })
    : reserve(tx, desk, { taking, rules, period });
}

/** How the ledger names who acted. */
export const actorOf = ({ id }: Pick<Resident, 'id'>): string => `resident:${id.toString()}`;

async function lookUp(tx: Transaction, { consents }: VoucherDesk, order: RewardOrder): Promise<Taking> {
  const { programme, reward: code, caller, now } = order;
  const resident = await actingFor(tx, consents, caller, order);
  if (resident.state !== 'active') throw accountRestricted();
  const of = await getProgramme(tx, programme);
  const terms = await findReward(tx, { programme, code });
  if (terms === undefined) throw rewardUnknown({ reward: code });
  if (!(await isMember(tx, resident.id, of.id))) throw notAMember({ programme });
  if (of.closedAt !== null || !isOffered(terms, now)) throw rewardNotOffered({ reward: code });
  if (order.times > 1 && terms.kind !== 'charity') throw giftsOnly({ reward: code });
  const times = BigInt(order.times);
  return { ...order, resident, of, terms, points: terms.points * times, fen: terms.settlementFen * times };
}

/** @returns the period of its limit, null without one */
async function takeRoom(tx: Transaction, { resident, terms, fen, now }: Taking): Promise<ChinaDate | null> {
  const { id: reward, code, limit, stock, fundingId } = terms;
  const period = limit === null ? null : periodOf(limit.period, now);
  if (limit !== null && period !== null) {
    if (!(await takeOfLimit(tx, { resident: resident.id, reward, period }, limit))) throw limitReached(limit);
  }
  if (stock !== null && !(await takeOfStock(tx, reward))) throw rewardSoldOut({ reward: code });
  if (fundingId !== null && !(await takeOfBudget(tx, fundingId, fen, now)))
    throw budgetSpent({ reward: code });
  return period;
}

interface RuledTaking {
  readonly taking: Taking;
  readonly rules: ProgrammeRules;
  readonly period: ChinaDate | null;
}

async function reserve(
  tx: Transaction,
  desk: VoucherDesk,
  { taking, rules, period }: RuledTaking,
): Promise<string> {
  const { resident, terms, now } = taking;
  const id = newId();
  const code = newVoucherCode();
  const sealed = await desk.vault.sealFor(tx, resident.personId, codeContext(id), Buffer.from(code));
  const minutes = rules.reservationMinutes;
  await insertVoucher(
    tx,
    {
      ...voucherOf(taking, { id, rules, period }),
      state: terms.confirms ? 'reserved' : 'issued',
      code: { hash: hashOfCode(desk, code), sealed },
      endsAt: terms.confirms
        ? new Date(now.getTime() + minutes * MINUTE_MS)
        : endOfDays(now, rules.voucherDays),
      lineNumber: null,
    },
    now,
  );
  await audit(tx, taking, id);
  await reservePoints(tx, desk, pointsOf(taking, id));
  return id;
}

async function give(
  tx: Transaction,
  desk: VoucherDesk,
  { taking, rules, period }: RuledTaking,
): Promise<string> {
  const { resident, terms, of, points, fen, times, now } = taking;
  const id = newId();
  const { merchantId, id: rewardId, fundingId } = terms;
  const line = { merchantId, programmeId: of.id, rewardId, fundingId, fen, kind: 'given' } as const;
  const lineNumber = await insertLine(tx, line, now);
  const voucher = voucherOf(taking, { id, rules, period });
  await insertVoucher(tx, { ...voucher, state: 'given', code: null, endsAt: null, lineNumber }, now);
  await addToCharity(tx, { resident: resident.id, reward: rewardId, points, gifts: BigInt(times) });
  await audit(tx, taking, id);
  await spendPoints(tx, desk, pointsOf(taking, id));
  return id;
}

const voucherOf = (
  { resident, terms, of, points, fen }: Taking,
  {
    id,
    rules,
    period,
  }: { readonly id: string; readonly rules: ProgrammeRules; readonly period: ChinaDate | null },
): Omit<NewVoucher, 'state' | 'code' | 'endsAt' | 'lineNumber'> => ({
  ...{ id, residentId: resident.id, rewardId: terms.id, programmeId: of.id, merchantId: terms.merchantId },
  ...{ fundingId: terms.fundingId, points, settlementFen: fen, period },
  rules: { ...rules.reference, hash: rules.hash },
});

/** The ledger keeps what it is told for ever: it hears of the resident's number, which leads nowhere once forgotten. */
const pointsOf = ({ resident, of, points, now }: Taking, voucher: string) => ({
  ...{ resident, programme: of, points, reference: voucher, actor: actorOf(resident), now },
});

/** The first moment after so many days, that of `now` counted: the last can be used until midnight. */
export function endOfDays(now: Date, days: number): Date {
  return startOfChinaDay(addDays(chinaDate(now), days));
}

function audit(tx: Transaction, { resident, terms, of, points, now }: Taking, id: string): Promise<void> {
  const what = terms.kind === 'charity' ? 'given' : 'taken';
  return recordAudit(
    tx,
    {
      action: `voucher.${what}`,
      subject: { kind: 'voucher', id },
      after: {
        ...{ resident: resident.id.toString(), programme: of.code, reward: terms.code },
        points: points.toString(),
      },
      personal: true,
    },
    now,
  );
}
