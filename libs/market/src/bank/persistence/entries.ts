import type { Transaction } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { BankMovement } from '../domain/statement';

export const ENTRY_STATES = [
  'booked',
  'unmatched',
  'proposed',
  'returning',
  'returned',
  'paid-out',
  'unexplained',
] as const;
/**
 * booked: on the ledger. unmatched: waits for people. proposed: they decide. returning, returned: it goes back. paid-out: a
 * payment of ours. unexplained: money that went out without an order of ours.
 */
export type EntryState = (typeof ENTRY_STATES)[number];

/** A movement of a settlement account, and what became of it. */
export interface BankEntry extends BankMovement {
  readonly id: string;
  readonly settlementAccount: number;
  readonly settlementNumber: string;
  readonly heardBy: 'statement' | 'notice';
  readonly heardAt: Date;
  readonly statementId: string | null;
  readonly state: EntryState | 'taken';
  readonly because: string | null;
  /** The funds account it was booked to. */
  readonly account: string | null;
  readonly movement: string | null;
  readonly payment: string | null;
}

interface Row {
  id: string;
  settlement_account: number;
  number: string;
  reference: string;
  direction: 'in' | 'out';
  amount_fen: string;
  booked_on: ChinaDate;
  end_to_end: string | null;
  counterparty_name: string | null;
  counterparty_account: string | null;
  remittance: string;
  heard_by: 'statement' | 'notice';
  heard_at: Date;
  statement_id: string | null;
  state: EntryState | 'taken';
  because: string | null;
  account: string | null;
  movement: string | null;
  payment: string | null;
}

export const ENTRY_COLUMNS = `e.id, e.settlement_account, s.number, e.reference, e.direction, e.amount_fen,
    e.booked_on::text as booked_on, e.end_to_end, e.counterparty_name, e.counterparty_account, e.remittance, e.heard_by,
    e.heard_at, e.statement_id, e.state, e.because, e.account, e.movement, e.payment
  from market.bank_entry e join market.settlement_account s on s.id = e.settlement_account`;

export type EntryRow = Row;

export function entryOf(row: Row): BankEntry {
  return {
    ...{ id: row.id, settlementAccount: row.settlement_account, settlementNumber: row.number },
    ...{ reference: row.reference, direction: row.direction, amountFen: BigInt(row.amount_fen) },
    ...{ bookedOn: row.booked_on, endToEnd: row.end_to_end ?? undefined, text: row.remittance },
    counterparty: {
      name: row.counterparty_name ?? undefined,
      account: row.counterparty_account ?? undefined,
    },
    ...{ heardBy: row.heard_by, heardAt: row.heard_at, statementId: row.statement_id },
    ...{ state: row.state, because: row.because, account: row.account, movement: row.movement },
    payment: row.payment,
  };
}

/** Writes movements that were not told before, each once whoever tells it at the same time (INV-06). */
export async function insertEntries(
  tx: Transaction,
  settlementAccount: number,
  movements: readonly BankMovement[],
  heard: { readonly by: 'statement' | 'notice'; readonly statementId: string | null; readonly at: Date },
): Promise<void> {
  // in the order of the key: two statements that overlap never wait for each other in a circle
  const sorted = [...movements].sort((a, b) => (a.reference < b.reference ? -1 : 1));
  await tx.query(
    `insert into market.bank_entry (settlement_account, reference, direction, amount_fen, booked_on, end_to_end,
        counterparty_name, counterparty_account, remittance, heard_by, heard_at, statement_id, state, changed_at)
     select $1::int, m.*, $10::text, $11::timestamptz, $12::uuid, 'taken', $11::timestamptz
       from unnest($2::text[], $3::text[], $4::bigint[], $5::date[], $6::text[], $7::text[], $8::text[], $9::text[]) as m
     on conflict (settlement_account, reference) do nothing`,
    [
      settlementAccount,
      sorted.map((one) => one.reference),
      sorted.map((one) => one.direction),
      sorted.map((one) => one.amountFen.toString()),
      sorted.map((one) => one.bookedOn),
      sorted.map((one) => one.endToEnd ?? null),
      sorted.map((one) => one.counterparty.name ?? null),
      sorted.map((one) => one.counterparty.account ?? null),
      sorted.map((one) => one.text),
      ...[heard.by, heard.at, heard.statementId],
    ],
  );
}

/** Entries by the bank's reference, under lock. */
export async function lockEntries(
  tx: Transaction,
  settlementAccount: number,
  references: readonly string[],
): Promise<BankEntry[]> {
  const rows = await tx.query<Row>(
    `select ${ENTRY_COLUMNS} where e.settlement_account = $1 and e.reference = any($2::text[])
      order by e.id for update of e`,
    [settlementAccount, references],
  );
  return rows.map(entryOf);
}

/** Entries of whatever settlement account on a reference of a bank, under lock. */
export async function lockEntriesOn(tx: Transaction, reference: string): Promise<BankEntry[]> {
  const rows = await tx.query<Row>(
    `select ${ENTRY_COLUMNS} where e.reference = $1 order by e.id for update of e`,
    [reference],
  );
  return rows.map(entryOf);
}

/** One entry, under lock. */
export async function lockEntry(tx: Transaction, id: string): Promise<BankEntry | undefined> {
  const [row] = await tx.query<Row>(`select ${ENTRY_COLUMNS} where e.id = $1::bigint for update of e`, [id]);
  return row === undefined ? undefined : entryOf(row);
}

/** Notes on which statement entries stand that notices told first. */
export async function noteStated(
  tx: Transaction,
  ids: readonly string[],
  statementId: string,
): Promise<void> {
  await tx.query(
    'update market.bank_entry set statement_id = $2 where id = any($1::bigint[]) and statement_id is null',
    [ids, statementId],
  );
}

/** What became of an entry. */
export interface EntryFate {
  readonly id: string;
  readonly state: EntryState;
  readonly because?: string | undefined;
  readonly account?: string | undefined;
  readonly movement?: string | undefined;
  readonly payment?: string | undefined;
}

export async function noteFates(tx: Transaction, fates: readonly EntryFate[], now: Date): Promise<void> {
  if (fates.length === 0) return;
  await tx.query(
    `update market.bank_entry e set state = f.state, because = f.because, account = f.account, movement = f.movement,
        payment = f.payment, changed_at = $7
       from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::uuid[])
              as f (id, state, because, account, movement, payment)
      where e.id = f.id`,
    [
      fates.map((one) => one.id),
      fates.map((one) => one.state),
      fates.map((one) => one.because ?? null),
      fates.map((one) => one.account ?? null),
      fates.map((one) => one.movement ?? null),
      fates.map((one) => one.payment ?? null),
      now,
    ],
  );
}
