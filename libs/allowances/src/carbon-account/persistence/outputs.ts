import type { Reader } from '@carbon/database';
import { Decimal } from 'decimal.js';
import type { Output } from '../../domain/carbon-account/carbon-code';

/** Emissions and output of every enterprise of a sector that made something in a year, added up by the database. */
export async function readOutputs(
  reader: Reader,
  of: { readonly market: string; readonly year: number; readonly sector: string },
): Promise<Output[]> {
  const rows = await reader.query<{ emissions: string; output: string }>(
    `select v.verified_t::text as emissions, made.output::text as output
       from allowances.verified_now v
       cross join lateral (
         select coalesce((select sum((u ->> 'generationMwh')::numeric) from jsonb_array_elements(v.units) u), 0)
              + coalesce((select sum((l ->> 'outputT')::numeric) from jsonb_array_elements(v.lines) l), 0)
                as output) made
      where v.market = $1 and v.year = $2 and v.sector = $3 and made.output > 0`,
    [of.market, of.year, of.sector],
  );
  return rows.map(({ emissions, output }) => ({
    emissionsT: new Decimal(emissions),
    output: new Decimal(output),
  }));
}
