export type { RuleData } from './rules/rule-data';
export {
  type GecPack,
  type YearMismatch,
  gecPackAt,
  gecPacks,
  packReference,
  PLAUSIBLE_OUTPUT_PERCENT,
} from './rules/gec';
export { type Wh, formatKwh, formatMwh, MAX_READING_WH, parseKwh, parseMwh, wh } from './energy';
export { parseProductionMonth } from './production-month';
export {
  type MonthlyIssue,
  type PlantMonth,
  type SourceRange,
  energyOf,
  issueMonth,
  sourceOfSerial,
  sourceOfSerials,
} from './monthly-issue';
export { type Province, type ProvinceCode, parseProvince, provinceByCode, provinces } from './provinces';
export {
  type EnergyType,
  type PowerFacts,
  type PowerUse,
  type Technology,
  type TechnologyCode,
  type Tradability,
  parseTechnology,
  technologies,
  technologyOf,
  tradability,
} from './technology';
export {
  type PlantCode,
  type PlantCodeFields,
  type ProjectType,
  decodePlantCode,
  encodePlantCode,
  parsePlantCode,
  projectTypes,
} from './plant-code';
export {
  type CertificateCode,
  type CertificateCodeFields,
  type CodeHalves,
  type DecodedCertificateCode,
  type TradeClass,
  decodeCertificateCode,
  encodeCertificateCode,
  MAX_CERTIFICATE_SERIAL,
  splitCertificateCode,
  tradeClasses,
} from './certificate-code';
export { CLASS_ORDER, type ElectricityClass, electricityClasses } from './electricity-class';
export { GEC_SCHEME, instrumentCode, issueSourceKey, readInstrumentCode } from './instrument-code';
export { type Validity, type ValidityBasis, isExpired, validityOf } from './validity';
export { judgeConsumptionYear } from './consumption-year';
export { type CsvFault, type CsvLimits, CSV_LIMITS } from './csv/csv-table';
export { type CsvReading, MAX_REPORTED_FAULTS } from './csv/csv-reading';
export {
  type MeterMonthRow,
  type MeterMonthsOptions,
  type Reporter,
  METER_MONTH_COLUMNS,
  plausibleMaximumWh,
  readMeterMonthsCsv,
  reporters,
} from './csv/meter-months-csv';
export { type PlantRow, PLANT_COLUMNS, readPlantsCsv } from './csv/plants-csv';
export { type GecIssueAnswer, gecIssue } from './calculators/gec-issue';
export { type GecValidityAnswer, gecValidity } from './calculators/gec-validity';
export { type GecCodeAnswer, gecCode } from './calculators/gec-code';
export { certificateCalculators } from './calculators';
