import type { Transaction } from '@carbon/database';
import { type Ledger, MAX_BATCH, type Outcome } from '@carbon/ledger';
import type { BankMovement } from '../domain/statement';
import { bankEntryChanged } from '../domain/refusals';
import {
  type BankEntry,
  type EntryFate,
  insertEntries,
  lockEntries,
  noteFates,
  noteStated,
} from '../persistence/entries';
import type { Plan } from './plan';
import { planDeposits } from './plan-deposits';
import { planPayouts } from './plan-payouts';

/** How movements came to be known. */
export interface Heard {
  readonly settlementAccount: number;
  readonly by: 'statement' | 'notice';
  readonly statementId: string | null;
  readonly at: Date;
}

/** What came of movements that were told: how many were new, and what became of those. */
export interface Taken {
  readonly told: number;
  readonly fresh: number;
  readonly booked: number;
  readonly unmatched: number;
  readonly paidOut: number;
  readonly unexplained: number;
}

/**
 * Takes what a bank tells, by a statement or a notice, each movement once (INV-06): money that came in is booked to whom it
 * belongs or waits for people; money that went out ends the payment it is of. One submit to the ledger, or few where a statement
 * has more movements than a submit takes.
 * @throws Refusal BANK_ENTRY_CHANGED where a reference stood for something else before
 */
export async function takeMovements(
  tx: Transaction,
  ledger: Ledger,
  movements: readonly BankMovement[],
  heard: Heard,
): Promise<Taken> {
  if (movements.length === 0)
    return { told: 0, fresh: 0, booked: 0, unmatched: 0, paidOut: 0, unexplained: 0 };
  const { settlementAccount, statementId, at: now } = heard;
  await insertEntries(tx, settlementAccount, movements, heard);
  const references = movements.map(({ reference }) => reference);
  const entries = await lockEntries(tx, settlementAccount, references);
  refuseChanged(entries, movements);
  const fresh = entries.filter(({ state }) => state === 'taken');
  if (statementId !== null) {
    const unstated = entries.filter((entry) => entry.statementId === null).map(({ id }) => id);
    if (unstated.length > 0) await noteStated(tx, unstated, statementId);
  }
  const plans = [
    await planDeposits(
      tx,
      fresh.filter(({ direction }) => direction === 'in'),
      now,
    ),
    await planPayouts(
      tx,
      fresh.filter(({ direction }) => direction === 'out'),
      now,
    ),
  ];
  const fates = await carryOut(tx, ledger, plans, now);
  const count = (state: EntryFate['state']) => fates.filter((fate) => fate.state === state).length;
  return {
    ...{ told: movements.length, fresh: fresh.length },
    ...{ booked: count('booked'), unmatched: count('unmatched') },
    ...{ paidOut: count('paid-out'), unexplained: count('unexplained') },
  };
}

function refuseChanged(entries: readonly BankEntry[], movements: readonly BankMovement[]): void {
  const told = new Map(movements.map((one) => [one.reference, one]));
  for (const { reference, direction, amountFen } of entries) {
    const now = told.get(reference);
    if (now?.direction !== direction || now.amountFen !== amountFen) throw bankEntryChanged(reference);
  }
}

async function carryOut(
  tx: Transaction,
  ledger: Ledger,
  plans: readonly Plan[],
  now: Date,
): Promise<readonly EntryFate[]> {
  const steps = plans.flatMap((plan) => plan.steps);
  const outcomes: Outcome[] = [];
  for (let from = 0; from < steps.length; from += MAX_BATCH) {
    const some = steps.slice(from, from + MAX_BATCH);
    outcomes.push(
      ...(await ledger.submit(
        tx,
        some.map(({ command }) => command),
      )),
    );
  }
  const fates = plans.flatMap((plan) => plan.fates);
  for (const [at, { done, refused }] of steps.entries()) {
    const outcome = outcomes[at];
    if (outcome === undefined) throw new Error('the ledger gave no outcome');
    fates.push(
      outcome.status === 'done' ? await done(outcome.transactionId) : await refused(outcome.refusal.code),
    );
  }
  for (const plan of plans) await plan.finish?.();
  await noteFates(tx, fates, now);
  return fates;
}
