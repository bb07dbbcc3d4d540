import type { Reader } from '@carbon/database';
import type { UnitFacts } from '../../domain/emitters/index';

/** A unit or line as it was in a year. */
export interface EmitterUnit extends UnitFacts {
  readonly id: string;
  readonly holderId: string;
  readonly siteId: string;
  /** Number of its site. */
  readonly site: string;
  /** Identification code, unique in its site. */
  readonly code: string;
}

interface Row {
  readonly id: string;
  readonly holderId: string;
  readonly siteId: string;
  readonly site: string;
  readonly code: string;
  readonly facts: UnitFacts;
}

/**
 * Units of an enterprise that counted under a market at the end of a year and ran on some day of it, by site and code.
 * What was merged into a holder is its own, for past years too (ETS-015).
 */
export async function unitsOf(
  reader: Reader,
  { holderId, market, year }: { readonly holderId: string; readonly market: string; readonly year: number },
): Promise<EmitterUnit[]> {
  const rows = await reader.query<Row>(
    `select u.id, u.holder_id as "holderId", s.id as "siteId", s.code as site, u.code, u.facts
       from allowances.facilities_on(make_date($3, 12, 31)) u join allowances.facility s on s.id = u.parent_id
      where u.holder_id = $1 and u.level = 'unit' and u.facts ->> 'market' = $2
        and (u.facts ->> 'commissionedOn')::date <= make_date($3, 12, 31)
        and coalesce((u.facts ->> 'closedOn')::date, 'infinity') >= make_date($3, 1, 1)
      order by s.code, u.code, u.id`,
    [holderId, market, year],
  );
  return rows.map(({ facts, ...unit }) => ({ ...facts, ...unit }));
}
