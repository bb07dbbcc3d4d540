import { randomFillSync } from 'node:crypto';
import { BinaryCopy, type Transaction } from '@carbon/database';
import { JOURNAL_DOMAIN, type LeafHasher, SALT_BYTES } from '@carbon/kernel';
import type { Block, BlockBook, Piece } from '../domain/block-book';
import { type JudgedTransfer, settledId } from '../domain/judge';
import { fastCanonicalRecord, type JournalRecord } from '../domain/record';
import { kindOf, partOf } from '../domain/vocabulary';

const COLUMNS = [
  'id',
  'batch_id',
  'transaction_id',
  'quantity',
  'debit_after',
  'credit_after',
  'debit_version',
  'credit_version',
  'recorded_at',
  'business_time',
  'reversible_until',
  'reverses_id',
  'instrument_id',
  'debit_account',
  'credit_account',
  'kind',
  'debit_part',
  'credit_part',
  'actor',
  'approver',
  'reference',
  'reason',
  'document_hash',
  'pieces',
  'salt',
  'leaf',
];
const COPY_JOURNAL = `copy ledger.journal (${COLUMNS.join(', ')}) from stdin with (format binary)`;

/** Writes a judged batch: issuances, journal (whose trigger moves the balances), blocks. Returns the first journal id. */
export async function writeBatch(
  tx: Transaction,
  transfers: readonly JudgedTransfer[],
  book: BlockBook,
  recordedAt: Date,
  hasher: LeafHasher,
): Promise<bigint> {
  const [row] = await tx.rows<[string]>({ name: 'allocate-ids', text: 'select ledger.allocate_ids($1)' }, [
    transfers.length,
  ]);
  if (row === undefined) throw new Error('no journal ids');
  const firstId = BigInt(row[0]);
  await writeIssuances(tx, transfers, firstId);
  await tx.copy(COPY_JOURNAL, encode(transfers, firstId, recordedAt, hasher));
  if (transfers.some((transfer) => transfer.pieces !== undefined)) await writeBlocks(tx, book, firstId);
  return firstId;
}

/** Rows encoded and hashed before they are sent: the server inserts them while the next ones are made. */
const ROWS_A_PART = 500;

function* encode(
  transfers: readonly JudgedTransfer[],
  firstId: bigint,
  recordedAt: Date,
  hasher: LeafHasher,
): Generator<Buffer, void> {
  const salts = randomFillSync(Buffer.allocUnsafe(transfers.length * SALT_BYTES));
  const recordedText = recordedAt.toISOString();
  const copy = new BinaryCopy(COLUMNS.length, Math.min(transfers.length, ROWS_A_PART) * 512);
  for (const [ordinal, transfer] of transfers.entries()) {
    if (ordinal > 0 && ordinal % ROWS_A_PART === 0) yield copy.take();
    const { move, cause, pieces } = transfer;
    const id = firstId + BigInt(ordinal);
    const transactionId = firstId + BigInt(transfer.transactionOrdinal);
    const settled = pieces?.map((piece) => ({ ...piece, previous: settledId(piece.previous, firstId) }));
    const salt = salts.subarray(ordinal * SALT_BYTES, (ordinal + 1) * SALT_BYTES);
    const record = recordOf(transfer, id, transactionId, recordedText);
    const leaf = hasher.leafOf(JOURNAL_DOMAIN, salt, fastCanonicalRecord(record));

    copy.row().int8(id).int8(firstId).int8(transactionId).int8(move.quantity);
    copy.int8(transfer.debitAfter).int8(transfer.creditAfter);
    copy.int8(transfer.debitVersion).int8(transfer.creditVersion);
    copy.timestamp(recordedAt).timestamp(cause.businessTime ?? recordedAt);
    optional(move.reversibleUntil, (value) => copy.timestamp(value), copy);
    optional(move.reverses, (value) => copy.int8(value), copy);
    copy.int4(move.instrument.id).int4(move.debit.id).int4(move.credit.id);
    copy.int2(move.kind).int2(move.debitPart).int2(move.creditPart);
    copy.text(cause.actor);
    optional(cause.approver, (value) => copy.text(value), copy);
    optional(cause.reference, (value) => copy.text(value), copy);
    optional(cause.reason, (value) => copy.text(value), copy);
    optional(cause.documentHash, (value) => copy.bytes(value), copy);
    optional(settled, (value) => copy.int8Matrix(value.map((p) => [p.first, p.last, p.previous])), copy);
    copy.bytes(salt).bytes(leaf);
  }
  yield copy.finish();
}

function optional<T>(value: T | undefined, write: (value: T) => BinaryCopy, copy: BinaryCopy): void {
  if (value === undefined) copy.null();
  else write(value);
}

