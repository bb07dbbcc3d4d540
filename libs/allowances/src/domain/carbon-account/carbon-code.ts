import { Decimal } from 'decimal.js';
import type { VerifiedFigures } from '../verified';
import type { AccountRules, CodeGrade } from './account-rules';

/** What an enterprise emitted and what it made of it: MWh of power stations, tonnes of product of the others. */
export interface Output {
  readonly emissionsT: Decimal;
  readonly output: Decimal;
}

/** Emissions and output of a verified year; undefined where nothing was made. */
export function outputOf({ verifiedT, units, lines }: VerifiedFigures): Output | undefined {
  const made = [...units.map(({ generationMwh }) => generationMwh), ...lines.map(({ outputT }) => outputT)];
  const output = made.reduce((sum, one) => sum.plus(one), new Decimal(0));
  return output.isZero() ? undefined : { emissionsT: new Decimal(verifiedT.toString()), output };
}

export interface CarbonCode extends CodeGrade {
  /** Tonnes for a unit of output, six decimals. */
  readonly intensity: string;
  readonly sectorMean: string;
  /** Intensity against the mean, percent with two decimals, half-up. */
  readonly percentOfMean: string;
  readonly firms: number;
}

/**
 * The grade of an enterprise against the mean of its sector, weighted by output (S06); the enterprise is one of the sector.
 * Undefined where it made nothing, or where the sector is so small that the mean would tell on somebody.
 */
export function carbonCode(
  rules: Pick<AccountRules, 'grades' | 'minimumFirms'>,
  own: Output | undefined,
  sector: readonly Output[],
): CarbonCode | undefined {
  if (own === undefined || sector.length < rules.minimumFirms.value) return undefined;
  const emissions = sector.reduce((sum, { emissionsT }) => sum.plus(emissionsT), new Decimal(0));
  const output = sector.reduce((sum, one) => sum.plus(one.output), new Decimal(0));
  if (emissions.isZero() || output.isZero()) return undefined;
  const mean = emissions.div(output);
  const intensity = own.emissionsT.div(own.output);
  const percent = intensity.div(mean).times(100);
  const grade = rules.grades.value.find(
    ({ uptoPercent }) => uptoPercent === undefined || percent.lte(uptoPercent),
  );
  if (grade === undefined) throw new RangeError('the last grade has no edge');
  return {
    ...grade,
    intensity: intensity.toFixed(6, Decimal.ROUND_HALF_UP),
    sectorMean: mean.toFixed(6, Decimal.ROUND_HALF_UP),
    percentOfMean: percent.toFixed(2, Decimal.ROUND_HALF_UP),
    firms: sector.length,
  };
}
