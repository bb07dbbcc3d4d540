import type { Transaction } from '@carbon/database';
import { type Cause, type Ledger, type Outcome, readTransaction, type SimpleCommand } from '@carbon/ledger';
import { type Lot, type LotApart, lotsMoved } from './lots';

/** The part in which units of applications wait (ETS-009, CAR-002): in nobody's reach, and not counted as held. */
const PART = 'pending';

interface Apart<L extends Lot> {
  readonly account: string;
  readonly lots: readonly L[];
  readonly cause: Cause;
}

/**
 * Sets units of an application apart, all or none. Gives their serials, so that later exactly these move.
 * @throws Refusal of the ledger
 */
export async function setApart(
  tx: Transaction,
  ledger: Ledger,
  { account, lots, cause }: Apart<Lot>,
): Promise<LotApart[]> {
  const freeze = ({ instrument, quantity, serials }: Lot): SimpleCommand => ({
    kind: 'freeze',
    ...{ account, instrument, quantity, part: PART },
    ...(serials && { serials }),
  });
  const transaction = await submitLinked(tx, ledger, lots.map(freeze), cause);
  return lotsMoved(await readTransaction(tx, transaction));
}

/** Makes units of an application of which nothing comes available again. @throws Refusal of the ledger */
export async function giveBack(
  tx: Transaction,
  ledger: Ledger,
  { account, lots, cause }: Apart<LotApart>,
): Promise<void> {
  const release = ({ instrument, quantity, serials }: LotApart): SimpleCommand => ({
    kind: 'release',
    ...{ account, instrument, quantity, serials, part: PART },
  });
  await submitLinked(tx, ledger, lots.map(release), cause);
}

/** Ends what waits, all or none. @returns the transaction @throws Refusal of the ledger */
export function endApart(
  tx: Transaction,
  ledger: Ledger,
  { account, lots, cause }: Apart<LotApart>,
  end: (lot: LotApart, from: { readonly from: string; readonly fromPart: typeof PART }) => SimpleCommand,
): Promise<bigint> {
  return submitLinked(
    tx,
    ledger,
    lots.map((lot) => end(lot, { from: account, fromPart: PART })),
    cause,
  );
}

async function submitLinked(
  tx: Transaction,
  ledger: Ledger,
  commands: readonly SimpleCommand[],
  cause: Cause,
): Promise<bigint> {
  const [outcome]: (Outcome | undefined)[] = await ledger.submit(tx, [{ kind: 'linked', commands, cause }]);
  if (outcome === undefined) throw new Error('the ledger gave no outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  return outcome.transactionId;
}
