import type { Method, ProgrammeRules } from '../../domain/index';
import { withhold } from '../domain/withhold';
import type { ProgrammeCell, ProgrammeMonth } from '../persistence/read-months';

/** A line of a month that may be told, or that is withheld. */
export interface MonthLine {
  /** Undefined for all acts of residents who left for good. */
  readonly method: Method | undefined;
  readonly figures: ProgrammeCell | undefined;
}

export type Sums = Omit<ProgrammeCell, 'method'>;

/** A month as others may read it: no figure of fewer residents than the smallest group, nor one that tells such a figure. */
export interface ShownMonth extends Omit<ProgrammeMonth, 'cells'> {
  readonly total: Sums | undefined;
  readonly lines: readonly MonthLine[];
}

export function shownMonth({ cells, ...month }: ProgrammeMonth, rules: ProgrammeRules): ShownMonth {
  // refused acts alone are acts of somebody, too
  const counted = cells.map((cell) => ({ residents: cell.residents, acts: cell.acts + cell.refused }));
  const told = withhold(counted, month.residents, rules.smallestGroup);
  return {
    ...month,
    total: told.total ? sumOf(cells, month.residents) : undefined,
    lines: cells.map((cell, at) => ({
      method: rules.methodOf(cell.method),
      figures: told.cells[at] === true ? cell : undefined,
    })),
  };
}

function sumOf(cells: readonly ProgrammeCell[], residents: number): Sums {
  const sum = (of: (cell: ProgrammeCell) => bigint) => cells.reduce((all, cell) => all + of(cell), 0n);
  return {
    residents,
    acts: sum(({ acts }) => acts),
    refused: sum(({ refused }) => refused),
    // of different units: no sum
    amount: 0n,
    points: sum(({ points }) => points),
    reducedUg: sum(({ reducedUg }) => reducedUg),
    emittedUg: sum(({ emittedUg }) => emittedUg),
  };
}
