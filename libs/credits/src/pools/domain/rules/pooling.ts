import type { ChinaDate } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';

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
 * PHI-005: the owner publishes fees and benefit sharing so many working days before it files. Read for Guangdong (rules
 * of 2022, in force from 6 May 2022); for the other schemes taken over by ourselves.
 */
export const PUBLISHED_BEFORE_WORKING_DAYS: PoolingFigure<number> = {
  rule: 'PHI-005',
  value: 7,
  effectiveFrom: '2022-05-06',
  source: 'Guangdong measures on carbon-inclusion trading, 2022; for other schemes own design',
  certainty: 'E',
};
