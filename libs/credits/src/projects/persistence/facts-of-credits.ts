import type { UnitFacts } from '@carbon/custody';
import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import type { CreditSchemeId } from '../../domain/schemes/credit-scheme';

/**
 * What is told of the units of one instrument: the day on which they were registered, where their project is, and whether
 * it lies inside an allowance scheme, as its owner filed it (CCR-001). Pools file nothing of the kind, so of theirs it is unknown.
 */
export async function factsOfCredits(
  reader: Reader,
  scheme: CreditSchemeId,
  instrument: string,
): Promise<UnitFacts> {
  const [row] = await reader.query<{
    registered_at: Date;
    ets_covered: boolean | null;
    province: string | null;
  }>(
    `select r.registered_at, p.ets_covered, a.province
       from credits.report r join credits.project p on p.id = r.project_id join sources.asset a on a.id = p.asset_id
      where r.instrument = $1
     union all
     select issued_at, null, null from credits.pool_period where instrument = $1 and issued_at is not null`,
    [instrument],
  );
  if (row === undefined) return {};
  return {
    creditScheme: scheme,
    registeredOn: chinaDate(row.registered_at),
    ...(row.province === null ? {} : { province: row.province }),
    ...(row.ets_covered === null ? {} : { coveredByEts: row.ets_covered }),
  };
}
