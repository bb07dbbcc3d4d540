import type { ChinaDate, Text } from '@carbon/kernel';
import { type Certainty, readCertainty } from './certainty';
import {
  dayOf,
  fieldsOf,
  isText,
  readRules,
  readSource,
  readVersion,
  refuseOtherFields,
  type Wrong,
} from './file-checks';
import { type IsoDate, type Market, MARKETS } from './working-calendar';

/** A day that is not what its weekday says, or a holiday by name. */
export interface SpecialDay {
  readonly date: IsoDate;
  readonly working: boolean;
  readonly name: Text;
}

/** One announcement of the special days of a year, as published. */
export interface Announcement {
  readonly id: string;
  readonly version: string;
  readonly market: Market;
  readonly rules: readonly string[];
  readonly source: string;
  readonly certainty: Certainty;
  /** The day it was published: before it nobody could count on it. */
  readonly effectiveFrom: ChinaDate;
  readonly days: readonly SpecialDay[];
}

const FIELDS = ['id', 'version', 'market', 'title', 'rules', 'source', 'certainty', 'effectiveFrom', 'days'];
const DAY_FIELDS = ['date', 'working', 'zh', 'en'];

/** Reads the file of an announcement: it, or everything that is wrong with it. */
export function readAnnouncement(
  file: unknown,
): { readonly announcement: Announcement } | { readonly faults: readonly string[] } {
  const faults: string[] = [];
  const fields = fieldsOf(file);
  const name = `${String(fields['id'])}@${String(fields['version'])}`;
  const wrong: Wrong = (what) => faults.push(`${name}: ${what}`);
  refuseOtherFields(fields, FIELDS, wrong);
  const version = readVersion(fields['version'], wrong);
  const market = MARKETS.find((one) => one === fields['market']);
  if (market === undefined) wrong(`market must be one of ${MARKETS.join(', ')}`);
  const id = `calendar-${String(market)}`;
  if (fields['id'] !== id) wrong(`id must be ${id}`);
  if (!isText(fields['title'])) wrong('title must be given in Chinese (zh) and English (en)');
  const rules = readRules(fields['rules'], wrong);
  const source = readSource(fields['source'], wrong);
  const certainty = readCertainty(fields['certainty'], wrong);
  const effectiveFrom = dayOf(fields['effectiveFrom']);
  if (effectiveFrom === undefined) wrong('effectiveFrom must be a day YYYY-MM-DD');
  const days = readDays(fields['days'], wrong);
  if (faults.length > 0 || market === undefined || effectiveFrom === undefined) return { faults };
  return { announcement: { id, version, market, rules, source, certainty, effectiveFrom, days } };
}

/** Days in order, each once. */
function readDays(list: unknown, wrong: Wrong): readonly SpecialDay[] {
  const items = Array.isArray(list) ? (list as unknown[]) : [];
  if (items.length === 0) wrong('days must be a list that is not empty');
  const days: SpecialDay[] = [];
  for (const [at, item] of items.entries()) {
    const wrongDay: Wrong = (what) => wrong(`days[${at}] ${what}`);
    refuseOtherFields(item, DAY_FIELDS, wrongDay);
    const { date: text, working, zh, en } = fieldsOf(item);
    const date = dayOf(text);
    const name = { zh, en };
    if (date === undefined) wrongDay('date must be a day YYYY-MM-DD');
    if (typeof working !== 'boolean') wrongDay('working must be true or false');
    if (!isText(name)) wrongDay('must be named in Chinese (zh) and English (en)');
    if (date === undefined || typeof working !== 'boolean' || !isText(name)) continue;
    const before = days.at(-1);
    if (before !== undefined && date <= before.date) wrongDay(`${date} must follow ${before.date}`);
    days.push({ date, working, name });
  }
  return days;
}
