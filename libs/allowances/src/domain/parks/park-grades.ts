import { type ChinaDate, Refusal, type Text } from '@carbon/kernel';
import { optional, type PackSource, type Reader, RulePacks, type RuleValue } from '@carbon/rules/domain';
import manifest from '../../../../rules/packs/manifest.json';
import grades2026 from '../../../../rules/packs/park-grades.2026-1.json';
import { decimalText, objectOf, oneOf, someOf, twoLanguages, words } from '../packs/readers';

/** How an indicator follows from two figures where it is not told itself. */
export interface Derivation {
  readonly op: 'ratio' | 'percent' | 'difference';
  readonly of: string;
  readonly by: string;
}

export interface Need {
  readonly indicator: string;
  readonly title: Text;
  readonly unit: string;
  readonly bound: 'at-least' | 'at-most' | 'above' | 'yes';
  readonly value: string;
  readonly from?: Derivation;
}

/** A grade is given only if every need holds. */
export interface Grade {
  readonly grade: string;
  readonly title: Text;
  readonly needs: readonly Need[];
}

/** A scheme of certification; its grades stand best first. */
export interface GradeScheme {
  readonly title: Text;
  /** Other names by which it is asked for. */
  readonly names: readonly string[];
  readonly subject: 'park' | 'factory' | 'data-centre';
  readonly grades: readonly Grade[];
}

const need = objectOf<Need>({
  indicator: words,
  title: twoLanguages,
  unit: words,
  bound: oneOf('at-least', 'at-most', 'above', 'yes'),
  value: decimalText,
  from: optional(objectOf<Derivation>({ op: oneOf('ratio', 'percent', 'difference'), of: words, by: words })),
});
const scheme: Reader<GradeScheme> = objectOf<GradeScheme>({
  title: twoLanguages,
  names: someOf(words),
  subject: oneOf('park', 'factory', 'data-centre'),
  grades: someOf(objectOf<Grade>({ grade: words, title: twoLanguages, needs: someOf(need) })),
});

const shape = { keys: {}, others: scheme } as const;

/** Thresholds of certification, a scheme under each key. */
export const parkGradePacks = new RulePacks('park-grades', shape, [grades2026], manifest);

/** The keys of all schemes that were released. */
export const GRADE_SCHEMES: readonly string[] = [...new Set(grades2026.values.map(({ key }) => key))];

const plain = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * A scheme by its number or one of its other names; spelling with or without spaces, strokes and capitals is one.
 * @throws Refusal ALLOWANCES_GRADE_SCHEME_UNKNOWN (422) that tells which there are
 */
export function gradeScheme(
  packs: PackSource,
  asked: string,
  asOf: ChinaDate,
): {
  readonly key: string;
  readonly figure: RuleValue<GradeScheme>;
  readonly pack: ReturnType<typeof packOn>;
} {
  const pack = packOn(packs, asOf);
  for (const key of pack.keys()) {
    const figure = pack.find(key) as RuleValue<GradeScheme> | undefined;
    const names = figure === undefined ? [] : [key, ...figure.value.names];
    if (figure !== undefined && names.some((name) => plain(name) === plain(asked)))
      return { key, figure, pack };
  }
  const known = pack.keys().join(', ');
  throw new Refusal(
    'ALLOWANCES_GRADE_SCHEME_UNKNOWN',
    422,
    { zh: `没有该评价方案；可用：${known}`, en: `There is no such scheme of grades; there are: ${known}` },
    { details: { known } },
  );
}

function packOn(packs: PackSource, asOf: ChinaDate) {
  return packs.on(parkGradePacks, asOf);
}
