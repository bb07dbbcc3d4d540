import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
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

/** For or by a holder within reach, or one whose place it took (ETS-015); for the values of `reachValues`. */
const SEEN = `(${[
  's.holder_id',
  's.payer_id',
  '(select o.obligor_id from allowances.obligor o where o.holder_id = s.holder_id)',
  '(select o.obligor_id from allowances.obligor o where o.holder_id = s.payer_id)',
]
  .map((holder) => inReach(1, { holder, moment: 's.applied_at' }))
  .join(' or ')})`;

/** A surrender within reach; undefined outside of it as where there is none. */
export async function surrenderInReach(
  reader: Reader,
  id: string,
  reach: Reach,
): Promise<Surrender | undefined> {
  const [row] = await reader.query<SurrenderRow>(
    `select ${SURRENDER_COLUMNS} from allowances.surrender s where ${SEEN} and s.id = $4`,
    [...reachValues(reach), id],
  );
  return row && surrenderOf(row);
}

/** Surrenders for or by holders within reach, the latest first. */
export async function readSurrenders(
  reader: Reader,
  reach: Reach,
  { market, year, state, holderIds, onlyFor = false }: SurrenderFilter,
  page: PageRequest,
): Promise<Page<Surrender>> {
  const rows = await reader.query<SurrenderRow>(
    `select ${SURRENDER_COLUMNS} from allowances.surrender s
      where ${SEEN}
        and ($4::text is null or s.market = $4) and ($5::int is null or s.year = $5) and ($6::text is null or s.state = $6)
        and ($7::uuid[] is null or s.holder_id = any($7) or s.payer_id = any($7) and not $10)
        and s.id < coalesce($8::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
      order by s.id desc limit $9`,
    [
      ...[...reachValues(reach), market ?? null, year ?? null, state ?? null, holderIds ?? null],
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
