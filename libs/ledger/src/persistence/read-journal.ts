import type { Reader } from '@carbon/database';
import type { JournalRecord } from '../domain/record';
import { kindOf, partOf } from '../domain/vocabulary';
import { piecesOf } from './pieces';

/** A journal row with what the log commits to. */
export interface JournalEntry {
  readonly id: bigint;
  readonly record: JournalRecord;
  readonly salt: Buffer;
  readonly leaf: Buffer;
  readonly debitAfter: bigint;
  readonly creditAfter: bigint;
  readonly debitVersion: bigint;
  readonly creditVersion: bigint;
  /** Per piece of serials moved, the transfer that had brought it to the debit account; 0 for newly issued ones. */
  readonly previous: readonly { readonly first: bigint; readonly last: bigint; readonly previous: bigint }[];
}

const SELECT = `
  select j.id, j.transaction_id, j.kind, i.code as instrument, j.quantity, d.number as debit_number, j.debit_part,
         c.number as credit_number, j.credit_part, j.pieces, j.recorded_at, j.business_time, j.reversible_until,
         j.reverses_id, j.actor, j.approver, j.reference, j.reason, j.document_hash, j.salt, j.leaf,
         j.debit_after, j.credit_after, j.debit_version, j.credit_version
    from ledger.journal j
    join ledger.instrument i on i.id = j.instrument_id
    join ledger.account d on d.id = j.debit_account
    join ledger.account c on c.id = j.credit_account`;

interface Row {
  id: string;
  transaction_id: string;
  kind: number;
  instrument: string;
  quantity: string;
  debit_number: string;
  debit_part: number;
  credit_number: string;
  credit_part: number;
  pieces: string[][] | null;
  recorded_at: Date;
  business_time: Date;
  reversible_until: Date | null;
  reverses_id: string | null;
  actor: string;
  approver: string | null;
  reference: string | null;
  reason: string | null;
  document_hash: Buffer | null;
  salt: Buffer;
  leaf: Buffer;
  debit_after: string;
  credit_after: string;
  debit_version: string;
  credit_version: string;
}

/** Journal rows with ids `from` (included) to `to` (not), in order. */
export async function readJournal(reader: Reader, from: bigint, to: bigint): Promise<JournalEntry[]> {
  const rows = await reader.query<Row>(`${SELECT} where j.id >= $1 and j.id < $2 order by j.id`, [
    from.toString(),
    to.toString(),
  ]);
  return rows.map(toEntry);
}

/** The named journal rows, in order; ones that do not exist are missing. */
export async function readJournalByIds(reader: Reader, ids: readonly bigint[]): Promise<JournalEntry[]> {
  const rows = await reader.query<Row>(`${SELECT} where j.id = any($1::bigint[]) order by j.id`, [
    ids.map(String),
  ]);
  return rows.map(toEntry);
}

/** All transfers of a transaction. They have consecutive ids from its own, within its batch. */
export async function readTransaction(reader: Reader, transactionId: bigint): Promise<JournalEntry[]> {
  const rows = await reader.query<Row>(
    `${SELECT}
       join lateral (select * from ledger.batch b where b.id <= $1 order by b.id desc limit 1) b on true
      where j.id >= $1 and j.id < b.id + b.transfer_count and j.transaction_id = $1
      order by j.id`,
    [transactionId.toString()],
  );
  return rows.map(toEntry);
}

function toEntry(row: Row): JournalEntry {
  const previous = row.pieces === null ? [] : piecesOf(row.pieces);
  return {
    id: BigInt(row.id),
    record: {
      id: row.id,
      transaction: row.transaction_id,
      kind: kindOf(row.kind),
      instrument: row.instrument,
      quantity: row.quantity,
      debitAccount: row.debit_number,
      debitPart: partOf(row.debit_part),
      creditAccount: row.credit_number,
      creditPart: partOf(row.credit_part),
      serials:
        row.pieces === null
          ? null
          : previous.map(({ first, last }) => `${first.toString()}-${last.toString()}`),
      recordedAt: row.recorded_at.toISOString(),
      businessTime: row.business_time.toISOString(),
      reversibleUntil: row.reversible_until?.toISOString() ?? null,
      reverses: row.reverses_id,
      actor: row.actor,
      approver: row.approver,
      reference: row.reference,
      reason: row.reason,
      documentHash: row.document_hash?.toString('hex') ?? null,
    },
    salt: row.salt,
    leaf: row.leaf,
    debitAfter: BigInt(row.debit_after),
    creditAfter: BigInt(row.credit_after),
    debitVersion: BigInt(row.debit_version),
    creditVersion: BigInt(row.credit_version),
    previous,
  };
}
