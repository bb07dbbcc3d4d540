export {
  calculateEmissions,
  type EmissionScope,
  faultsOfReport,
  isReportedDecimal,
  REPORTED_DECIMAL,
} from './calculate-emissions';
export { checkReport } from './check-report';
export { type CheckFacts, type DepositedAmount, type ReportCheck } from './report-check';
export {
  type EmissionPart,
  type EmissionResult,
  type EmissionStep,
  type Gas,
  GASES,
  type UsedFigure,
} from './emission-result';
export { Exact, wholeTonnes } from './exact';
export { emissionFactorPacks, FactorLibrary } from './factor-pack';
export {
  MEASURED_FIGURES,
  type MeasuredFigure,
  type ReportContent,
  type ReportedFlow,
  type ReportedLine,
  type ReportedUnit,
} from './report-content';
export { emissionReportPacks, type ReportRules, reportRules } from './report-rules';
export {
  isReportingSector,
  MATERIALS,
  REPORTING_SECTORS,
  type ReportingSector,
  type Stream,
  STREAMS,
  STREAMS_OF,
} from './streams';
export {
  AMOUNT_UNITS,
  type AmountUnit,
  CARBON_UNITS,
  type CarbonUnit,
  HEAT_UNITS,
  type HeatUnit,
} from './units';
