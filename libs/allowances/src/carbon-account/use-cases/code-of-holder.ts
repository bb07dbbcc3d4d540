import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import type { PackReference, PackSource } from '@carbon/rules';
import { accountRules } from '../../domain/carbon-account/account-rules';
import { type CarbonCode, carbonCode, outputOf } from '../../domain/carbon-account/carbon-code';
import { readVerified } from '../../verified/read-verified';
import { readOutputs } from '../persistence/outputs';

export interface CodeOfYear {
  readonly year: number;
  readonly sector: string;
  /** Undefined where the sector is too small, or nothing was made. */
  readonly code: CarbonCode | undefined;
  readonly pack: PackReference;
}

/** The carbon code of an enterprise for its latest verified year (S06); undefined before its first. */
export async function codeOfHolder(
  reader: Reader,
  packs: PackSource,
  { holderId, market }: { readonly holderId: string; readonly market: string },
  now: Date,
): Promise<CodeOfYear | undefined> {
  const [latest] = await reader.query<{ year: number }>(
    'select max(year) as year from allowances.verified_year where holder_id = $1 and market = $2 having max(year) > 0',
    [holderId, market],
  );
  if (latest === undefined) return undefined;
  const { year } = latest;
  const [own] = await readVerified(reader, { market, year, holderIds: [holderId] });
  if (own === undefined) return undefined;
  const rules = accountRules(packs, chinaDate(now));
  const outputs = await readOutputs(reader, { market, year, sector: own.sector });
  return { year, sector: own.sector, code: carbonCode(rules, outputOf(own), outputs), pack: rules.pack };
}
