import type { ChinaDate, Text } from '@carbon/kernel';
import type { Standard } from './standard';

export const STANDARD_WARNINGS = [
  'two-values',
  'two-versions',
  'superseded-used',
  'draft-used',
  'draft-as-final',
  'version-gap',
  'supersedes-unknown',
] as const;
export type StandardWarningKind = (typeof STANDARD_WARNINGS)[number];

/** Something in the register that does not fit together; nothing is decided here, people must look. */
export interface StandardWarning {
  readonly kind: StandardWarningKind;
  readonly subject: string;
  readonly codes: readonly string[];
  readonly rules: readonly string[];
  readonly text: Text;
}

const DAY_MS = 86_400_000;

/** Everything that contradicts itself on a day: by kind in the order above, then by code. */
export function standardWarnings(standards: readonly Standard[], day: ChinaDate): readonly StandardWarning[] {
  const found = [
    ...contradictions(standards, day),
    ...standards.flatMap((one) => [...uses(one, day), ...presentation(one), ...lineage(one, standards)]),
  ];
  const order = (one: StandardWarning) => `${STANDARD_WARNINGS.indexOf(one.kind)} ${one.codes.join(' ')}`;
  return found.sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

/** Whether an edition is the law of its subject on a day. */
export function isInForce({ status, from, to }: Standard, day: ChinaDate): boolean {
  return status === 'in-force' && (from === undefined || from <= day) && (to === undefined || day <= to);
}

/** C-1, C-2: each pair of one subject that is in force at once, where the figures differ or there are none to compare. */
function contradictions(standards: readonly Standard[], day: ChinaDate): StandardWarning[] {
  const inForce = standards.filter((one) => isInForce(one, day));
  return inForce.flatMap((one, at) =>
    inForce
      .slice(at + 1)
      .filter(({ subject }) => subject === one.subject)
      .flatMap((other) => contradiction(one, other)),
  );
}

function contradiction(one: Standard, other: Standard): StandardWarning[] {
  const codes = [one.code, other.code];
  if (one.figure === undefined || other.figure === undefined) {
    return [
      warning('two-versions', [one, other], {
        zh: `${codes.join(' 与 ')} 就同一事项同时有效`,
        en: `${codes.join(' and ')} are in force at once for one subject`,
      }),
    ];
  }
  const [figure, otherFigure] = [one.figure, other.figure].map(({ value, unit }) => `${value} ${unit}`);
  if (figure === otherFigure || figure === undefined || otherFigure === undefined) return [];
  return [
    warning('two-values', [one, other], {
      zh: `同一事项有两个数值：${one.code} 为 ${figure}，${other.code} 为 ${otherFigure}`,
      en: `One subject has two values: ${figure} by ${one.code}, ${otherFigure} by ${other.code}`,
    }),
  ];
}

function uses(one: Standard, day: ChinaDate): StandardWarning[] {
  const { usedIn = [], code, status, to } = one;
  if (usedIn.length === 0) return [];
  const by = usedIn.join(', ');
  if (status === 'draft') {
    const text = { zh: `${by} 依据征求意见稿 ${code}`, en: `${by} rests on the draft ${code}` };
    return [warning('draft-used', [one], text)];
  }
  const over = status === 'superseded' || status === 'withdrawn' || (to !== undefined && to < day);
  if (!over) return [];
  return [
    warning('superseded-used', [one], {
      zh: `${by} 依据已不再有效的 ${code}`,
      en: `${by} rests on ${code}, which is in force no more`,
    }),
  ];
}

/** Trap 17: what is known from a consultation draft only must not be shown as the law. */
function presentation(one: Standard): StandardWarning[] {
  if (one.certainty !== 'D' || one.status !== 'in-force') return [];
  return [
    warning('draft-as-final', [one], {
      zh: `${one.code} 标为有效，但仅据征求意见稿`,
      en: `${one.code} is shown as in force and known from a draft only`,
    }),
  ];
}

function lineage(one: Standard, standards: readonly Standard[]): StandardWarning[] {
  const before = (one.supersedes ?? []).flatMap((code) => {
    const earlier = standards.find((each) => each.code === code);
    if (earlier === undefined) {
      return [
        warning('supersedes-unknown', [one], {
          zh: `${one.code} 取代的 ${code} 不在登记中`,
          en: `${one.code} supersedes ${code}, which is not in the register`,
        }),
      ];
    }
    return gap(earlier, one);
  });
  const orphaned =
    one.status === 'superseded' && !standards.some(({ supersedes }) => supersedes?.includes(one.code));
  if (!orphaned) return before;
  return [
    ...before,
    warning('version-gap', [one], {
      zh: `${one.code} 已被取代，但登记中没有取代它的版本`,
      en: `${one.code} is superseded, and what took its place is not in the register`,
    }),
  ];
}

/** Days between the last of one edition and the first of the next. */
function gap(earlier: Standard, later: Standard): StandardWarning[] {
  if (earlier.to === undefined || later.from === undefined || later.from <= dayAfter(earlier.to)) return [];
  return [
    warning('version-gap', [earlier, later], {
      zh: `${earlier.to} 之后至 ${later.from} 之前没有有效版本（${earlier.code}、${later.code}）`,
      en: `No edition covers the days after ${earlier.to} and before ${later.from} (${earlier.code}, ${later.code})`,
    }),
  ];
}

function dayAfter(day: ChinaDate): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

function warning(kind: StandardWarningKind, of: readonly Standard[], text: Text): StandardWarning {
  return {
    kind,
    subject: of[0]?.subject ?? '',
    codes: of.map(({ code }) => code),
    rules: [...new Set(of.flatMap(({ rules }) => rules))],
    text,
  };
}
