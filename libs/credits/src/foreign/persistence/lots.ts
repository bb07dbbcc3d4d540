import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { newId, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { SerialRange } from '@carbon/ledger';
import type { AdjustmentDeclaration, AdjustmentState } from '../domain/facts';
import { externalCreditUnknown } from '../domain/refusals';
import type { ForeignRegistry } from '../domain/registries';

/** A run of serials of another registry, and the run of ours that stands for it: `first + n` for `externalFirst + n`. */
export interface ExternalLot {
  readonly id: string;
  /** Public number, `EX000001`. */
  readonly number: string;
  readonly registry: ForeignRegistry;
  readonly batch: string;
  readonly serialText: string;
  readonly externalFirst: bigint;
  readonly externalLast: bigint;
  readonly instrument: string;
  readonly first: bigint;
  readonly last: bigint;
  readonly project: string;
  readonly vintage: string;
  readonly country: string;
  readonly adjustmentDeclaration: AdjustmentDeclaration;
  readonly adjustmentState: AdjustmentState;
  readonly lockReference: string;
  readonly documentHash: string;
  readonly transactionId: bigint;
  readonly enteredAt: Date;
  /** How many of it went back. */
  readonly gone: bigint;
}

const NUMBERS = ['externalFirst', 'externalLast', 'first', 'last', 'transactionId', 'gone'] as const;
type Row = Omit<ExternalLot, (typeof NUMBERS)[number]> & Readonly<Record<(typeof NUMBERS)[number], string>>;

const SELECT = `
  select l.id, l.number, l.registry, l.batch, l.serial_text as "serialText", l.external_first as "externalFirst",
         l.external_last as "externalLast", l.instrument, l.first_serial as first, l.last_serial as last, l.project,
         l.vintage, l.country, l.adjustment_declaration as "adjustmentDeclaration",
         l.adjustment_state as "adjustmentState", l.lock_reference as "lockReference",
         encode(l.document_hash, 'hex') as "documentHash", l.transaction_id as "transactionId",
         l.entered_at as "enteredAt",
         (select coalesce(sum(e.last_serial - e.first_serial + 1), 0)::bigint
            from credits.external_exit e where e.lot_id = l.id) as gone
    from credits.external_lot l`;

/** Whose account received a lot sees it, and whoever holds units of it now: origin and serials go with the units. */
const SEEN = `($1::uuid[] is null or exists (
  select from ledger.account a where a.number = l.account_number and a.holder_id = any($1)) or exists (
  select from ledger.block b join ledger.account a on a.id = b.account_id
    join ledger.instrument i on i.id = b.instrument_id
   where i.code = l.instrument and b.first_serial <= l.last_serial and b.last_serial >= l.first_serial
     and a.holder_id = any($1)))`;

function toLot(row: Row): ExternalLot {
  const numbers = Object.fromEntries(NUMBERS.map((name) => [name, BigInt(row[name])])) as Pick<
    ExternalLot,
    (typeof NUMBERS)[number]
  >;
  return { ...row, ...numbers };
}

export interface LotFilter {
  readonly registry?: ForeignRegistry | undefined;
  readonly batch?: string | undefined;
  /** A serial of the other registry, anywhere inside a lot. */
  readonly externalSerial?: bigint | undefined;
  readonly instrument?: string | undefined;
  /** A serial of ours, anywhere inside a lot. */
  readonly serial?: bigint | undefined;
}

/** Lots in the order in which they came in. */
export async function readLots(
  reader: Reader,
  page: PageRequest,
  reach: Reach,
  filter: LotFilter,
): Promise<Page<ExternalLot>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ${SEEN} and ($2::uuid is null or l.id > $2)
        and ($3::text is null or l.registry = $3) and ($4::text is null or l.batch = $4)
        and ($5::bigint is null or int8range(l.external_first, l.external_last, '[]') @> $5::bigint)
        and ($6::text is null or l.instrument = $6)
        and ($7::bigint is null or int8range(l.first_serial, l.last_serial, '[]') @> $7::bigint)
      order by l.id limit $8`,
    [
      ...[reachIds(reach), page.after?.[0] ?? null, filter.registry ?? null, filter.batch ?? null],
      ...[filter.externalSerial?.toString() ?? null, filter.instrument ?? null],
      ...[filter.serial?.toString() ?? null, page.limit + 1],
    ],
  );
  return toPage(rows.map(toLot), page.limit, ({ id }) => [id]);
}

/** A lot by its number, as a caller may see it. @throws Refusal EXTERNAL_CREDIT_UNKNOWN */
export async function lotInReach(reader: Reader, number: string, reach: Reach): Promise<ExternalLot> {
  const [row] = await reader.query<Row>(`${SELECT} where ${SEEN} and l.number = $2`, [
    reachIds(reach),
    number,
  ]);
  if (row === undefined) throw externalCreditUnknown(number);
  return toLot(row);
}

/** What of a lot went back, in the order of the serials. */
export interface ExternalExit {
  readonly first: bigint;
  readonly last: bigint;
  readonly unlockReference: string;
  readonly transactionId: bigint;
  readonly leftAt: Date;
}

export async function readExits(
  reader: Reader,
  lot: ExternalLot,
  page: PageRequest,
): Promise<Page<ExternalExit>> {
  const rows = await reader.query<
    Omit<ExternalExit, 'first' | 'last' | 'transactionId'> & Record<string, string>
  >(
    `select first_serial as first, last_serial as last, unlock_reference as "unlockReference",
            transaction_id as "transactionId", left_at as "leftAt"
       from credits.external_exit where lot_id = $1 and first_serial > $2::bigint order by first_serial limit $3`,
    [lot.id, page.after?.[0] ?? '0', page.limit + 1],
  );
  const exits = rows.map((row) => ({
    unlockReference: row.unlockReference,
    leftAt: row.leftAt,
    first: BigInt(row['first'] ?? 0),
    last: BigInt(row['last'] ?? 0),
    transactionId: BigInt(row['transactionId'] ?? 0),
  }));
  return toPage(exits, page.limit, ({ first }) => [first.toString()]);
}

/** Whether units of the batch are known with other facts. */
export async function batchDiffers(
  tx: Transaction,
  batch: Pick<ExternalLot, 'registry' | 'batch' | 'project' | 'vintage' | 'country'>,
): Promise<boolean> {
  const rows = await tx.query(
    `select from credits.external_lot where registry = $1 and batch = $2
        and (project, vintage, country) is distinct from ($3, $4, $5) limit 1`,
    [batch.registry, batch.batch, batch.project, batch.vintage, batch.country],
  );
  return rows.length > 0;
}

/** Serials of one batch come in one after the other. */
export async function lockBatch(tx: Transaction, registry: ForeignRegistry, batch: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('credits.external'), hashtext($1))`, [
    `${registry} ${batch}`,
  ]);
}

