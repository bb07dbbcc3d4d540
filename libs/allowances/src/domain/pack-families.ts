import type { PackShape, RulePacks } from '@carbon/rules/domain';
import { allocationRoundPacks } from '../allocation/domain/round-settings';
import { allocationPacks } from './allocation/allocation-packs';
import { carbonAccountPacks } from './carbon-account/account-rules';
import { compliancePacks } from './compliance/compliance-packs';
import { emissionFactorPacks } from './emissions/factor-pack';
import { emissionReportPacks } from './emissions/report-rules';
import { emitterPacks } from './emitters/emitter-rules';
import { forecastPacks } from './groups/forecast-settings';
import { internalMarketPacks } from './internal/internal-rules';
import { parkGradePacks } from './parks/park-grades';
import { subsidyPacks } from './subsidies/subsidies';

/** Every family of rule packs of this room. All its services ask the rulebook, so that approved versions count. */
export const allowancePackFamilies: readonly RulePacks<PackShape>[] = [
  ...Object.values(allocationPacks),
  ...Object.values(compliancePacks),
  allocationRoundPacks,
  carbonAccountPacks,
  emissionFactorPacks,
  emissionReportPacks,
  emitterPacks,
  forecastPacks,
  internalMarketPacks,
  parkGradePacks,
  subsidyPacks,
];
