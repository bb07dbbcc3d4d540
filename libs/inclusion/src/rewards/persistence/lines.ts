import type { Reader, Transaction } from '@carbon/database';
import { type ChinaMonth, chinaMonth, type Page, type PageRequest, toPage, type Text } from '@carbon/kernel';

export type LineKind = 'used' | 'given' | 'correction';

/** What is owed to a merchant, or less of it. */
export interface SettlementLine {
  readonly number: bigint;
  readonly merchantId: string;
  readonly programme: string;
  readonly reward: string;
  readonly name: Text;
  /** Whose budget pays; null where the programme does. */
  readonly fundingId: string | null;
  readonly funderId: string | null;
  readonly kind: LineKind;
  readonly month: ChinaMonth;
  readonly fen: bigint;
  readonly corrects: bigint | null;
  readonly reason: string | null;
  readonly recordedAt: Date;
}

interface Row {
  number: string;
  merchant_id: string;
  programme: string;
  reward: string;
  name_zh: string;
  name_en: string;
  funding_id: string | null;
  funder_id: string | null;
  kind: LineKind;
  month: ChinaMonth;
  fen: string;
  corrects: string | null;
  reason: string | null;
  recorded_at: Date;
}

const FROM = `
    from inclusion.settlement_line l
    join inclusion.reward w on w.id = l.reward_id
    join inclusion.programme p on p.id = l.programme_id
    left join inclusion.funding f on f.id = l.funding_id`;
const SELECT = `
  select l.number, l.merchant_id, p.code as programme, w.code as reward, w.name_zh, w.name_en, l.funding_id,
         f.funder_id, l.kind, to_char(l.month, 'YYYY-MM') as month, l.fen, l.corrects, l.reason, l.recorded_at ${FROM}`;

const toLine = (row: Row): SettlementLine => ({
  ...{
    number: BigInt(row.number),
    merchantId: row.merchant_id,
    programme: row.programme,
    reward: row.reward,
  },
  ...{ name: { zh: row.name_zh, en: row.name_en }, fundingId: row.funding_id, funderId: row.funder_id },
  ...{ kind: row.kind, month: row.month, fen: BigInt(row.fen) },
  corrects: row.corrects === null ? null : BigInt(row.corrects),
  ...{ reason: row.reason, recordedAt: row.recorded_at },
});

const monthDay = (month: ChinaMonth): string => `${month}-01`;

export interface NewLine {
  readonly merchantId: string;
  readonly programmeId: number;
  readonly rewardId: string;
  readonly fundingId: string | null;
  readonly fen: bigint;
}

/** @returns its number */
export async function insertLine(
  tx: Transaction,
  line: NewLine & { readonly kind: 'used' | 'given' },
  now: Date,
): Promise<bigint> {
  const [row] = await tx.query<{ number: string }>(
    `insert into inclusion.settlement_line (merchant_id, programme_id, reward_id, funding_id, kind, month, fen, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning number`,
    [
      ...[line.merchantId, line.programmeId, line.rewardId, line.fundingId, line.kind],
      ...[monthDay(chinaMonth(now)), line.fen.toString(), now],
    ],
  );
  return BigInt(row?.number ?? 0);
}

/**
 * What is owed for a line by now, its corrections with it; locked against others who correct it. The line itself is never
 * changed, so a lock of the transaction stands for it.
 */