export interface NewLot extends Omit<ExternalLot, 'id' | 'number' | 'gone'> {
  readonly account: string;
  readonly enteredBy: string;
  readonly approvedBy: string;
}

/** Gives the number of the lot. */
export async function insertLot(tx: Transaction, lot: NewLot): Promise<string> {
  const [row] = await tx.query<{ number: string }>(
    `insert into credits.external_lot (id, number, registry, batch, serial_text, external_first, external_last,
       instrument, first_serial, last_serial, project, vintage, country, adjustment_declaration, adjustment_state,
       account_number, lock_reference, document_hash, transaction_id, entered_by, approved_by, entered_at)
     values ($1, 'EX' || lpad(nextval('credits.external_lot_number')::text, 6, '0'), $2, $3, $4, $5, $6, $7, $8, $9,
       $10, $11, $12, $13, $14, $15, $16, decode($17, 'hex'), $18, $19, $20, $21) returning number`,
    [
      ...[newId(), lot.registry, lot.batch, lot.serialText, lot.externalFirst.toString()],
      ...[lot.externalLast.toString(), lot.instrument, lot.first.toString(), lot.last.toString()],
      ...[lot.project, lot.vintage, lot.country, lot.adjustmentDeclaration, lot.adjustmentState],
      ...[lot.account, lot.lockReference, lot.documentHash, lot.transactionId.toString()],
      ...[lot.enteredBy, lot.approvedBy, lot.enteredAt],
    ],
  );
  if (row === undefined) throw new Error('a lot was not entered');
  return row.number;
}

/** Lots that these serials of ours are of, each with the piece of it. */
export async function lotsOf(
  tx: Transaction,
  instrument: string,
  serials: readonly SerialRange[],
): Promise<{ readonly lot: ExternalLot; readonly piece: SerialRange }[]> {
  const rows = await tx.query<Row & { pieceFirst: string; pieceLast: string }>(
    `with asked as (select * from unnest($2::bigint[], $3::bigint[]) as r(first, last))
     select l.*, greatest(l.first, r.first) as "pieceFirst", least(l.last, r.last) as "pieceLast"
       from asked r join (${SELECT}) l on l.instrument = $1 and l.first <= r.last and l.last >= r.first
      order by "pieceFirst"`,
    [instrument, serials.map(({ first }) => first.toString()), serials.map(({ last }) => last.toString())],
  );
  return rows.map(({ pieceFirst, pieceLast, ...row }) => ({
    lot: toLot(row),
    piece: { first: BigInt(pieceFirst), last: BigInt(pieceLast) },
  }));
}

export interface NewExits {
  readonly instrument: string;
  readonly account: string;
  readonly unlockReference: string;
  readonly documentHash: string;
  readonly transactionId: bigint;
  readonly leftBy: string;
  readonly approvedBy: string;
  readonly leftAt: Date;
}

/** Writes down, with one statement, which pieces of which lots went back. */
export async function insertExits(
  tx: Transaction,
  exit: NewExits,
  pieces: readonly { readonly lot: ExternalLot; readonly piece: SerialRange }[],
): Promise<void> {
  await tx.query(
    `insert into credits.external_exit (instrument, account_number, unlock_reference, document_hash, transaction_id,
       left_by, approved_by, left_at, id, lot_id, first_serial, last_serial)
     select $1, $2, $3, decode($4, 'hex'), $5, $6, $7, $8, r.*
       from unnest($9::uuid[], $10::uuid[], $11::bigint[], $12::bigint[]) as r`,
    [
      ...[
        exit.instrument,
        exit.account,
        exit.unlockReference,
        exit.documentHash,
        exit.transactionId.toString(),
      ],
      ...[exit.leftBy, exit.approvedBy, exit.leftAt],
      pieces.map(() => newId()),
      pieces.map(({ lot }) => lot.id),
      pieces.map(({ piece }) => piece.first.toString()),
      pieces.map(({ piece }) => piece.last.toString()),
    ],
  );
}
