import type { Text } from '@carbon/kernel';
import pack from '../../packs/privacy.2026-1.json';

/** How long one kind of data is kept. */
export interface RetentionRule {
  readonly category: string;
  readonly title: Text;
  /** Law wants it kept so long. */
  readonly minimumMonths?: number;
  /** After so long it has done its work and is removed. */
  readonly maximumMonths?: number;
  readonly rules: readonly string[];
  readonly source: string;
  readonly certainty: string;
}

/** PII-001: below this age, in completed years, a guardian acts. */
export const GUARDIAN_BELOW_AGE: number = pack.guardianBelowAge.value;

export const RETENTION_RULES: readonly RetentionRule[] = pack.retention;

export function retentionRule(category: string): RetentionRule | undefined {
  return RETENTION_RULES.find((rule) => rule.category === category);
}