export async function lockLine(tx: Transaction, number: bigint): Promise<bigint> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('inclusion.settlement_line/' || $1, 0))`, [
    number.toString(),
  ]);
  const [row] = await tx.query<{ fen: string }>(
    `select coalesce(sum(fen), 0)::text as fen from inclusion.settlement_line where number = $1 or corrects = $1`,
    [number.toString()],
  );
  return BigInt(row?.fen ?? 0);
}

/** Corrects a line by a new one, in the month of the correction. @returns its number */
export async function insertCorrection(
  tx: Transaction,
  { corrects, fen, reason }: { readonly corrects: bigint; readonly fen: bigint; readonly reason: string },
  now: Date,
): Promise<bigint> {
  const [row] = await tx.query<{ number: string }>(
    `insert into inclusion.settlement_line (merchant_id, programme_id, reward_id, funding_id, kind, month, fen, corrects,
       reason, recorded_at)
     select merchant_id, programme_id, reward_id, funding_id, 'correction', $2, $3, number, $4, $5
       from inclusion.settlement_line where number = $1 returning number`,
    [corrects.toString(), monthDay(chinaMonth(now)), fen.toString(), reason, now],
  );
  return BigInt(row?.number ?? 0);
}

/** Whose lines: those of these merchants, of programmes they run, of budgets they granted. Null for everybody's. */
export type Parties = readonly string[] | null;

// each way to see a line has an index of its own
const SEEN = `($1::uuid[] is null or l.merchant_id = any($1)
  or l.programme_id = any(array(select id from inclusion.programme where operator_id = any($1)))
  or l.funding_id = any(array(select id from inclusion.funding where funder_id = any($1))))`;
const OF = `${SEEN} and ($2::uuid is null or l.merchant_id = $2) and ($3::date is null or l.month = $3)
  and ($4::text is null or p.code = $4) and ($5::uuid is null or l.funding_id = $5)`;

export interface LineFilter {
  readonly merchantId?: string | undefined;
  readonly month?: ChinaMonth | undefined;
  readonly programme?: string | undefined;
  readonly fundingId?: string | undefined;
}

const valuesOf = (parties: Parties, { merchantId, month, programme, fundingId }: LineFilter): unknown[] => [
  ...[parties, merchantId ?? null, month === undefined ? null : monthDay(month)],
  ...[programme ?? null, fundingId ?? null],
];

/** Lines in the order in which they came. */
export async function readLines(
  reader: Pick<Reader, 'query'>,
  parties: Parties,
  page: PageRequest,
  filter: LineFilter,
): Promise<Page<SettlementLine>> {
  const rows = await reader.query<Row>(
    `${SELECT} where ${OF} and l.number > $6::bigint order by l.number limit $7`,
    [...valuesOf(parties, filter), page.after?.[0] ?? '0', page.limit + 1],
  );
  const found = toPage(rows, page.limit, ({ number }) => [number]);
  return { ...found, items: found.items.map(toLine) };
}

export async function findLine(
  reader: Pick<Reader, 'query'>,
  number: bigint,
  parties: Parties,
): Promise<SettlementLine | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where ${SEEN} and l.number = $2`, [
    parties,
    number.toString(),
  ]);
  return row && toLine(row);
}

/** What one reward cost in a month, by who pays. */
export interface SettlementSum {
  readonly merchantId: string;
  readonly month: ChinaMonth;
  readonly programme: string;
  readonly reward: string;
  readonly name: Text;
  readonly fundingId: string | null;
  readonly funderId: string | null;
  /** Vouchers used and gifts made. */
  readonly pieces: bigint;
  readonly corrections: bigint;
  readonly fen: bigint;
}

interface SumRow extends Omit<Row, 'number' | 'kind' | 'corrects' | 'reason' | 'recorded_at'> {
  pieces: string;
  corrections: string;
}

const KEY = `l.merchant_id::text, to_char(l.month, 'YYYY-MM'), p.code, w.code, coalesce(l.funding_id::text, '')`;

/** Sums by merchant, month, programme, reward and funding, in this order. */
export async function readSums(
  reader: Pick<Reader, 'query'>,
  parties: Parties,
  page: PageRequest,
  filter: LineFilter,
): Promise<Page<SettlementSum>> {
  const after = page.after ?? ['', '', '', '', ''];
  const rows = await reader.query<SumRow>(
    `select l.merchant_id, to_char(l.month, 'YYYY-MM') as month, p.code as programme, w.code as reward, w.name_zh,
            w.name_en, l.funding_id, f.funder_id, count(*) filter (where l.kind <> 'correction') as pieces,
            count(*) filter (where l.kind = 'correction') as corrections, sum(l.fen)::text as fen
       ${FROM} where ${OF} and (${KEY}) > ($6, $7, $8, $9, $10)
      group by l.merchant_id, l.month, p.code, w.code, w.name_zh, w.name_en, l.funding_id, f.funder_id
      order by ${KEY} limit $11`,
    [...valuesOf(parties, filter), ...after, page.limit + 1],
  );
  const found = toPage(rows, page.limit, (row) => [
    ...[row.merchant_id, row.month, row.programme, row.reward, row.funding_id ?? ''],
  ]);
  return {
    ...found,
    items: found.items.map((row) => ({
      ...{ merchantId: row.merchant_id, month: row.month, programme: row.programme, reward: row.reward },
      ...{ name: { zh: row.name_zh, en: row.name_en }, fundingId: row.funding_id, funderId: row.funder_id },
      ...{ pieces: BigInt(row.pieces), corrections: BigInt(row.corrections), fen: BigInt(row.fen) },
    })),
  };
}
