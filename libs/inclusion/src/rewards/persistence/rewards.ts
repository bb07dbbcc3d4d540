import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { LimitPeriod, RewardKind, RewardTerms } from '../domain/reward';

interface Row {
  id: string;
  number: string;
  programme: string;
  code: string;
  kind: RewardKind;
  name_zh: string;
  name_en: string;
  points: string;
  stock: string | null;
  limit_count: number | null;
  limit_period: LimitPeriod | null;
  merchant_id: string;
  confirms: boolean;
  settlement_fen: string;
  funding_id: string | null;
  kwh: number | null;
  target_points: string | null;
  given_points: string | null;
  gifts: string | null;
  valid_from: Date;
  valid_to: Date | null;
  source: string;
  withdrawn_at: Date | null;
}

const SELECT = `
  select r.*, p.code as programme, g.points as given_points, g.gifts
    from inclusion.reward r
    join inclusion.programme p on p.id = r.programme_id
    left join lateral (
      select sum(points)::text as points, sum(gifts)::text as gifts from inclusion.charity_progress c
       where c.reward_id = r.id) g on r.kind = 'charity'`;

const toReward = (row: Row): RewardTerms => ({
  ...{ id: row.id, number: BigInt(row.number), programme: row.programme, code: row.code, kind: row.kind },
  ...{ name: { zh: row.name_zh, en: row.name_en }, points: BigInt(row.points), merchantId: row.merchant_id },
  ...{ stock: row.stock === null ? null : BigInt(row.stock), confirms: row.confirms, kwh: row.kwh },
  limit:
    row.limit_count === null || row.limit_period === null
      ? null
      : { count: row.limit_count, period: row.limit_period },
  ...{ settlementFen: BigInt(row.settlement_fen), fundingId: row.funding_id, source: row.source },
  targetPoints: row.target_points === null ? null : BigInt(row.target_points),
  ...{ givenPoints: BigInt(row.given_points ?? 0), gifts: BigInt(row.gifts ?? 0) },
  ...{ validFrom: row.valid_from, validTo: row.valid_to, withdrawnAt: row.withdrawn_at },
});

export interface RewardName {
  readonly programme: string;
  readonly code: string;
}

export async function findReward(
  reader: Pick<Reader, 'query'>,
  { programme, code }: RewardName,
): Promise<RewardTerms | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where p.code = $1 and r.code = $2`, [programme, code]);
  return row && toReward(row);
}

export interface RewardFilter {
  readonly programme?: string | undefined;
  readonly kinds?: readonly RewardKind[] | undefined;
  /** Only what is offered at a moment and not sold out. */
  readonly offeredAt?: Date | undefined;
  /** Only of programmes run by these; null for all. */
  readonly operators?: readonly string[] | null;
}

/** Rewards in the order in which they came. */
export async function readRewards(
  reader: Pick<Reader, 'query'>,
  page: PageRequest,
  { programme, kinds, offeredAt, operators }: RewardFilter,
): Promise<Page<RewardTerms>> {
  const rows = await reader.query<Row>(
    `${SELECT} where r.number > $1::bigint and ($2::text is null or p.code = $2)
        and ($3::text[] is null or r.kind = any($3))
        and ($4::timestamptz is null or (r.withdrawn_at is null and p.closed_at is null and r.valid_from <= $4
             and (r.valid_to is null or r.valid_to > $4) and (r.stock is null or r.stock > 0)))
        and ($5::uuid[] is null or p.operator_id = any($5))
      order by r.number limit $6`,
    [
      ...[page.after?.[0] ?? '0', programme ?? null, kinds ?? null, offeredAt ?? null, operators ?? null],
      page.limit + 1,
    ],
  );
  const found = toPage(rows, page.limit, ({ number }) => [number]);
  return { ...found, items: found.items.map(toReward) };
}

/** What is agreed of a reward that can be agreed anew. */
export type AgreedTerms = Pick<
  RewardTerms,
  | 'name'
  | 'points'
  | 'limit'
  | 'confirms'
  | 'settlementFen'
  | 'fundingId'
  | 'targetPoints'
  | 'validFrom'
  | 'validTo'
>;

export interface NewReward extends AgreedTerms, Pick<RewardTerms, 'id' | 'code' | 'kind' | 'merchantId'> {
  readonly programmeId: number;
  readonly stock: bigint | null;
  readonly kwh: number | null;
  readonly source: string;
}

const agreed = (terms: AgreedTerms): unknown[] => [
  ...[terms.name.zh, terms.name.en, terms.points.toString(), terms.limit?.count ?? null],
  ...[terms.limit?.period ?? null, terms.confirms, terms.settlementFen.toString(), terms.fundingId],
  ...[terms.targetPoints?.toString() ?? null, terms.validFrom, terms.validTo],
];

export async function insertReward(tx: Transaction, reward: NewReward, now: Date): Promise<void> {
  await tx.query(
    `insert into inclusion.reward (name_zh, name_en, points, limit_count, limit_period, confirms, settlement_fen,
       funding_id, target_points, valid_from, valid_to, id, programme_id, code, kind, merchant_id, stock, kwh, source,
       opened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      ...[...agreed(reward), reward.id, reward.programmeId, reward.code, reward.kind, reward.merchantId],
      ...[reward.stock?.toString() ?? null, reward.kwh, reward.source, now],
    ],
  );
}

/** New terms; what was taken under the old ones keeps them. It is offered again if it was withdrawn. */
export async function changeTerms(tx: Transaction, id: string, terms: AgreedTerms): Promise<void> {
  await tx.query(
    `update inclusion.reward set name_zh = $1, name_en = $2, points = $3, limit_count = $4, limit_period = $5,
       confirms = $6, settlement_fen = $7, funding_id = $8, target_points = $9, valid_from = $10, valid_to = $11,
       withdrawn_at = null where id = $12`,
    [...agreed(terms), id],
  );
}

/** @returns what is there now; undefined where stock is not bounded */
export async function addStock(tx: Transaction, id: string, pieces: bigint): Promise<bigint | undefined> {
  const [row] = await tx.query<{ stock: string }>(
    'update inclusion.reward set stock = stock + $2 where id = $1 and stock is not null returning stock',
    [id, pieces.toString()],
  );
  return row && BigInt(row.stock);
}

/** @returns whether it was still on sale */
export async function withdrawReward(tx: Transaction, id: string, now: Date): Promise<boolean> {
  const rows = await tx.query(
    'update inclusion.reward set withdrawn_at = $2 where id = $1 and withdrawn_at is null returning id',
    [id, now],
  );
  return rows.length > 0;
}
