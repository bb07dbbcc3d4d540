import { type ChinaDate, isChinaDate, type Text } from '@carbon/kernel';

/** What the files of packs and announcements have in common, and how it is looked at before anything is trusted. */
export type Fields = Readonly<Record<string, unknown>>;

/** Notes one thing that is wrong with a file. */
export type Wrong = (what: string) => unknown;

/** The fields of an object; none when it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function refuseOtherFields(item: unknown, known: readonly string[], wrong: Wrong): void {
  for (const name of Object.keys(fieldsOf(item))) if (!known.includes(name)) wrong(`has no field ${name}`);
}

export function isText(value: unknown): value is Text {
  const { zh, en } = fieldsOf(value);
  return typeof zh === 'string' && typeof en === 'string' && zh.trim() !== '' && en.trim() !== '';
}

/** A day that exists; undefined for anything else. */
export function dayOf(value: unknown): ChinaDate | undefined {
  return typeof value === 'string' && isChinaDate(value) ? value : undefined;
}

const RULE_ID = /^[A-Z]{3,4}-\d{2,3}$/;

export function readRules(value: unknown, wrong: Wrong): readonly string[] {
  const rules = Array.isArray(value) ? (value as unknown[]) : [];
  const good = rules.filter((rule) => typeof rule === 'string' && RULE_ID.test(rule)) as string[];
  if (rules.length === 0 || good.length < rules.length)
    wrong('rules must be a list of rule IDs like SEC-007');
  return good;
}

export function readSource(value: unknown, wrong: Wrong): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  wrong('source must say where it comes from');
  return '';
}

const VERSION = /^\d{4}\.[1-9]\d*$/;

export function readVersion(value: unknown, wrong: Wrong): string {
  if (typeof value === 'string' && VERSION.test(value)) return value;
  wrong('version must be like 2026.1');
  return '';
}
