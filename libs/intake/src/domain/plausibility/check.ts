import type { Text } from '@carbon/kernel';
import { Decimal } from 'decimal.js';
import type { Figure } from './figures';

/** Something that does not fit, and what would. */
export interface Finding {
  readonly message: Text;
  /** In the unit of the figure, or as a condition; the same in every language. */
  readonly expectedRange: string;
}

/** The bounds of one check. @throws RangeError for one the pack does not hold */
export type Bounds = (name: string) => Decimal;

/** One check of plausibility: small and pure; its bounds are data. */
export interface Check<F> {
  /** `PLA-01`; its bounds and what a finding does stand in the pack under this key. */
  readonly id: string;
  readonly examine: (figures: F, bounds: Bounds) => Finding | undefined;
}

/** Figures that can be checked, and the checks that they are put through. */
export interface Kind<F = unknown> {
  readonly kind: string;
  readonly title: Text;
  readonly figures: Figure<F>;
  readonly checks: readonly Check<F>[];
}

/** Keeps the type of the figures inside: kinds of different figures stand in one list. */
export function kind<F>(one: Kind<F>): Kind {
  return one as unknown as Kind;
}

export function finding(expectedRange: string, zh: string, en: string): Finding {
  return { message: { zh, en }, expectedRange };
}

/** At most so many decimal places, without trailing zeros. */
export function shown(value: Decimal, places = 3): string {
  return value.toDecimalPlaces(places).toFixed();
}

/** `low – high unit`. */
export function range(low: Decimal, high: Decimal, unit: string): string {
  return `${shown(low)} – ${shown(high)} ${unit}`.trimEnd();
}

/** Whether `stated` is further from `expected` than so many percent of it. */
export function differs(stated: Decimal, expected: Decimal, percent: Decimal): boolean {
  return stated.minus(expected).abs().greaterThan(expected.abs().times(percent).dividedBy(100));
}

export function within(value: Decimal, low: Decimal, high: Decimal): boolean {
  return value.greaterThanOrEqualTo(low) && value.lessThanOrEqualTo(high);
}

/** Quotient, or undefined where there is nothing to divide by. */
export function over(dividend: Decimal, divisor: Decimal): Decimal | undefined {
  return divisor.isZero() ? undefined : dividend.dividedBy(divisor);
}
