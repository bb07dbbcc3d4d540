import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { newId, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { CarryOverLimit } from '../domain/limit';

type Whole = Readonly<Record<string, string>>;

/** A limit as it was kept, with what was applied for under it. */
export interface KeptLimit {
  readonly id: string;
  readonly holderId: string;
  readonly holderCode: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly version: number;
  readonly facts: {
    readonly ledger: Whole;
    readonly declared: Whole;
    readonly declaredVersion: number;
    readonly stock: Whole;
    readonly missedYears: readonly number[];
  };
  readonly judgement: Whole;
  readonly limitT: bigint;
  readonly appliedT: bigint;
  readonly positionAt: Date;
  readonly pack: { readonly id: string; readonly version: string; readonly hash: string };
  readonly computedAt: Date;
}

interface Row {
  readonly id: string;
  readonly holder_id: string;
  readonly code: string;
  readonly name_zh: string;
  readonly name_en: string;
  readonly version: number;
  readonly facts: KeptLimit['facts'];
  readonly judgement: Whole;
  readonly limit_t: string;
  readonly applied_t: string | null;
  readonly position_at: Date;
  readonly pack_id: string;
  readonly pack_version: string;
  readonly pack_hash: string;
  readonly computed_at: Date;
}

const SELECT = `
  select l.*, h.code, h.name_zh, h.name_en, b.applied_t
    from allowances.carry_over_limit_now l join identity.holder h on h.id = l.holder_id
    left join allowances.carry_over_book b on b.market = l.market and b.holder_id = l.holder_id`;

const toLimit = (row: Row): KeptLimit => ({
  ...{ id: row.id, holderId: row.holder_id, holderCode: row.code, nameZh: row.name_zh, nameEn: row.name_en },
  ...{ version: row.version, facts: row.facts, judgement: row.judgement },
  limitT: BigInt(row.limit_t),
  appliedT: BigInt(row.applied_t ?? 0),
  positionAt: row.position_at,
  pack: { id: row.pack_id, version: row.pack_version, hash: row.pack_hash },
  computedAt: row.computed_at,
});

export async function findLimit(
  reader: Reader,
  market: string,
  holderId: string,
): Promise<KeptLimit | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where l.market = $1 and l.holder_id = $2`, [
    market,
    holderId,
  ]);
  return row === undefined ? undefined : toLimit(row);
}

/** Limits within reach, by the codes of their holders. */
export async function readLimits(
  reader: Reader,
  market: string,
  reach: Reach,
  page: PageRequest,
): Promise<Page<KeptLimit>> {
  const rows = await reader.query<Row>(
    `${SELECT} where l.market = $1 and h.code > $2 and ${inReach(4, { holder: 'l.holder_id', moment: 'l.computed_at' })}
      order by h.code limit $3`,
    [market, page.after?.[0] ?? '', page.limit + 1, ...reachValues(reach)],
  );
  return toPage(rows.map(toLimit), page.limit, ({ holderCode }) => [holderCode]);
}

/**
 * Keeps limits, each as the next version of its holder's, and opens or adjusts their books: what was applied for already
 * stands, even above a limit that came out lower later. Set-based.
 */
export async function keepLimits(
  tx: Transaction,
  market: string,
  limits: readonly CarryOverLimit[],
  { positionAt, now }: { readonly positionAt: Date; readonly now: Date },
): Promise<string[]> {
  const ids = limits.map(() => newId());
  const rows = limits.map(
    ({ holderId, ledger, declared, declaredVersion, stock, missedYears, judgement }, at) => {
      const { pack, netSoldT, formulaT, countedT, limitT, extraSaleForAllT } = judgement;
      const figures = { netSoldT, formulaT, countedT, limitT, extraSaleForAllT };
      return {
        ...{ id: ids[at], holder_id: holderId, judgement: whole(figures) },
        facts: {
          ...{ declaredVersion, missedYears, ledger: whole(ledger), declared: whole(declared) },
          stock: whole(stock),
        },
        limit_t: limitT.toString(),
        ...{ pack_id: pack.id, pack_version: pack.version, pack_hash: pack.hash },
      };
    },
  );
  await tx.query(
    `with given as (
       select * from jsonb_to_recordset($1::jsonb) as g (id uuid, holder_id uuid, facts jsonb, judgement jsonb,
         limit_t bigint, pack_id text, pack_version text, pack_hash text)
     ), kept as (
       insert into allowances.carry_over_limit (id, market, holder_id, version, facts, judgement, limit_t, position_at,
         pack_id, pack_version, pack_hash, computed_at)
       select g.id, $2, g.holder_id, coalesce(n.version, 0) + 1, g.facts, g.judgement, g.limit_t, $3, g.pack_id,
         g.pack_version, g.pack_hash, $4
       from given g left join allowances.carry_over_limit_now n on n.market = $2 and n.holder_id = g.holder_id
     )
     insert into allowances.carry_over_book as b (market, holder_id, limit_t)
     select $2, holder_id, limit_t from given order by holder_id
     on conflict (market, holder_id) do update set limit_t = greatest(excluded.limit_t, b.applied_t)`,
    [JSON.stringify(rows), market, positionAt, now],
  );
  return ids;
}

const whole = (figures: object): Whole =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, String(value)]));

/** Counts an application in, where the limit has room for it. @returns whether it had */
export async function countIn(
  tx: Transaction,
  {
    market,
    holderId,
    quantity,
  }: { readonly market: string; readonly holderId: string; readonly quantity: bigint },
): Promise<boolean> {
  const rows = await tx.query<{ applied_t: string }>(
    `update allowances.carry_over_book set applied_t = applied_t + $3
      where market = $1 and holder_id = $2 and applied_t + $3 <= limit_t returning applied_t`,
    [market, holderId, quantity.toString()],
  );
  return rows.length > 0;
}

/** Takes an application of which nothing came out again. */
export async function countOut(
  tx: Transaction,
  {
    market,
    holderId,
    quantity,
  }: { readonly market: string; readonly holderId: string; readonly quantity: bigint },
): Promise<void> {
  await tx.query(
    `update allowances.carry_over_book set applied_t = applied_t - $3 where market = $1 and holder_id = $2`,
    [market, holderId, quantity.toString()],
  );
}
