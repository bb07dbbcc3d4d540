import { chinaDate, startOfChinaDay } from '@carbon/kernel';
import cn2025 from '../../packs/calendar-cn.2025-1.json';
import cn2026 from '../../packs/calendar-cn.2026-1.json';
import uk2025 from '../../packs/calendar-uk.2025-1.json';
import uk2026 from '../../packs/calendar-uk.2026-1.json';
import manifest from '../../packs/manifest.json';
import { type Announcement, readAnnouncement } from './announcement';
import { pinFault, PackFaultsError } from './rule-packs';
import { type Market, type WorkingCalendar, workingCalendar } from './working-calendar';

/**
 * Checks the files of announcements against their form and the manifest.
 * @throws PackFaultsError naming every fault
 */
export function readAnnouncements(
  files: readonly unknown[],
  pinned: Readonly<Record<string, string>>,
): readonly Announcement[] {
  const faults: string[] = [];
  const announcements = files.flatMap((file) => {
    const read = readAnnouncement(file);
    if ('faults' in read) {
      faults.push(...read.faults);
      return [];
    }
    const { announcement } = read;
    faults.push(...pinFault(`${announcement.id}@${announcement.version}`, file, pinned));
    return [announcement];
  });
  if (faults.length > 0) throw new PackFaultsError(faults);
  return announcements;
}

/** The special days the platform comes with. No holidays of the Union Registry were found: `eu` knows weekends only. */
export const announcements = readAnnouncements([cn2025, cn2026, uk2025, uk2026], manifest);

/** The calendar that the platform comes with, as published by a moment; for calculations without a database. */
export function announcedCalendar(market: Market, at: Date): WorkingCalendar {
  const known = announcements.filter((one) => one.market === market && one.effectiveFrom <= chinaDate(at));
  return workingCalendar(
    market,
    new Map(known.flatMap(({ days }) => days.map(({ date, working }) => [date, working]))),
  );
}

/** The moment from which an announcement counts. */
export function knownFrom({ effectiveFrom }: Announcement): Date {
  return startOfChinaDay(effectiveFrom);
}
