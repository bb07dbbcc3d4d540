import type { Certainty, PackReference } from '@carbon/rules/domain';
import { worstOf } from '@carbon/rules/domain';
import type { ChinaDate, Json, Text } from '@carbon/kernel';

/** One value of a pack file that was checked, as it is written there. */
export interface WrittenValue {
  readonly key: string;
  readonly value: Json;
  readonly rules: readonly string[];
  readonly source: string;
  readonly certainty: Certainty;
  readonly effectiveFrom: ChinaDate;
  readonly effectiveTo?: ChinaDate;
}

/** A pack file that was checked (`RulePacks.read`), as it is written. */
export interface PackContent {
  readonly id: string;
  readonly version: string;
  readonly title: Text;
  readonly effectiveFrom: ChinaDate;
  readonly effectiveTo?: ChinaDate;
  readonly values: readonly WrittenValue[];
}

/** The values that are for a day; all of them without one. */
export function valuesOf({ values }: PackContent, on?: ChinaDate): readonly WrittenValue[] {
  if (on === undefined) return values;
  return values.filter(
    ({ effectiveFrom, effectiveTo }) =>
      effectiveFrom <= on && (effectiveTo === undefined || on <= effectiveTo),
  );
}

/** The certainty of the worst founded of some values. */
export function certaintyOf(values: readonly WrittenValue[]): PackReference['certainty'] {
  return worstOf(values.map(({ certainty }) => certainty));
}
