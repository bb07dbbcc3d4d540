import type { Database } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { findHolder, findHoldersById, type Holder } from '@carbon/identity';
import type { ChinaMonth, Page, PageRequest } from '@carbon/kernel';
import {
  type LineFilter,
  readLines,
  readSums,
  type SettlementLine,
  type SettlementSum,
} from '../persistence/lines';

export interface SettlementWish {
  readonly merchant?: string | undefined;
  readonly month?: ChinaMonth | undefined;
  readonly programme?: string | undefined;
  readonly funding?: string | undefined;
}

/** A page, and the holders it names. */
export interface Named<T> {
  readonly page: Page<T>;
  readonly holders: ReadonlyMap<string, Holder>;
}

/** Sums of what merchants are owed, as merchant, funder and programme see their own. */
export async function settlementSums(
  database: Database,
  reach: Reach,
  request: PageRequest,
  wish: SettlementWish,
): Promise<Named<SettlementSum>> {
  const filter = await filterOf(database, wish);
  if (filter === undefined) return NOTHING;
  return named(database, await readSums(database, reachIds(reach), request, filter));
}

/** The same line by line. */
export async function settlementLines(
  database: Database,
  reach: Reach,
  request: PageRequest,
  wish: SettlementWish,
): Promise<Named<SettlementLine>> {
  const filter = await filterOf(database, wish);
  if (filter === undefined) return NOTHING;
  return named(database, await readLines(database, reachIds(reach), request, filter));
}

const NOTHING = { page: { items: [] }, holders: new Map<string, Holder>() };

/** Undefined where nothing can match. */
async function filterOf(
  database: Database,
  { merchant, month, programme, funding }: SettlementWish,
): Promise<LineFilter | undefined> {
  const filter = { month, programme, fundingId: funding };
  if (merchant === undefined) return filter;
  const holder = await findHolder(database.source.manager, merchant);
  return holder && { ...filter, merchantId: holder.id };
}

async function named<T extends { readonly merchantId: string; readonly funderId: string | null }>(
  database: Database,
  page: Page<T>,
): Promise<Named<T>> {
  const ids = page.items.flatMap(({ merchantId, funderId }) =>
    funderId === null ? [merchantId] : [merchantId, funderId],
  );
  return { page, holders: await findHoldersById(database.source.manager, ids) };
}
