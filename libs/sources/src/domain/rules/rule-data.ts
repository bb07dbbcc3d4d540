import type { ChinaDate } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';

/** One figure of one rule, with its dates and source: no rule constant lives in code. */
export interface RuleData<T> {
  readonly rule: string;
  readonly value: T;
  readonly effectiveFrom: ChinaDate;
  readonly source: string;
  readonly certainty: Certainty;
}
