import type { Reader } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { checkReport, FactorLibrary, type ReportCheck, reportRules } from '../../domain/index';
import { unitsOf } from '../../emitters/index';
import { findVerified } from '../../verified/read-verified';
import type { ReportDesk } from '../desk';
import { partIds } from '../domain/part-ids';
import { depositedAmounts } from '../persistence/deposited-amounts';
import type { EmissionReport, ReportVersion } from '../persistence/report';

/** What a version lacks and what is asked about (S27), as things are known now: units, deposits, the year before. */
export async function checkVersion(
  reader: Reader,
  desk: ReportDesk,
  report: EmissionReport,
  version: ReportVersion,
): Promise<ReportCheck[]> {
  const { market, year, holderId } = report;
  const today = chinaDate(desk.clock.now());
  const packs = await desk.packs(reader);
  const units = await unitsOf(reader, { holderId, market, year });
  const lastYear = await findVerified(reader, { market, year: year - 1, holderId });
  const ids = partIds(units);
  const facts = {
    expectedParts: [...ids.values()],
    deposits: await depositedAmounts(reader, ids, year),
    ...(lastYear === undefined ? {} : { lastYearT: lastYear.verifiedT }),
  };
  const { content, result } = version;
  return checkReport(
    { year, content, result, facts },
    new FactorLibrary(packs, today, year),
    reportRules(packs, today),
  );
}
