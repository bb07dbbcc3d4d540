import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import type { CreditDesk } from '../../desk';
import { actingOf } from '../../life-cycle/use-cases/acting';
import type { Report } from '../persistence/report';
import { lockedReportByOwner, lockedReportInReach } from './report-in-reach';
import { stepReport } from './step-report';

/** The registry takes an application up for review. @throws Refusal CREDITS_STEP_NOT_OPEN */
export async function takeUpReport(
  tx: Transaction,
  desk: CreditDesk,
  number: string,
  caller: Caller,
): Promise<Report> {
  const now = desk.clock.now();
  const { report } = await lockedReportInReach(tx, number, caller.reach, now);
  return stepReport(tx, report, { act: 'take-up', by: actingOf(caller), now });
}

/** The registry gives an application back to be completed. @throws Refusal CREDITS_STEP_NOT_OPEN */
export async function returnReport(
  tx: Transaction,
  desk: CreditDesk,
  { number, reason }: { readonly number: string; readonly reason: string },
  caller: Caller,
): Promise<Report> {
  const now = desk.clock.now();
  const { report } = await lockedReportInReach(tx, number, caller.reach, now);
  return stepReport(tx, report, { act: 'return', by: actingOf(caller), now, reason });
}

/** The owner gives a report up before the registry decides; its days may be reported again. @throws Refusal CREDITS_STEP_NOT_OPEN */
export async function withdrawReport(
  tx: Transaction,
  desk: CreditDesk,
  { number, reason }: { readonly number: string; readonly reason: string },
  caller: Caller,
): Promise<Report> {
  const now = desk.clock.now();
  const { report } = await lockedReportByOwner(tx, number, caller, { act: 'withdraw', now });
  return stepReport(tx, report, { act: 'withdraw', by: actingOf(caller), now, reason });
}
