import type { Transaction } from '@carbon/database';
import { bankReferenceUsed } from '../../cash/domain/refusals';
import { type CashMovement, movementsByReference } from '../../cash/persistence/cash-movements';
import { type BankEntry, lockEntriesOn, noteFates } from '../persistence/entries';

type ByHand = Pick<CashMovement, 'direction' | 'amountFen' | 'bankReference'>;

const WAITING = { deposit: 'unmatched', withdrawal: 'unexplained' } as const;

/**
 * What the bank has told on the reference of a movement that people enter by hand: money that waits for them, of the same amount,
 * or nothing yet. Money that was booked, goes back, or is another amount is none that they could enter (INV-04).
 * @throws Refusal MARKET_BANK_REFERENCE_USED
 */
export async function entryByHand(
  tx: Transaction,
  { direction, amountFen, bankReference }: ByHand,
): Promise<BankEntry | undefined> {
  const entries = await lockEntriesOn(tx, bankReference);
  const waiting = entries.find(
    (entry) => entry.state === WAITING[direction] && entry.amountFen === amountFen,
  );
  if (entries.length > 0 && waiting === undefined) throw bankReferenceUsed(bankReference);
  return waiting;
}

/**
 * A movement that people entered by hand is booked: if the bank told of it before, that is what it told.
 * @throws Refusal MARKET_BANK_REFERENCE_USED
 */
export async function claimEntry(tx: Transaction, movement: CashMovement, now: Date): Promise<void> {
  const { id, direction, account, bankReference } = movement;
  // who hears of it at this moment waits for us, or we for them
  await movementsByReference(tx, [bankReference]);
  const entry = await entryByHand(tx, movement);
  if (entry === undefined) return;
  const fate = { id: entry.id, movement: id };
  const booked = { ...fate, state: 'booked', account } as const;
  await noteFates(tx, [direction === 'deposit' ? booked : { ...fate, state: 'paid-out' }], now);
}

/**
 * Money that people enter by hand on the bank's reference is not there to be assigned or sent back besides.
 * @throws Refusal MARKET_BANK_REFERENCE_USED
 */
export async function requireNotByHand(tx: Transaction, { reference }: BankEntry): Promise<void> {
  const known = (await movementsByReference(tx, [reference])).get(reference);
  if (known?.isTold === false) throw bankReferenceUsed(reference);
}
