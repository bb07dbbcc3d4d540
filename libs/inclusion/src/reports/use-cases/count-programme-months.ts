import type { Database } from '@carbon/database';
import { addDays, chinaDate, type ChinaMonth, lastDayOf } from '@carbon/kernel';
import { programmeRules } from '../../domain/index';
import type { InclusionParts } from '../../parts';
import { readProgrammes } from '../../programmes/programme';
import { countMonth, dueMonths } from '../persistence/count-months';

const DAY_MS = 86_400_000;

/**
 * Counts months of programmes, once a day while acts of them may still be told; after that a last time, for good.
 * @returns how many months were counted
 */
export async function countProgrammeMonths(
  database: Database,
  parts: Pick<InclusionParts, 'packs'>,
  now: Date,
): Promise<number> {
  const today = chinaDate(now);
  const programmes = [...(await readProgrammes(database)).values()];
  const packs = await parts.packs(database);
  let counted = 0;
  for (const month of await dueMonths(database, today, new Date(now.getTime() - DAY_MS))) {
    const last = lastDayOf(month.slice(0, 7) as ChinaMonth);
    const over = programmes.filter(
      ({ pack }) => today > addDays(last, programmeRules(packs, pack, today).lateDays),
    );
    const ids = over.map(({ id }) => id);
    if (await database.transaction((tx) => countMonth(tx, month, ids, now))) counted += 1;
  }
  return counted;
}
