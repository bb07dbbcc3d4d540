import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { addDays, chinaDate } from '@carbon/kernel';
import { MOST_LATE_DAYS } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { readProgrammes } from '../../programmes/programme';
import { RulesOfPass } from '../rules-of-pass';
import { toldInBatches } from '../persistence/acts-to-judge';
import { insertPass, nextPass } from '../persistence/passes';
import { claimBatches, countWaiting } from '../persistence/waiting-batches';
import { judgeActs, type PassTotals } from './judge-acts';

/** Acts of one pass, about: they are judged in memory and written at its end. */
export const ACTS_A_PASS = 1_000_000;

export interface Pass extends PassTotals {
  readonly id: bigint;
}

/**
 * Judges what waits, in one transaction: killed anywhere, nothing happened. Several processes take turns.
 * @returns undefined when nothing waits
 */
export function evaluateOnce(
  database: Database,
  parts: Pick<InclusionParts, 'packs'>,
  now: () => Date,
  acts = ACTS_A_PASS,
): Promise<Pass | undefined> {
  return database.transaction(async (tx) => {
    if ((await countWaiting(tx)) === 0) return undefined;
    await takeTurn(tx);
    const id = await nextPass(tx);
    const beganAt = now();
    const batches = await claimBatches(tx, id, acts);
    if (batches === undefined) return undefined;
    const programmes = await readProgrammes(tx);
    const rules = new RulesOfPass(programmes, await parts.packs(tx), chinaDate(beganAt));
    const oldest = addDays(chinaDate(batches.earliest), -MOST_LATE_DAYS - MONTH_AND_A_DAY);
    const totals = await judgeActs(tx, { pass: id, told: toldInBatches(batches.ids, oldest), rules });
    await forgetPlaces(tx, batches.ids);
    await insertPass(tx, {
      ...{ id, kind: 'evaluation', batches: batches.ids.length, ...totals },
      ...{ packs: rules.packs, beganAt, finishedAt: now() },
    });
    await recordPass(tx, id, totals, beganAt);
    return { id, ...totals };
  });
}

/** The month of an act begins up to so many days before the act. */
const MONTH_AND_A_DAY = 32;

/** One process judges at a time; others wait until it has. */
export async function takeTurn(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('inclusion.evaluation'))`);
}

/** Precise places have done their work when the act is judged (PII-001). */
async function forgetPlaces(tx: Transaction, batches: readonly bigint[]): Promise<void> {
  await tx.query('delete from inclusion.act_place where (act_no >> 13) = any($1::bigint[])', [
    batches.map(String),
  ]);
}

export async function recordPass(
  tx: Transaction,
  id: bigint,
  { acts, counted, refused, residents, reducedUg, points }: PassTotals,
  now: Date,
): Promise<void> {
  const after = { acts, counted, refused, residents, reducedUg: reducedUg.toString(), points };
  const subject = { kind: 'inclusion-pass', id: id.toString() };
  await recordAudit(tx, { action: 'act-pass.judged', subject, after }, now, {
    actor: 'inclusion-evaluation',
  });
}
