import { canonicalJson, type Json, type Text } from '@carbon/kernel';
import type { PackContent, WrittenValue } from './pack-content';

export type ChangeKind = 'added' | 'removed' | 'changed';

/** What became of the value of a key for the days from a first day on. */
export interface PackChange {
  readonly kind: ChangeKind;
  readonly key: string;
  /** The first day of the value's span. */
  readonly from: string;
  readonly before?: WrittenValue;
  readonly after?: WrittenValue;
  readonly text: Text;
}

/** Characters of a value that are told; who wants all of it reads the versions. */
const MAX_TOLD = 160;

/** How one version differs from another, in the order of keys and days. */
export function packChanges(before: PackContent | undefined, after: PackContent): readonly PackChange[] {
  const [old, young] = [spansOf(before), spansOf(after)];
  return [...new Set([...old.keys(), ...young.keys()])].sort().flatMap((place) => {
    const change = changeAt(old.get(place), young.get(place));
    return change === undefined ? [] : [change];
  });
}

/** By key and first day: the same span of the same key is one thing that can change. */
function spansOf(content: PackContent | undefined): ReadonlyMap<string, WrittenValue> {
  return new Map((content?.values ?? []).map((value) => [`${value.key} ${value.effectiveFrom}`, value]));
}

function changeAt(before: WrittenValue | undefined, after: WrittenValue | undefined): PackChange | undefined {
  const value = after ?? before;
  if (value === undefined || (before !== undefined && after !== undefined && same(before, after)))
    return undefined;
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return {
    kind,
    key: value.key,
    from: value.effectiveFrom,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    text: wordsOf(kind, value, before, after),
  };
}

function same(one: WrittenValue, other: WrittenValue): boolean {
  return written(one as unknown as Json) === written(other as unknown as Json);
}

function wordsOf(
  kind: ChangeKind,
  { key, effectiveFrom }: WrittenValue,
  before: WrittenValue | undefined,
  after: WrittenValue | undefined,
): Text {
  const place = { zh: `${key}（自 ${effectiveFrom}）`, en: `${key} (from ${effectiveFrom})` };
  if (kind === 'added')
    return { zh: `新增 ${place.zh}：${told(after)}`, en: `added ${place.en}: ${told(after)}` };
  if (kind === 'removed')
    return { zh: `删去 ${place.zh}：${told(before)}`, en: `removed ${place.en}: ${told(before)}` };
  const [old, young] = [told(before), told(after)];
  if (old !== young) return { zh: `${place.zh}：${old} → ${young}`, en: `${place.en}: ${old} → ${young}` };
  const fields = fieldsThatDiffer(before, after);
  return {
    zh: `${place.zh}：数值不变，${fields} 有变`,
    en: `${place.en}: the value stays, ${fields} changed`,
  };
}

/** Where the value itself stays: its end, its rules, its source, its certainty, with old and new. */
function fieldsThatDiffer(before: WrittenValue | undefined, after: WrittenValue | undefined): string {
  const names = ['value', 'effectiveTo', 'rules', 'source', 'certainty'] as const;
  return names
    .filter((name) => written(before?.[name] ?? null) !== written(after?.[name] ?? null))
    .map((name) => `${name} ${short(before?.[name] ?? null)} → ${short(after?.[name] ?? null)}`)
    .join('; ');
}

const told = (value: WrittenValue | undefined) => short(value?.value ?? null);

const written = (value: Json | readonly string[]) => canonicalJson(value);

function short(value: Json | readonly string[]): string {
  const letters = Array.from(typeof value === 'string' ? value : written(value));
  return letters.length <= MAX_TOLD ? letters.join('') : `${letters.slice(0, MAX_TOLD).join('')}…`;
}
