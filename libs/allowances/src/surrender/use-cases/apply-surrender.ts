import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import { requireAllowances } from '../../holdings/index';
import { type Lot, type LotApart, setApart, totalOf } from '../../pending-units/index';
import { nothingOffered } from '../domain/refusals';
import { offeredOf, type SurrenderGround, type SurrenderLot } from '../domain/surrender';
import { insertSurrender, type NewSurrender } from '../persistence/write-surrenders';
import type { SurrenderDesk } from './desk';
import { judgeStanding, requireAllAccepted } from './judge-standing';
import { factsOfCredit } from './offered-units';

export interface SurrenderApplication {
  readonly id: string;
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  readonly payerId: string;
  readonly account: string;
  readonly ground: SurrenderGround;
  readonly allowances: readonly Lot[];
  readonly credits: readonly Lot[];
  /** Units that a court's freeze has set apart already; the application sets its own apart when absent. */
  readonly frozen?: readonly LotApart[];
  readonly arrears: boolean | undefined;
  readonly documentHash: string | undefined;
  /** Whether the applicant may know the figures of the obligation. */
  readonly told: boolean;
}

/**
 * Judges an application against the obligation, which the caller of this holds, and sets its units apart, all or none
 * (SUR-012): from here on they are in nobody's reach and count in every other judgement.
 * @throws Refusal SURRENDER_…, ALLOWANCES_…, LEDGER_INSUFFICIENT_BALANCE
 */
export async function applySurrender(
  tx: Transaction,
  desk: SurrenderDesk,
  asked: SurrenderApplication,
  { caller, now }: { readonly caller: Caller; readonly now: Date },
): Promise<NewSurrender> {
  const { id, market, year, holderId, payerId, account, ground } = asked;
  if (asked.allowances.length + asked.credits.length === 0) throw nothingOffered();
  await requireAllowances(tx, market, asked.allowances);
  const known = [
    ...asked.allowances.map((lot) => ({ kind: 'allowance' as const, lot, facts: {} })),
    ...(await withFacts(tx, desk, market, asked.credits)),
  ];
  const offered = known.map(({ kind, lot, facts }) => offeredOf({ kind, ...lot, facts }));
  const on = { offered, arrears: asked.arrears, on: chinaDate(now) };
  const judged = await judgeStanding(tx, desk, { market, year, holderId }, on, now);
  requireAllAccepted(judged, asked.told);
  const cause = { actor: caller.id, reference: `surrender:${id}` };
  const all = [...asked.allowances, ...asked.credits];
  const apart = asked.frozen ?? (await setApart(tx, desk.ledger, { account, lots: all, cause }));
  const lots = known.map(({ kind, lot, facts }, at): SurrenderLot => {
    const { instrument, quantity } = lot;
    return { kind, instrument, quantity, serials: apart[at]?.serials ?? [], facts };
  });
  const { pack, rules } = judged.judgement;
  const one: NewSurrender = {
    ...{ id, market, year, holderId, payerId, account, ground },
    part: asked.frozen === undefined ? 'pending' : 'judicial',
    arrears: judged.arrears,
    allowancesT: totalOf(asked.allowances),
    creditsT: totalOf(asked.credits),
    dueT: judged.dueT,
    judgedBy: { pack, rules },
    documentHash: asked.documentHash ?? null,
    appliedAt: now,
    appliedBy: caller.id,
  };
  await insertSurrender(tx, one, lots);
  await auditApplication(tx, one, lots, now);
  return one;
}

async function withFacts(tx: Transaction, desk: SurrenderDesk, market: string, credits: readonly Lot[]) {
  const known = [];
  for (const lot of credits) {
    const facts = await factsOfCredit(tx, desk.transfers, market, lot.instrument);
    known.push({ kind: 'credit' as const, lot, facts });
  }
  return known;
}

/** One record for the holder of the units, and one for the holder of the obligation where they differ. */
async function auditApplication(
  tx: Transaction,
  one: NewSurrender,
  lots: readonly SurrenderLot[],
  now: Date,
): Promise<void> {
  for (const holderId of new Set([one.payerId, one.holderId])) {
    await recordAudit(
      tx,
      {
        action: 'surrender.applied-for',
        subject: { kind: 'surrender', id: one.id },
        holderId,
        after: {
          ...{ market: one.market, year: one.year, ground: one.ground, account: one.account },
          ...{ arrears: one.arrears, pack: `${one.judgedBy.pack.id} ${one.judgedBy.pack.version}` },
          lots: lots.map(({ instrument, quantity }) => ({ instrument, quantity: quantity.toString() })),
        },
        ...(one.documentHash === null ? {} : { documentHash: one.documentHash }),
      },
      now,
    );
  }
}
