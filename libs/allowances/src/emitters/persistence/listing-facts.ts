import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { LOCAL_MARKETS, NATIONAL_MARKET } from '../../domain/emitters/index';

/** A holder as lists look at it. */
export interface ListedParty {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly state: string;
  readonly province: string | null;
}

/** Holders by id or code, whichever a row names; organisations only. */
export async function partiesNamed(
  reader: Reader,
  names: readonly string[],
): Promise<ReadonlyMap<string, ListedParty>> {
  const rows = await reader.query<ListedParty>(
    `select id, code, kind, state, province from identity.holder
      where (code = any($1) or id::text = any($1)) and kind <> 'resident'`,
    [[...new Set(names)]],
  );
  return new Map(rows.flatMap((row) => [[row.id, row] as const, [row.code, row] as const]));
}

/** One verified year of an enterprise, in the market that verified it. */
export interface VerifiedTonnes {
  readonly holderId: string;
  readonly market: string;
  readonly sector: string;
  readonly province: string | null;
  readonly year: number;
  readonly verifiedT: string;
}

/**
 * What was verified of enterprises before a list's year. For the national list also what local pilots verified, for who
 * comes from there.
 * @param holderIds all that have figures when absent
 */
export function verifiedBefore(
  reader: Reader,
  { market, year, holderIds }: { market: string; year: number; holderIds?: readonly string[] },
): Promise<VerifiedTonnes[]> {
  const markets = market === NATIONAL_MARKET ? [market, ...LOCAL_MARKETS] : [market];
  return reader.query<VerifiedTonnes>(
    `select holder_id as "holderId", market, sector, province, year, verified_t::text as "verifiedT"
       from allowances.verified_now
      where market = any($1) and year < $2 and ($3::uuid[] is null or holder_id = any($3))
      order by holder_id, market, year`,
    [markets, year, holderIds ?? null],
  );
}

/** Of these enterprises those that are closed on a day: themselves, or every unit that they have. */
export async function closedOn(
  reader: Reader,
  holderIds: readonly string[],
  day: ChinaDate,
): Promise<ReadonlySet<string>> {
  const rows = await reader.query<{ id: string }>(
    `select id from identity.holder where id = any($1::uuid[]) and state = 'closed'
     union
     select u.holder_id from allowances.facilities_on($2) u
      where u.holder_id = any($1::uuid[]) and u.level = 'unit'
      group by u.holder_id
     having bool_and(coalesce((u.facts ->> 'closedOn')::date <= $2, false))`,
    [holderIds, day],
  );
  return new Set(rows.map(({ id }) => id));
}
