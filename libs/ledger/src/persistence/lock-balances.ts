import type { Transaction } from '@carbon/database';
import { BalanceSheet, type LockedBalance } from '../domain/balance-sheet';
import type { Move } from '../domain/moves';

/**
 * # Locking, and why it can neither deadlock nor overspend
 *
 * A submit takes its locks in three steps, always these, always in this order:
 *
 * 1. **Request keys**, sorted by (scope, key), by inserting them (libs/database, request-memory).
 * 2. **Balances that do not exist yet**, sorted by (account, instrument), by inserting them. At this moment the
 *    transaction holds no lock on any balance that existed.
 * 3. **All balances it touches**, sorted by (account, instrument), with `for update`.
 *
 * Two transactions can wait for each other only if one of them asks for something that stands before, in this order,
 * something it already holds. Within each step everybody sorts by the same key; and nobody goes back a step: step 3 looks
 * first, and when it finds a row missing it locks none (`ledger.lock_balances`) and step 2 comes before it. So the
 * wait-for graph has no cycle. A use case that submits twice in one transaction breaks the order; the database then
 * detects the deadlock, ends one of the two, and `Database.transaction` runs that one again.
 *
 * Nothing is overspent, because a batch judges only balances that it holds locked: whoever comes second waits in step 3
 * and then reads what the first one left (read committed re-reads a row it had to wait for). Serial blocks need no locks
 * of their own: a block changes only together with the balance of its account and instrument. And if this file had a
 * fault, the trigger on the journal would still refuse a row whose version does not follow the balance's own.
 *
 * An account's state and block stand on its balances (`ledger.change_account_state`), so they are judged under the same
 * locks: a change waits for moves under way, and moves that come after it obey it. A balance that is only being made in
 * step 2 key-share-locks its account, which a change of state locks first of all. A change that waits for balances while
 * another transaction waits for its account can close a cycle only through step 2; the database ends one of the two.
 *
 * # Large batches read first and lock late
 *
 * Locking ten thousand rows and then changing them touches each twice. A large batch therefore reads its balances without
 * locks and judges on what it read. The trigger then changes them in the same order as above, and only those whose
 * version is still the one that was read; if one moved on, nothing is written, the whole transaction is run again
 * (`tx.attempt` > 1), and this time it locks first. So a race costs time and never a unit.
 */
export async function lockBalances(tx: Transaction, moves: readonly Move[]): Promise<BalanceSheet> {
  const { accounts, instruments } = keysOf(moves);
  if (moves.length >= READ_FIRST_FROM && tx.attempt === 1) return readBalances(tx, accounts, instruments);
  let rows = await fetch(tx, 'lock_balances', accounts, instruments);
  if (rows.length < accounts.length) {
    await tx.query('select ledger.open_balances($1::int[], $2::int[])', [accounts, instruments]);
    rows = await fetch(tx, 'lock_balances', accounts, instruments);
  }
  return new BalanceSheet(rows.map(toBalance));
}

async function readBalances(
  tx: Transaction,
  accounts: number[],
  instruments: number[],
): Promise<BalanceSheet> {
  let rows = await fetch(tx, 'read_balances', accounts, instruments);
  if (rows.length < accounts.length) {
    await tx.query('select ledger.open_balances($1::int[], $2::int[])', [accounts, instruments]);
    rows = await fetch(tx, 'read_balances', accounts, instruments);
  }
  return new BalanceSheet(rows.map(toBalance));
}

/** `rest` holds the other parts, and is null where they are all zero: mostly. */
type BalanceRow = [number, number, string, string, string[] | null, boolean, number];

function fetch(
  tx: Transaction,
  source: 'lock_balances' | 'read_balances',
  accounts: number[],
  instruments: number[],
): Promise<BalanceRow[]> {
  return tx.rows<BalanceRow>(
    {
      name: source,
      text: `select account_id, instrument_id, available, version,
                    case when frozen | locked | pledged | judicial | pending <> 0
                         then array[frozen, locked, pledged, judicial, pending] end, blocked, state
               from ledger.${source}($1::int[], $2::int[])`,
    },
    [`{${accounts.join(',')}}`, `{${instruments.join(',')}}`],
  );
}

function toBalance([
  account,
  instrument,
  available,
  version,
  rest,
  blocked,
  state,
]: BalanceRow): LockedBalance {
  const parts = [BigInt(available)];
  if (rest !== null) for (const part of rest) parts.push(BigInt(part));
  return { account, instrument, parts, version: BigInt(version), blocked, state };
}

/** Moves of a batch from which reading first pays. */
const READ_FIRST_FROM = 100;

/** The balances that moves touch, each once, in the order of their index: neighbours are found without a new descent. */
function keysOf(moves: Iterable<Move>): { accounts: number[]; instruments: number[] } {
  const byInstrument = new Map<number, Set<number>>();
  for (const { instrument, debit, credit } of moves) {
    let accounts = byInstrument.get(instrument.id);
    if (accounts === undefined) byInstrument.set(instrument.id, (accounts = new Set()));
    accounts.add(debit.id).add(credit.id);
  }
  const keys = { accounts: [] as number[], instruments: [] as number[] };
  for (const [instrument, accounts] of byInstrument) {
    for (const account of Uint32Array.from(accounts).sort()) {
      keys.accounts.push(account);
      keys.instruments.push(instrument);
    }
  }
  return keys;
}
