import type { ChinaMonth } from '@carbon/kernel';
import type { VerifiedLine, VerifiedUnit } from '../verified';
import type { Stream } from './streams';
import type { AmountUnit, CarbonUnit, HeatUnit } from './units';

/** What one generating unit did in the year, before anybody verified it. */
export type ReportedUnit = Omit<VerifiedUnit, 'verifiedT'>;
/** What one line or process made in the year. */
export type ReportedLine = Omit<VerifiedLine, 'emissionsT'>;

/**
 * Activity data of one source, of a month or of the whole year. The amount is stated, or follows from the stocks (F10a).
 * All figures are decimal strings; what is absent is taken from the factor library where that has a default.
 */
export interface ReportedFlow {
  /** Id of the unit or line. */
  readonly part: string;
  readonly stream: Stream;
  readonly material: string;
  /** Absent: for the whole year. */
  readonly month?: ChinaMonth;
  readonly unit: AmountUnit;
  readonly amount?: string;
  readonly openingStock?: string;
  readonly received?: string;
  readonly closingStock?: string;
  readonly ncv?: string;
  readonly ncvUnit?: HeatUnit;
  readonly carbon?: string;
  readonly carbonUnit?: CarbonUnit;
  readonly oxidationPercent?: string;
  /** tCO2 for each tonne, or for each MWh of electricity. */
  readonly factor?: string;
  /** Clinker: oxides in it, and those of them that did not come from carbonates. */
  readonly caoPercent?: string;
  readonly mgoPercent?: string;
  readonly rawCaoPercent?: string;
  readonly rawMgoPercent?: string;
  /** Aluminium: net consumption of anodes, kg for each tonne; what of them is not carbon. */
  readonly anodeKgPerT?: string;
  readonly sulphurPercent?: string;
  readonly ashPercent?: string;
  readonly cf4KgPerT?: string;
  readonly c2f6KgPerT?: string;
  /** SHA-256 of the document that shows the enterprise's own figures, hex. */
  readonly evidence?: string;
}

/** What an enterprise reports of a data year. */
export interface ReportContent {
  readonly units: readonly ReportedUnit[];
  readonly lines: readonly ReportedLine[];
  readonly flows: readonly ReportedFlow[];
}

/** The figures of a flow that an enterprise may measure itself, and must then show a document for. */
export const MEASURED_FIGURES = [
  'ncv',
  'carbon',
  'oxidationPercent',
  'factor',
  'caoPercent',
  'mgoPercent',
  'rawCaoPercent',
  'rawMgoPercent',
  'anodeKgPerT',
  'sulphurPercent',
  'ashPercent',
  'cf4KgPerT',
  'c2f6KgPerT',
] as const;
export type MeasuredFigure = (typeof MEASURED_FIGURES)[number];
