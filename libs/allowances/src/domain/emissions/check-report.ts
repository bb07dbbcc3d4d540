import { completenessChecks } from './checks/completeness';
import { plausibilityChecks } from './checks/plausibility';
import type { FactorLibrary } from './factor-pack';
import type { CheckedReport, ReportCheck } from './report-check';
import type { ReportRules } from './report-rules';

/**
 * Completeness and plausibility of a report (S27): errors keep it from being submitted, warnings are shown to everybody
 * who looks at it. The checks know bounds from the pack only.
 */
export function checkReport(
  report: CheckedReport,
  library: FactorLibrary,
  rules: ReportRules,
): ReportCheck[] {
  return [...completenessChecks(report), ...plausibilityChecks(report, library, rules)];
}