function recordOf(
  { move, cause, pieces }: JudgedTransfer,
  id: bigint,
  transactionId: bigint,
  recordedAt: string,
): JournalRecord {
  return {
    id: id.toString(),
    transaction: transactionId.toString(),
    kind: kindOf(move.kind),
    instrument: move.instrument.code,
    quantity: move.quantity.toString(),
    debitAccount: move.debit.number,
    debitPart: partOf(move.debitPart),
    creditAccount: move.credit.number,
    creditPart: partOf(move.creditPart),
    serials: pieces?.map(serialText) ?? null,
    recordedAt,
    businessTime: cause.businessTime?.toISOString() ?? recordedAt,
    reversibleUntil: move.reversibleUntil?.toISOString() ?? null,
    reverses: move.reverses?.toString() ?? null,
    actor: cause.actor,
    approver: cause.approver ?? null,
    reference: cause.reference ?? null,
    reason: cause.reason ?? null,
    documentHash: cause.documentHash === undefined ? null : Buffer.from(cause.documentHash).toString('hex'),
  };
}

const serialText = (piece: Piece) => `${piece.first.toString()}-${piece.last.toString()}`;

async function writeIssuances(
  tx: Transaction,
  transfers: readonly JudgedTransfer[],
  firstId: bigint,
): Promise<void> {
  const issuances = transfers.flatMap(({ move, pieces }, ordinal) =>
    move.issue === undefined
      ? []
      : [{ id: firstId + BigInt(ordinal), move, issue: move.issue, piece: pieces?.[0] }],
  );
  if (issuances.length === 0) return;
  await tx.query(
    `insert into ledger.issuance (id, instrument_id, quantity, first_serial, last_serial, source_key, evidence_hash)
     select * from unnest($1::bigint[], $2::int[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::bytea[])`,
    [
      issuances.map(({ id }) => id.toString()),
      issuances.map(({ move }) => move.instrument.id),
      issuances.map(({ move }) => move.quantity.toString()),
      issuances.map(({ piece }) => piece?.first.toString() ?? null),
      issuances.map(({ piece }) => piece?.last.toString() ?? null),
      issuances.map(({ id, issue }) => issue.sourceKey ?? `transfer:${id.toString()}`),
      issuances.map(({ issue }) =>
        issue.evidenceHash === undefined ? null : Buffer.from(issue.evidenceHash),
      ),
    ],
  );
  const sources = issuances.flatMap(({ id, issue }) =>
    issue.sources.map((range, ordinal) => ({ id, ordinal, range })),
  );
  if (sources.length === 0) return;
  await tx.query(
    `insert into ledger.source_range (issuance_id, ordinal, source_key, from_unit, to_unit)
     select * from unnest($1::bigint[], $2::int[], $3::text[], $4::bigint[], $5::bigint[])`,
    [
      sources.map(({ id }) => id.toString()),
      sources.map(({ ordinal }) => ordinal),
      sources.map(({ range }) => range.key),
      sources.map(({ range }) => range.from.toString()),
      sources.map(({ range }) => range.to.toString()),
    ],
  );
}

/** Blocks that keep their key are changed in place, the others deleted and inserted. */
async function writeBlocks(tx: Transaction, book: BlockBook, firstId: bigint): Promise<void> {
  const changes = book.changes();
  const before = new Map(changes.old.map((block) => [keyOf(block), block]));
  const kept: { was: Block; is: Block }[] = [];
  const born: Block[] = [];
  for (const is of changes.new) {
    const was = before.get(keyOf(is));
    if (was === undefined) born.push(is);
    else kept.push({ was, is });
    before.delete(keyOf(is));
  }
  const gone = [...before.values()];
  const was = kept.map((pair) => pair.was);
  const is = kept.map((pair) => pair.is);
  await tx.query(REARRANGE, [
    firstId.toString(),
    ...columns(gone, INSTRUMENT, FIRST, LAST, ACCOUNT, PART),
    ...columns(was, INSTRUMENT, FIRST, LAST, ACCOUNT, PART),
    ...columns(is, LAST, ACCOUNT, PART, (block) => settledId(block.journal, firstId)),
    ...columns(born, INSTRUMENT, FIRST, LAST, ACCOUNT, PART, (block) => settledId(block.journal, firstId)),
  ]);
}

const REARRANGE = {
  name: 'rearrange-blocks',
  text: `select ledger.rearrange_blocks(${Array.from({ length: 21 }, (_, at) => `$${at + 1}`).join(', ')})`,
};

type Column = (block: Block) => number | bigint;
const INSTRUMENT: Column = (block) => block.instrument;
const FIRST: Column = (block) => block.first;
const LAST: Column = (block) => block.last;
const ACCOUNT: Column = (block) => block.account;
const PART: Column = (block) => block.part;

const keyOf = (block: Block) => `${block.instrument}/${block.first.toString()}`;

/** Array literals of PostgreSQL, one a column: far faster to make than the driver's own. */
function columns(blocks: readonly Block[], ...wanted: Column[]): string[] {
  return wanted.map((column) => `{${blocks.map(column).join(',')}}`);
}
