import type { Reader } from '@carbon/database';
import { chinaDate, type ChinaDate } from '@carbon/kernel';
import { type PackSource, readCalendar } from '@carbon/rules';
import {
  complianceDates,
  complianceRules,
  objectionRule,
  retentionRule,
} from '../../domain/compliance/index';
import type { Sector } from '../../domain/index';
import { whereKnown } from '../../emitters/domain/where-known';

interface Scope {
  readonly market: string;
  readonly sector: Sector;
  readonly year: number;
}

/** CYC-01 and CYC-02: until when a year is reported and verified; undefined where the market's rules name no day. */
export function reportingDates(
  packs: PackSource,
  { market, sector, year }: Scope,
  on: ChinaDate,
): { readonly report?: ChinaDate; readonly verification?: ChinaDate } {
  const dates = whereKnown(() =>
    complianceDates(complianceRules(packs, market, on), { sector, dataYear: year }),
  ) as Partial<ReturnType<typeof complianceDates>> | undefined;
  const { annualReport: report, verification } = dates ?? {};
  return {
    ...(report === undefined ? {} : { report }),
    ...(verification === undefined ? {} : { verification }),
  };
}

/** ETS-013: the last day to object after a notice, and to decide after an objection; working days of China. */
export async function objectionDays(
  reader: Reader,
  packs: PackSource,
  market: string,
  now: Date,
): Promise<{ readonly objectUntil: ChinaDate; readonly decideBy: ChinaDate }> {
  const today = chinaDate(now);
  const { withinWorkingDays, decisionWorkingDays } = objectionRule(complianceRules(packs, market, today));
  const calendar = await readCalendar(reader, 'cn', now);
  return {
    objectUntil: calendar.addWorkingDays(today, withinWorkingDays),
    decideBy: calendar.addWorkingDays(today, decisionWorkingDays),
  };
}

/** ETS-014: until when the records of a year are kept; undefined where the market's rules do not say. */
export function keptUntil(
  packs: PackSource,
  market: string,
  recorded: ChinaDate,
  on: ChinaDate,
): ChinaDate | undefined {
  const rule = whereKnown(() => retentionRule(complianceRules(packs, market, on)));
  if (rule === undefined) return undefined;
  const [year = '', ...rest] = recorded.split('-');
  return [Number(year) + rule.years, ...rest].join('-').replace(/-02-29$/, '-02-28') as ChinaDate;
}
