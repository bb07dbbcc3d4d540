import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { EmissionReport } from '../persistence/report';
import { lockedReport } from './report-in-reach';
import { stepReport } from './step-report';

/**
 * The province gives a report back to be put right; a conclusion on it no longer counts.
 * @throws Refusal EMISSION_REPORT_UNKNOWN, EMISSION_REPORT_STEP_NOT_OPEN
 */
export async function returnReport(
  tx: Transaction,
  name: string,
  reason: string,
  caller: Caller,
  now: Date,
): Promise<EmissionReport> {
  const report = await lockedReport(tx, name, caller.reach);
  return stepReport(
    tx,
    report,
    { act: 'return', change: { conclusion: null }, reason, details: { version: report.submittedVersion } },
    { by: caller.id, now },
  );
}
