import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type ChinaDate, chinaDate } from '@carbon/kernel';
import type { CreditDesk } from '../../desk';
import type { CreditScheme } from '../../domain/schemes/credit-scheme';
import { judgeReductions } from '../../domain/eligibility';
import type { UnmetRule } from '../../domain/unmet-rule';
import { statementMissing } from '../../life-cycle/domain/refusals';
import { actingOf } from '../../life-cycle/use-cases/acting';
import { waitingTime } from '../../life-cycle/use-cases/waiting-time';
import type { Project } from '../../projects/persistence/project';
import { keepJudgement, requireEligible, rulesOf } from '../../projects/use-cases/judge';
import { quantityBelowMinimum, quantityDiffers } from '../domain/refusals';
import type { Report } from '../persistence/report';
import { setApplied } from '../persistence/write-reports';
import { lockedReportByOwner } from './report-in-reach';
import { stepReport } from './step-report';

/**
 * CCR-004: the owner applies for exactly what was verified (AC-84), of days that are not too old (CCR-006); the registry
 * then has some working days for its review, and nothing is registered by itself.
 * @throws Refusal CREDITS_QUANTITY_DIFFERS, CREDITS_STATEMENT_MISSING, CREDITS_NOT_ELIGIBLE, CREDITS_BELOW_MINIMUM
 */
export async function applyWithReport(
  tx: Transaction,
  desk: CreditDesk,
  { number, quantity }: { readonly number: string; readonly quantity: bigint },
  caller: Caller,
): Promise<Report> {
  const now = desk.clock.now();
  const { report, project } = await lockedReportByOwner(tx, number, caller, { act: 'apply', now });
  const { scheme, methodology } = rulesOf(project, now);
  const { from, until } = await waitingTime(tx, now, scheme.reviewWorkingDays.value);
  const applied = await stepReport(tx, report, {
    ...{ act: 'apply', by: actingOf(caller), now },
    details: { appliedT: quantity.toString(), reviewUntil: until },
  });
  if (scheme.verificationNeeded.value && report.verifiedT === null) throw statementMissing(number, 'CCR-004');
  const found = report.verifiedT ?? report.computedT;
  if (quantity !== found) throw quantityDiffers(found, quantity);
  const minimum = scheme.minimumIssueT.value;
  if (quantity < minimum) throw quantityBelowMinimum(minimum, quantity);
  const unmet = judgeReport(scheme, project, { ...report, appliedT: quantity }, chinaDate(now));
  await keepJudgement(
    tx,
    { subject: 'report', subjectId: report.id, occasion: 'application', at: now },
    { unmet, flags: [] },
    { scheme, methodology },
  );
  requireEligible(unmet);
  await setApplied(tx, report.id, { on: from, quantity, until });
  return { ...applied, appliedOn: from, appliedT: quantity, reviewUntil: until };
}

/** CCR-004, CCR-005, CCR-006 of a report that is applied with on a day. */
export function judgeReport(
  scheme: CreditScheme,
  { validatorId, creditingFrom, creditingTo }: Project,
  { periodFrom, periodTo, verifierId, verifiedT, appliedT }: Report,
  appliedOn: ChinaDate,
): readonly UnmetRule[] {
  return judgeReductions(
    scheme,
    {
      ...{ period: { from: periodFrom, to: periodTo }, appliedOn },
      ...(validatorId === null ? {} : { validator: validatorId }),
      ...(verifierId === null ? {} : { verifier: verifierId }),
      ...(verifiedT === null ? {} : { verifiedT }),
      ...(appliedT === null ? {} : { appliedT }),
    },
    { from: creditingFrom, to: creditingTo },
  );
}
