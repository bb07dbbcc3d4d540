import type { Transaction } from '@carbon/database';
import { type ChinaDate, type ChinaMonth } from '@carbon/kernel';
import { canonicalPlantCodes, sourcedUnits } from '@carbon/sources';
import { monthOf, monthsBetween } from '../../domain/months';
import { energyOfMonths, monthsOfRanges } from '../../projects/domain/energy-of-months';
import { readMonthsNotCreditable } from '../../projects/persistence/creditings';
import type { Project } from '../../projects/persistence/project';

/**
 * EXC-002: months of a period whose certificates were traded, or have ended otherwise: remembered at the registration of
 * the project, or seen in the ledger now.
 */
export async function tradedMonths(
  tx: Transaction,
  { id, plantCode }: Pick<Project, 'id' | 'plantCode'>,
  { from, to }: { readonly from: ChinaDate; readonly to: ChinaDate },
): Promise<ChinaMonth[]> {
  const months = monthsBetween(monthOf(from), monthOf(to));
  const remembered = (await readMonthsNotCreditable(tx, id)).filter((month) => months.includes(month));
  if (plantCode === null) return remembered;
  const code = (await canonicalPlantCodes(tx, [plantCode])).get(plantCode) ?? plantCode;
  const units = await sourcedUnits(tx, energyOfMonths(code, months));
  const traded = units.filter(
    ({ held, ended }) => ended.length > 0 || held.some(({ untraded }) => !untraded),
  );
  const seen = monthsOfRanges(traded.map(({ source }) => source));
  return [...new Set([...remembered, ...seen])].filter((month) => months.includes(month)).sort();
}
