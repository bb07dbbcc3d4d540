import type { Transaction } from '@carbon/database';
import type { ChinaMonth } from '@carbon/kernel';
import { reservationsOn } from '@carbon/sources';

/** Months of a plant's energy that a credit project has reserved (EXC-003), and whose they are. */
export class ReservedMonths {
  constructor(
    private readonly spans: readonly {
      readonly project: string;
      readonly from: ChinaMonth;
      readonly to: ChinaMonth;
    }[],
  ) {}

  has(month: ChinaMonth): boolean {
    return this.projectOf(month) !== undefined;
  }

  projectOf(month: ChinaMonth): string | undefined {
    return this.spans.find(({ from, to }) => from <= month && month <= to)?.project;
  }

  /** The first project that has reserved any of these months. */
  projectOfAny(months: readonly ChinaMonth[]): string | undefined {
    for (const month of months) {
      const project = this.projectOf(month);
      if (project !== undefined) return project;
    }
    return undefined;
  }
}

/** What is reserved of plants, by their codes; every plant asked for is in the answer. */
export async function reservedMonths(
  tx: Transaction,
  plantCodes: readonly string[],
): Promise<ReadonlyMap<string, ReservedMonths>> {
  if (plantCodes.length === 0) return new Map();
  const found = await reservationsOn(tx, plantCodes);
  return new Map(plantCodes.map((code) => [code, new ReservedMonths(found.get(code) ?? [])]));
}
