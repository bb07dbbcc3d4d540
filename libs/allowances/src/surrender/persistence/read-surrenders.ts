import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Surrender, SurrenderLot, SurrenderState } from '../domain/surrender';
import {
  LOT_COLUMNS,
  lotOf,
  type LotRow,
  SURRENDER_COLUMNS,
  surrenderOf,
  type SurrenderRow,
} from './surrender-record';

export async function findSurrender(reader: Reader, id: string): Promise<Surrender | undefined> {
  const [row] = await reader.query<SurrenderRow>(
    `select ${SURRENDER_COLUMNS} from allowances.surrender s where s.id = $1`,
    [id],
  );
  return row && surrenderOf(row);
}

/** Held until the transaction ends. */
export async function lockSurrender(tx: Transaction, id: string): Promise<Surrender | undefined> {
  const [row] = await tx.query<SurrenderRow>(
    `select ${SURRENDER_COLUMNS} from allowances.surrender s where s.id = $1 for update`,
    [id],
  );
  return row && surrenderOf(row);
}

/** The lots of surrenders, in their order, by surrender. */
export async function readLots(
  reader: Reader,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly SurrenderLot[]>> {
  const rows = await reader.query<LotRow>(
    `select ${LOT_COLUMNS} from allowances.surrender_lot l where l.surrender_id = any($1)
      order by l.surrender_id, l.ordinal`,
    [ids],
  );
  const lots = new Map<string, SurrenderLot[]>(ids.map((id) => [id, []]));
  for (const row of rows) lots.get(row.surrender_id)?.push(lotOf(row));
  return lots;
}

export interface SurrenderFilter {
  readonly market?: string | undefined;
  readonly year?: number | undefined;
  readonly state?: SurrenderState | undefined;
  /** Only for, or by, these holders. */
  readonly holderIds?: readonly string[] | undefined;
  /** Of those holders only what is for their obligations. */
  readonly onlyFor?: boolean;
}

/** Surrenders for or by holders within reach, the latest first. */
export async function readSurrenders(
  reader: Reader,
  reachIds: readonly string[] | null,
  { market, year, state, holderIds, onlyFor = false }: SurrenderFilter,
  page: PageRequest,
): Promise<Page<Surrender>> {
  const rows = await reader.query<SurrenderRow>(
    `select ${SURRENDER_COLUMNS} from allowances.surrender s
      where ($1::uuid[] is null or s.holder_id = any($1) or s.payer_id = any($1)
          or exists (select from allowances.obligor o where o.obligor_id = any($1) and o.holder_id in (s.holder_id, s.payer_id)))
        and ($2::text is null or s.market = $2) and ($3::int is null or s.year = $3) and ($4::text is null or s.state = $4)
        and ($5::uuid[] is null or s.holder_id = any($5) or s.payer_id = any($5) and not $8)
        and s.id < coalesce($6::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      order by s.id desc limit $7`,
    [
      ...[reachIds, market ?? null, year ?? null, state ?? null, holderIds ?? null],
      ...[page.after?.[0] ?? null, page.limit + 1, onlyFor],
    ],
  );
  return toPage(rows.map(surrenderOf), page.limit, ({ id }) => [id]);
}

/**
 * Everything that was or is to be surrendered for one obligation, what ended without effect left out, the earliest first.
 */
export async function surrendersOf(
  reader: Reader,
  of: { readonly market: string; readonly year: number; readonly holderId: string },
): Promise<Surrender[]> {
  const rows = await reader.query<SurrenderRow>(
    `select ${SURRENDER_COLUMNS} from allowances.surrender s
      where s.market = $1 and s.year = $2 and s.state in ('pending', 'completed')
        and s.holder_id in (select $3::uuid union select holder_id from allowances.obligor where obligor_id = $3)
      order by s.id`,
    [of.market, of.year, of.holderId],
  );
  return rows.map(surrenderOf);
}
