import type { ChinaDate } from '@carbon/kernel';
import type { WorkingCalendar } from '@carbon/rules/domain';

export interface DatedTerms {
  readonly version: number;
  readonly publishedOn: ChinaDate;
}

/**
 * The terms (fee, benefit sharing) that count for what is filed on a day: the latest that had been public for so many
 * whole working days before it (PHI-005); undefined when none had.
 */
export function termsFor<T extends DatedTerms>(
  terms: readonly T[],
  filedOn: ChinaDate,
  workingDays: number,
  calendar: WorkingCalendar,
): T | undefined {
  return terms
    .filter(({ publishedOn }) => calendar.addWorkingDays(publishedOn, workingDays) < filedOn)
    .reduce<T | undefined>(
      (latest, each) => (latest === undefined || each.version > latest.version ? each : latest),
      undefined,
    );
}
