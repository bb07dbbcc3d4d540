import type { Reader } from '@carbon/database';
import type { Page, PageRequest } from '@carbon/kernel';
import type { InclusionParts } from '../../parts';
import { unknownEmissions, type UnknownEmissions } from '../domain/unknown-emissions';
import { type MonthFigures, readMethodMonths, readMonths } from '../persistence/figures';
import { programmesWithRules } from './figures-of';

export interface MonthOfProgramme extends MonthFigures {
  readonly code: string;
  readonly unknown: readonly UnknownEmissions[];
}

/** Months of a resident, latest first, each with what nobody knows of it. @throws Refusal RULES_NO_PACK */
export async function monthsOf(
  reader: Reader,
  parts: Pick<InclusionParts, 'packs'>,
  residentId: bigint,
  page: PageRequest,
  now: Date,
): Promise<Page<MonthOfProgramme>> {
  const months = await readMonths(reader, residentId, page);
  const done = await readMethodMonths(reader, residentId, [
    ...new Set(months.items.map(({ month }) => month)),
  ]);
  const { programme, rules } = await programmesWithRules(reader, parts, now);
  return {
    ...months,
    items: months.items.map((figures) => ({
      ...figures,
      code: programme(figures.programme).code,
      unknown: unknownEmissions(
        done.filter((each) => each.month === figures.month && each.programme === figures.programme),
        rules,
      ),
    })),
  };
}
