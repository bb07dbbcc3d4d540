import type { ChinaDate } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';
import type { CreditSchemeId } from '../../../domain/schemes/credit-scheme';
import { creditSchemeOn } from '../../../domain/schemes/credit-schemes';

/** One figure of one rule, with its dates and source. */
export interface PoolingFigure<T> {
  readonly rule: string;
  readonly value: T;
  readonly effectiveFrom: ChinaDate;
  readonly source: string;
  readonly certainty: Certainty;
}

/** CNV-002: a unit is a whole tonne; what is below stays in the pool. In micrograms. */
export const MICROGRAMS_PER_UNIT: PoolingFigure<bigint> = {
  rule: 'CNV-002',
  value: 1_000_000_000_000n,
  effectiveFrom: '2020-01-01',
  source: 'own design: 1 t needs 1,000,000 g of pooled, unclaimed, verified acts',
  certainty: 'X',
};

/**
 * PHI-005: who pools what is others' publishes fees and benefit sharing at least so many working days before it files,
 * also where the scheme itself asks for no such time.
 */
export const PUBLISHED_BEFORE_WORKING_DAYS: PoolingFigure<number> = {
  rule: 'PHI-005',
  value: 7,
  effectiveFrom: '2022-05-06',
  source: 'own design: what Guangdong asks of owners since 6 May 2022, asked of pools under every scheme',
  certainty: 'X',
};

/** Working days for which the terms of a pool under a scheme must have been public when it files on a day. */
export function publicationDays(scheme: CreditSchemeId, day: ChinaDate): number {
  return Math.max(
    creditSchemeOn(scheme, day).disclosureWorkingDays.value,
    PUBLISHED_BEFORE_WORKING_DAYS.value,
  );
}
