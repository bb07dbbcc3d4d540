import type { Transaction } from '@carbon/database';
import {
  type Cause,
  readInstrument,
  readTransaction,
  releaseSources,
  type SerialRange,
} from '@carbon/ledger';
import { externalCreditUnknown, notForeign } from '../domain/refusals';
import { isForeignScheme } from '../domain/registries';
import { insertExits, lotsOf, type NewExits } from '../persistence/lots';
import type { ForeignDesk } from './desk';

/** @throws Refusal EXTERNAL_NOT_FOREIGN (CCR-011: what is of here does not go abroad) */
export async function requireForeign(tx: Transaction, instrument: string): Promise<void> {
  const known = await readInstrument(tx, instrument);
  if (known === undefined) throw externalCreditUnknown(instrument);
  if (!isForeignScheme(known.scheme)) throw notForeign(instrument);
}

/** Units of one account and instrument. */
export interface Units {
  readonly account: string;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly serials: readonly SerialRange[];
}

/** Sets units apart that are to leave; gives which they are. @throws Refusal of the ledger */
export async function setApart(
  tx: Transaction,
  { ledger }: ForeignDesk,
  units: Omit<Units, 'serials'> & { readonly serials: readonly SerialRange[] | undefined },
  cause: Cause,
): Promise<SerialRange[]> {
  const { account, instrument, quantity, serials } = units;
  const [outcome] = await ledger.submit(tx, [
    { kind: 'freeze', account, instrument, quantity, part: 'pending', ...(serials && { serials }), cause },
  ]);
  if (outcome === undefined) throw new Error('a hold without outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  const entries = await readTransaction(tx, outcome.transactionId);
  return entries.flatMap(({ previous }) => previous.map(({ first, last }) => ({ first, last })));
}

/** Gives back what `setApart` set apart. */
export async function giveBack(
  tx: Transaction,
  { ledger }: ForeignDesk,
  { account, instrument, quantity, serials }: Units,
  cause: Cause,
): Promise<void> {
  const [outcome] = await ledger.submit(tx, [
    { kind: 'release', account, instrument, quantity, part: 'pending', serials, cause },
  ]);
  if (outcome?.status === 'refused') throw outcome.refusal;
}

/**
 * Units that were set apart end here for good, and their serials are free to come again some day.
 * @throws Refusal of the ledger
 */
export async function sendBack(
  tx: Transaction,
  { ledger, registries }: ForeignDesk,
  { account, instrument, quantity, serials }: Units,
  exit: Omit<NewExits, 'instrument' | 'account' | 'transactionId'>,
  cause: Cause,
): Promise<bigint> {
  const pieces = await lotsOf(tx, instrument, serials);
  for (const { lot, piece } of pieces) {
    const theirs = (serial: bigint) => lot.externalFirst + serial - lot.first;
    await registries.requireLocked({
      registry: lot.registry,
      batch: lot.batch,
      first: theirs(piece.first),
      last: theirs(piece.last),
      text: lot.serialText,
    });
  }
  const [outcome] = await ledger.submit(tx, [
    { kind: 'cancel', from: account, fromPart: 'pending', instrument, quantity, serials, cause },
  ]);
  if (outcome === undefined) throw new Error('a cancellation without outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  await releaseSources(tx, outcome.transactionId);
  const { transactionId } = outcome;
  await insertExits(tx, { ...exit, instrument, account, transactionId }, pieces);
  return transactionId;
}
