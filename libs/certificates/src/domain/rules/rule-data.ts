import type { ChinaDate } from '@carbon/kernel';

/**
 * How well a rule is founded: F full text read, E excerpt or news only, D consultation draft, S secondary code or
 * commentary, M+ / M- from memory (sure / unsure), X our own design where no rule was found.
 */
export type Certainty = 'F' | 'E' | 'D' | 'S' | 'M+' | 'M-' | 'X';

/** One figure of one rule, with its dates and source: no rule constant lives in code. */
export interface RuleData<T> {
  readonly rule: string;
  readonly value: T;
  readonly effectiveFrom: ChinaDate;
  /** Last day on which it applies; absent while it is open. */
  readonly effectiveTo?: ChinaDate;
  readonly source: string;
  readonly certainty: Certainty;
}

/** Which rule pack gave an answer. `certainty` is that of its worst-founded published rule. */
export interface PackReference {
  readonly id: string;
  readonly version: string;
  readonly certainty: Certainty;
}
