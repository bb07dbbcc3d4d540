import type { VerifiedLine } from '../verified';
import type { AllocationRules } from './allocation-rules';
import { decimalOf, divided, plus, type Ratio, ratioOf } from './ratio';

/** Decimals of an intensity, as many as a decimal of the input may have. */
const DECIMALS = 12;

/**
 * ALC-023: emissions over output of an enterprise's lines or processes together; what counts as either stands in the
 * pack (`intensity`). Lines that get what they emitted (ALC-025) have no part in it. Half-up to 12 decimals.
 * @returns undefined without output
 */
export function intensityOf(rules: AllocationRules, lines: readonly VerifiedLine[]): string | undefined {
  const special = new Set((rules.figure('special')?.value ?? []).map(({ kind }) => kind));
  const counted = lines.filter((line) => line.special === undefined || !special.has(line.special));
  const zero: Ratio = { n: 0n, d: 1n };
  const output = counted.reduce((sum, { outputT }) => plus(sum, ratioOf(outputT)), zero);
  if (output.n <= 0n) return undefined;
  const emissions = counted.reduce((sum, { emissionsT }) => sum + emissionsT, 0n);
  return decimalOf(divided({ n: emissions, d: 1n }, output), DECIMALS);
}
