import type { Reader } from '@carbon/database';
import type { Reach } from '@carbon/http';
import type { ChinaDate, Page, PageRequest } from '@carbon/kernel';
import type { PackReference, PackSource } from '@carbon/rules';
import { REPORTING_SECTORS, reportRules } from '../../domain/index';
import { type Abnormality, type AbnormalReport, readAbnormalReports } from '../persistence/abnormal-reports';
import { reportingDates } from './dates';

export interface AbnormalWish {
  readonly market: string;
  readonly year: number;
  readonly on: ChinaDate;
  readonly reach: Reach;
  readonly kind?: Abnormality | undefined;
  readonly sector?: string | undefined;
  readonly province?: string | undefined;
}

/**
 * Whose reporting of a year is out of the ordinary: missing, late, far from the year before, from the deposits or from
 * what was verified, with findings open. For regulators; by code of the enterprise.
 */
export async function abnormalReports(
  reader: Reader,
  packs: PackSource,
  wish: AbnormalWish,
  page: PageRequest,
): Promise<Page<AbnormalReport> & { readonly pack: PackReference }> {
  const { market, year, on } = wish;
  const { bounds, pack } = reportRules(packs, on);
  const dues = Object.fromEntries(
    REPORTING_SECTORS.flatMap((sector) => {
      const { report } = reportingDates(packs, { market, sector, year }, on);
      return report === undefined ? [] : [[sector, report] as const];
    }),
  );
  const told = { yearTrend: bounds.yearTrendPercent.toFixed(), verified: bounds.verifiedPercent.toFixed() };
  return { ...(await readAbnormalReports(reader, { ...wish, dues, bounds: told }, page)), pack };
}
