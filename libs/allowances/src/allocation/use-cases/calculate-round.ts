import { recordAudit } from '@carbon/audit';
import type { Database } from '@carbon/database';
import { chinaDate, type ChinaDate, type Progress } from '@carbon/kernel';
import { type AllocationRules, solveBalance } from '../../domain/allocation/index';
import { readVerified } from '../../verified/read-verified';
import type { VerifiedYear } from '../../verified/verified-records';
import { type Acting, type AllocationDesk, auditActor } from '../desk';
import { balancedFirms } from '../domain/calculate-line';
import { noBalanceValue, nothingToAllocate, roundUnknown } from '../domain/refusals';
import {
  insertCalculation,
  nextCalculation,
  readBalanceValues,
  type SectorBasis,
} from '../persistence/calculations';
import { insertLines, type NewLine } from '../persistence/lines';
import { addRoundEvent, findRound, lockRound, type Round } from '../persistence/rounds';
import { buildLine } from './build-line';
import { requireStep } from './round-in-reach';
import { rulesOfRound } from './round-rules';

/** Lines of one transaction. */
const BATCH = 1_000;

export interface CalculatedRound {
  readonly calculation: number;
  readonly lines: number;
  readonly units: number;
  readonly amountT: bigint;
  readonly faults: number;
}

/** The data year that a round goes by: last year's before verification, its own after it. */
export const figuresYearOf = ({ year, phase }: Pick<Round, 'year' | 'phase'>): number =>
  phase === 'pre' ? year - 1 : year;

/**
 * Calculates a round line by line, in transactions of a thousand: a new version of every line, which counts when all are
 * there. What a process that died has left stays beside and counts for nothing.
 * @throws Refusal ALLOCATION_STEP_NOT_OPEN, ALLOCATION_NOTHING, ALLOCATION_NO_BALANCE; what `onProgress` throws
 */
export async function calculateRound(
  database: Database,
  desk: AllocationDesk,
  { number, jobId, by }: { readonly number: string; readonly jobId: string | null; readonly by: Acting },
  onProgress: (progress: Progress) => unknown = () => undefined,
): Promise<CalculatedRound> {
  const round = await findRound(database, number);
  if (round === undefined) throw roundUnknown(number);
  requireStep(round, 'calculate');
  const asOf = chinaDate(desk.clock.now());
  const rules = await rulesOfRound(database, desk, round, asOf);
  const figures = await figuresOf(database, round);
  if (figures.length === 0) throw nothingToAllocate(number);
  const bases = await basesOf(database, round, rules);

  let calculation = 0;
  let [amountT, verifiedT, units, faults] = [0n, 0n, 0, 0];
  for (let from = 0; from < figures.length; from += BATCH) {
    const batch = figures.slice(from, from + BATCH);
    const lines = await database.transaction(async (tx) => {
      if (from === 0) {
        // the number is taken when its first lines are there, under the lock of the round
        const locked = await lockRound(tx, number);
        requireStep(locked ?? round, 'calculate');
        calculation = await nextCalculation(tx, round.id);
      }
      const made = batch.flatMap((each) => lineOf(round, calculation, rules, bases, each));
      await insertLines(tx, made, { at: desk.clock.now(), by: by.actor });
      return made;
    });
    for (const line of lines) {
      amountT += line.amountT;
      verifiedT += line.verifiedT;
      if (line.fault !== null) faults++;
    }
    units += batch.reduce((sum, each) => sum + each.units.length + each.lines.length, 0);
    const done = Math.min(from + BATCH, figures.length);
    await onProgress({ step: 'calculate-allocation', done, total: figures.length });
  }
  const done = { calculation, lines: figures.length, units, amountT, faults };
  await conclude(database, desk, { round, jobId, by, asOf }, { ...done, verifiedT, bases });
  return done;
}

function lineOf(
  round: Round,
  calculation: number,
  rules: ReadonlyMap<string, AllocationRules>,
  bases: ReadonlyMap<string, SectorBasis>,
  figures: VerifiedYear,
): NewLine[] {
  const [sectorRules, basis] = [rules.get(figures.sector), bases.get(figures.sector)];
  if (sectorRules === undefined || basis === undefined) return [];
  return [buildLine({ round, calculation, rules: sectorRules, basis, figures }, { why: 'calculation' })];
}

/** What is verified of the enterprises a round covers, by holder. */
async function figuresOf(database: Database, round: Round): Promise<VerifiedYear[]> {
  const { market, sectors, provinces } = round;
  const all = await readVerified(database, { market, year: figuresYearOf(round) });
  return all.filter(
    ({ sector, province }) =>
      sectors.includes(sector) && (provinces === null || (province !== null && provinces.includes(province))),
  );
}

/** The pack and the balance value of each sector: as an authority gave it, else solved over the sector nationally. */
async function basesOf(
  database: Database,
  round: Round,
  rules: ReadonlyMap<string, AllocationRules>,
): Promise<ReadonlyMap<string, SectorBasis>> {
  const given = await readBalanceValues(database, round.market, round.year);
  const bases = new Map<string, SectorBasis>();
  for (const [sector, one] of rules) {
    const basis = { sector, pack: one.reference };
    if (round.phase === 'pre' || one.method.kind !== 'balance-curve') bases.set(sector, basis);
    else {
      const supplied = given.get(sector);
      bases.set(sector, {
        ...basis,
        balance:
          supplied === undefined
            ? await solvedBalance(database, round, sector, one)
            : {
                value: supplied.value,
                origin: 'given',
                by: supplied.givenBy,
                source: supplied.source,
              },
      });
    }
  }
  return bases;
}

async function solvedBalance(database: Database, round: Round, sector: string, rules: AllocationRules) {
  const all = await readVerified(database, { market: round.market, year: round.year, sector });
  const firms = balancedFirms(rules, all);
  if (firms.length === 0) throw noBalanceValue(sector);
  return {
    value: solveBalance(rules, firms),
    origin: 'solved' as const,
    by: 'ALC-022',
    source: `${firms.length} enterprises`,
  };
}

async function conclude(
  database: Database,
  desk: AllocationDesk,
  at: {
    readonly round: Round;
    readonly jobId: string | null;
    readonly by: Acting;
    readonly asOf: ChinaDate;
  },
  done: CalculatedRound & {
    readonly verifiedT: bigint;
    readonly bases: ReadonlyMap<string, SectorBasis>;
  },
): Promise<void> {
  const { round, jobId, by, asOf } = at;
  await database.transaction(async (tx) => {
    const now = desk.clock.now();
    const locked = await lockRound(tx, round.number);
    if (locked === undefined) throw roundUnknown(round.number);
    const to = requireStep(locked, 'calculate');
    const { calculation, lines, units, amountT, verifiedT, bases } = done;
    const sectors = [...bases.values()];
    await insertCalculation(
      tx,
      { roundId: round.id, version: calculation, asOf, sectors, lines, units, verifiedT, amountT, jobId },
      by.actor,
      now,
    );
    await addRoundEvent(tx, round.id, {
      ...{ act: 'calculate', from: locked.state, to, at: now, by: by.actor, calculation },
    });
    await recordAudit(
      tx,
      {
        action: 'allocation-round.calculated',
        subject: { kind: 'allocation-round', id: round.number },
        ...(round.officeId !== null && { holderId: round.officeId }),
        after: { calculation, lines, units, amountT: amountT.toString(), faults: done.faults },
      },
      now,
      auditActor(by),
    );
  });
}
