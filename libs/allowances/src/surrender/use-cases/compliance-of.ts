import type { Reader } from '@carbon/database';
import {
  blankYear,
  type ComplianceLine,
  complianceLine,
  type ObligationYear,
} from '../domain/compliance-status';
import { readObligationYears } from '../persistence/read-obligation-years';

export interface ComplianceQuery {
  readonly market: string;
  readonly year: number;
  /** Only these holders, each of them; all that have anything on file when absent. */
  readonly holderIds?: readonly string[] | undefined;
}

/**
 * How holders stand in a year (REG-011), by holder id. Set-based, for one or for thousands. Of holders that were asked for
 * by name and have nothing on file, the status is not-applicable.
 */
export async function complianceOf(
  reader: Reader,
  { market, year, holderIds }: ComplianceQuery,
): Promise<ComplianceLine[]> {
  const byHolder = new Map<string, ObligationYear[]>(holderIds?.map((id) => [id, []]));
  for (const one of await readObligationYears(reader, { market, to: year, holderIds })) {
    const years = byHolder.get(one.holderId) ?? [];
    years.push(one);
    byHolder.set(one.holderId, years);
  }
  return [...byHolder].flatMap(([holderId, years]) => {
    const last = years.at(-1);
    if (last?.year === year) return complianceLine(years);
    return holderIds === undefined ? [] : complianceLine([...years, blankYear(holderId, year)]);
  });
}

/** How one holder stands in a year. */
export async function complianceOfOne(
  reader: Reader,
  of: { readonly market: string; readonly year: number; readonly holderId: string },
): Promise<ComplianceLine> {
  const [line] = await complianceOf(reader, { ...of, holderIds: [of.holderId] });
  return line ?? complianceLine([blankYear(of.holderId, of.year)]);
}
