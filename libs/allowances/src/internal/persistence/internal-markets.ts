import type { Reader, Transaction } from '@carbon/database';
import { type Reach, reaches, reachIds } from '@carbon/http';
import { readGroup } from '@carbon/identity';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import { marketUnknown, yearUnknown } from '../domain/refusals';

export type InternalMarketKind = 'park' | 'group';

export interface InternalMarket {
  readonly code: string;
  readonly ownerId: string;
  readonly owner: string;
  readonly kind: InternalMarketKind;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly openedAt: Date;
}

export interface InternalYear {
  readonly market: string;
  readonly year: number;
  readonly instrument: string;
  readonly capT: bigint;
  readonly rewardFenPerTonne: bigint;
  readonly afterCount: 'keep' | 'expire';
  readonly countedAt: Date | null;
}

const MARKET = `
  select m.code, m.owner_id as "ownerId", h.code as owner, m.kind, m.name_zh as "nameZh", m.name_en as "nameEn",
         m.opened_at as "openedAt"
    from allowances.internal_market m join identity.holder h on h.id = m.owner_id`;

/** A market's owner and its members see it, and those who see everything. */
const SEEN = `($1::uuid[] is null or m.owner_id = any($1) or exists (
  select from allowances.internal_member p where p.market = m.code and p.holder_id = any($1)))`;

export async function findMarket(reader: Reader, code: string): Promise<InternalMarket | undefined> {
  const [found] = await reader.query<InternalMarket>(`${MARKET} where m.code = $1`, [code]);
  return found;
}

/** @throws Refusal INTERNAL_MARKET_UNKNOWN, also where it is out of reach */
export async function marketInReach(reader: Reader, code: string, reach: Reach): Promise<InternalMarket> {
  const [found] = await reader.query<InternalMarket>(`${MARKET} where ${SEEN} and m.code = $2`, [
    reachIds(reach),
    code,
  ]);
  if (found !== undefined) return found;
  const market = await findMarket(reader, code);
  // companies of a group belong to its market without an invitation
  if (market?.kind === 'group') {
    const members = await readGroup(reader, market.ownerId);
    if (members.some(({ id }) => reaches(reach, id))) return market;
  }
  throw marketUnknown(code);
}

export async function readMarkets(
  reader: Reader,
  reach: Reach,
  page: PageRequest,
): Promise<Page<InternalMarket>> {
  const rows = await reader.query<InternalMarket>(
    `${MARKET} where ${SEEN} and m.code > $2 order by m.code limit $3`,
    [reachIds(reach), page.after?.[0] ?? '', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ code }) => [code]);
}

/** Members that joined, and of a group's market all of the group; by code. */
export async function readMembers(
  reader: Reader,
  market: InternalMarket,
): Promise<{ readonly id: string; readonly code: string }[]> {
  const joined = await reader.query<{ id: string; code: string }>(
    `select h.id, h.code from allowances.internal_member p join identity.holder h on h.id = p.holder_id
      where p.market = $1 and p.joined_at is not null`,
    [market.code],
  );
  const group = market.kind === 'group' ? await readGroup(reader, market.ownerId) : [];
  const all = new Map([...joined, ...group].map(({ id, code }) => [id, { id, code }]));
  return [...all.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

const YEAR = `
  select market, year, instrument, cap_t, reward_fen_per_tonne, after_count, counted_at
    from allowances.internal_year`;

interface YearRow {
  readonly market: string;
  readonly year: number;
  readonly instrument: string;
  readonly cap_t: string;
  readonly reward_fen_per_tonne: string;
  readonly after_count: 'keep' | 'expire';
  readonly counted_at: Date | null;
}

const yearOf = (row: YearRow): InternalYear => ({
  ...{ market: row.market, year: row.year, instrument: row.instrument, afterCount: row.after_count },
  capT: BigInt(row.cap_t),
  rewardFenPerTonne: BigInt(row.reward_fen_per_tonne),
  countedAt: row.counted_at,
});

/** @throws Refusal INTERNAL_YEAR_UNKNOWN */
export async function getYear(reader: Reader, market: string, year: number): Promise<InternalYear> {
  const [row] = await reader.query<YearRow>(`${YEAR} where market = $1 and year = $2`, [market, year]);
  if (row === undefined) throw yearUnknown(market, year);
  return yearOf(row);
}

/** The year for whom changes it: one at a time. @throws Refusal INTERNAL_YEAR_UNKNOWN */
export async function lockYear(tx: Transaction, market: string, year: number): Promise<InternalYear> {
  const [row] = await tx.query<YearRow>(`${YEAR} where market = $1 and year = $2 for update`, [market, year]);
  if (row === undefined) throw yearUnknown(market, year);
  return yearOf(row);
}

export async function readYears(reader: Reader, market: string): Promise<InternalYear[]> {
  const rows = await reader.query<YearRow>(`${YEAR} where market = $1 order by year desc limit 200`, [
    market,
  ]);
  return rows.map(yearOf);
}

/** The year whose units an instrument is. */
export async function yearOfInstrument(
  reader: Reader,
  instrument: string,
): Promise<InternalYear | undefined> {
  const [row] = await reader.query<YearRow>(`${YEAR} where instrument = $1`, [instrument]);
  return row === undefined ? undefined : yearOf(row);
}
