import type { Calculator } from '@carbon/rules/domain';
import { borrowCalculator } from './borrow';
import { carryOverCalculator } from './carry-over';
import { complianceDatesCalculator } from './compliance-dates';
import { fineCalculator } from './fine';
import { parkGradeCalculator } from './park-grade';
import { subsidyCalculator } from './subsidy';
import { surrenderCheckCalculator } from './surrender-check';

/** The calculators of compliance, and of what parks and firms get for being good. */
export const allowanceComplianceCalculators: readonly Calculator[] = [
  surrenderCheckCalculator,
  carryOverCalculator,
  borrowCalculator,
  fineCalculator,
  complianceDatesCalculator,
  parkGradeCalculator,
  subsidyCalculator,
];
