import type { Text } from '@carbon/kernel';

/** What is wrong with one row. `row` counts from 1, the header of a file included; `column` is empty for the whole row. */
export interface RowFault {
  readonly row: number;
  readonly column: string;
  readonly rule: string;
  readonly message: Text;
}

/** At most so many are kept and told; the count always tells how many there are. */
export const MOST_FAULTS = 200;

export function rowFault(row: number, column: string, rule: string, en: string, zh: string): RowFault {
  return { row, column, rule, message: { zh, en } };
}
