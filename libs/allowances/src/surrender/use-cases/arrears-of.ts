import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import type { ComplianceRules } from '../../domain/index';
import { shortfallOf } from '../domain/compliance-status';
import { readObligationYears } from '../persistence/read-obligation-years';
import { isOverdue } from './deadlines';

/** What a holder owes of years whose deadline has passed; whole tonnes. */
export interface Arrears {
  readonly holderId: string;
  readonly owedT: bigint;
  readonly years: readonly { readonly year: number; readonly owedT: bigint }[];
}

export interface ArrearsQuery {
  readonly market: string;
  readonly holderIds?: readonly string[] | undefined;
  /** Obligation years up to this one, included; all on file when absent. */
  readonly upTo?: number;
  /** Only years whose deadline lies before this day, by these rules; every year that is not met when absent. */
  readonly overdue?: { readonly rules: ComplianceRules; readonly on: ChinaDate };
}

const LAST_YEAR = 2199;

/** Who owes what. Applications under review count for nothing yet. Holders that owe nothing are left out. */
export async function arrearsOf(
  reader: Reader,
  { market, holderIds, upTo = LAST_YEAR, overdue }: ArrearsQuery,
): Promise<Arrears[]> {
  const owing = new Map<string, { year: number; owedT: bigint }[]>();
  for (const one of await readObligationYears(reader, { market, to: upTo, holderIds })) {
    const owedT = shortfallOf(one);
    if (owedT === 0n || (overdue !== undefined && !isOverdue(overdue.rules, one, overdue.on))) continue;
    owing.set(one.holderId, [...(owing.get(one.holderId) ?? []), { year: one.year, owedT }]);
  }
  return [...owing].map(([holderId, years]) => ({
    ...{ holderId, years },
    owedT: years.reduce((total, { owedT }) => total + owedT, 0n),
  }));
}
