import type { Transaction } from '@carbon/database';
import type { Block } from '../domain/block-book';
import { BlockBook } from '../domain/block-book';
import type { BalanceSheet } from '../domain/balance-sheet';
import type { Move } from '../domain/moves';
import { kindNumber, SYSTEM_ACCOUNTS } from '../domain/vocabulary';

const HOLDS = new Set([
  kindNumber('freeze'),
  kindNumber('release'),
  kindNumber('pledge'),
  kindNumber('unpledge'),
]);

/** Blocks of an owner read at a time; an owner whose blocks are smaller than its demand is read on. */
const FIRST_READ = 4;
const READ_GROWTH = 32;

interface Demand {
  readonly instrument: number;
  readonly account: number;
  readonly part: number;
  need: bigint;
  held: bigint;
}

/**
 * Reads the blocks that the moves of a batch may take, under the locks of their balances: as many of each owner's lowest
 * blocks as its demand needs, the named serials, and, for holds, the neighbours a released block may merge with.
 */
export async function loadBlocks(
  tx: Transaction,
  moves: readonly Move[],
  balances: BalanceSheet,
): Promise<BlockBook> {
  const book = new BlockBook();
  const serialised = moves.filter(
    (move) => move.instrument.serialised && move.debit.id !== SYSTEM_ACCOUNTS.issuance,
  );
  if (serialised.length === 0) return book;
  await loadNamed(tx, book, serialised);
  await loadLowest(tx, book, demandsOf(serialised, balances));
  await loadNeighbours(tx, book, serialised);
  return book;
}

/** Of every owner from whom blocks are taken without being named; named ones count, since they thin out the rest. */
function demandsOf(moves: readonly Move[], balances: BalanceSheet): Demand[] {
  const demands = new Map<string, Demand>();
  for (const { instrument, debit, debitPart, quantity } of moves) {
    const key = `${debit.id}/${instrument.id}/${debitPart}`;
    const demand = demands.get(key);
    if (demand === undefined) {
      const held = balances.part(balances.row(debit.id, instrument.id), debitPart);
      demands.set(key, {
        instrument: instrument.id,
        account: debit.id,
        part: debitPart,
        need: quantity,
        held,
      });
    } else demand.need += quantity;
  }
  return [...demands.values()];
}

type BlockRow = [number, number, number, string, string, string];

const toBlock = (row: BlockRow): Block => ({
  instrument: row[0],
  account: row[1],
  part: row[2],
  first: BigInt(row[3]),
  last: BigInt(row[4]),
  journal: BigInt(row[5]),
});

async function loadLowest(tx: Transaction, book: BlockBook, demands: Demand[]): Promise<void> {
  let open = demands.filter((demand) => demand.held > 0n);
  for (let limit = FIRST_READ; open.length > 0; limit *= READ_GROWTH) {
    const rows = await tx.rows<BlockRow>(
      {
        name: 'lowest-blocks',
        text: `select b.instrument_id, b.account_id, b.part, b.first_serial, b.last_serial, b.journal_id
                 from unnest($1::int[], $2::int[], $3::smallint[]) as k(account_id, instrument_id, part)
                cross join lateral (
                  select * from ledger.block b
                   where b.account_id = k.account_id and b.instrument_id = k.instrument_id and b.part = k.part
                   order by b.first_serial limit $4) b`,
      },
      [
        `{${open.map((d) => d.account).join(',')}}`,
        `{${open.map((d) => d.instrument).join(',')}}`,
        `{${open.map((d) => d.part).join(',')}}`,
        limit,
      ],
    );
    book.load(rows.map(toBlock));
    open = open.filter((demand) => {
      const wanted = demand.need < demand.held ? demand.need : demand.held;
      return book.loadedQuantity(demand.instrument, demand.account, demand.part) < wanted;
    });
  }
}

/** All blocks that overlap serials named by a move, whoever holds them. */
async function loadNamed(tx: Transaction, book: BlockBook, moves: readonly Move[]): Promise<void> {
  const named = moves.flatMap((move) =>
    (move.serials ?? []).map((range) => ({ ...range, id: move.instrument.id })),
  );
  if (named.length === 0) return;
  const rows = await tx.rows<BlockRow>(
    {
      text: `select b.instrument_id, b.account_id, b.part, b.first_serial, b.last_serial, b.journal_id
               from unnest($1::int[], $2::bigint[], $3::bigint[]) as k(instrument_id, first_serial, last_serial)
              cross join lateral (
                (select * from ledger.block b
                  where b.instrument_id = k.instrument_id and b.first_serial <= k.first_serial
                  order by b.first_serial desc limit 1)
                union
                (select * from ledger.block b
                  where b.instrument_id = k.instrument_id and b.first_serial > k.first_serial
                    and b.first_serial <= k.last_serial)) b`,
    },
    [named.map((n) => n.id), named.map((n) => n.first.toString()), named.map((n) => n.last.toString())],
  );
  book.load(rows.map(toBlock));
}

/** What stands directly before and after the blocks of an account on which something is held or released. */
async function loadNeighbours(tx: Transaction, book: BlockBook, moves: readonly Move[]): Promise<void> {
  const holds = moves.filter((move) => HOLDS.has(move.kind));
  if (holds.length === 0) return;
  const pairs = new Map(holds.map((move) => [`${move.debit.id}/${move.instrument.id}`, move]));
  const loaded = [...pairs.values()].flatMap((move) => book.ownedBy(move.instrument.id, move.debit.id));
  const rows = await tx.rows<BlockRow>(
    {
      text: `select b.instrument_id, b.account_id, b.part, b.first_serial, b.last_serial, b.journal_id
               from unnest($1::int[], $2::int[], $3::bigint[], $4::bigint[])
                 as k(instrument_id, account_id, first_serial, last_serial)
              cross join lateral (
                (select * from ledger.block b
                  where b.instrument_id = k.instrument_id and b.first_serial < k.first_serial
                  order by b.first_serial desc limit 1)
                union
                select * from ledger.block b
                 where b.instrument_id = k.instrument_id and b.first_serial = k.last_serial + 1) b
              where b.account_id = k.account_id`,
    },
    [
      loaded.map((block) => block.instrument),
      loaded.map((block) => block.account),
      loaded.map((block) => block.first.toString()),
      loaded.map((block) => block.last.toString()),
    ],
  );
  book.load(rows.map(toBlock));
}
