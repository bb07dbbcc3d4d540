import { fault, type FaultCollector, malformed } from '@carbon/kernel';
import { readFields } from '@carbon/rules/domain';
import { decimalSchema, readDecimal, readPercent } from '../../allocation/calculators/read-input';
import type { FigureKind } from '../../parks/judge-grade';

/** A decimal string; only what may be below 0 takes a sign. */
export const figureSchema = {
  type: 'string',
  pattern: decimalSchema.pattern.replace('^', '^-?'),
} as const;

const BELOW_ZERO = /^-(?=.*[1-9])/;
const MAX_UNKNOWN_TOLD = 20;
const MAX_NAME_TOLD = 40;

/** What was told of a scheme's figures, as decimal strings; a yes is "1". Every fault is noted under its figure. */
export function readFigures(
  value: unknown,
  known: ReadonlyMap<string, FigureKind>,
  faults: FaultCollector,
): ReadonlyMap<string, string> | undefined {
  const told = faults.attempt(() => readFields(value, namesOf(value), faults, 'figures'));
  if (told === undefined) return undefined;
  const names = [...known.keys()].join(', ');
  const unknown = [...told.keys()].filter((name) => !known.has(name));
  for (const name of unknown.slice(0, MAX_UNKNOWN_TOLD)) {
    faults.add(
      fault(
        `figures.${name.slice(0, MAX_NAME_TOLD)}`,
        'unknown',
        `is no figure of this scheme, which judges by ${names}`,
        `不是该评价方案的指标；可用：${names}`,
      ),
    );
  }
  const read = [...known].flatMap(([name, kind]): [string, string][] => {
    const one = told.get(name);
    if (one === undefined) return [];
    const figure = faults.attempt(() => readFigure(one, kind, `figures.${name}`));
    return figure === undefined ? [] : [[name, figure]];
  });
  return new Map(read);
}

const namesOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null ? Object.keys(value) : [];

/** @throws Refusal INPUT_MALFORMED naming `field` */
function readFigure(value: unknown, kind: FigureKind, field: string): string {
  switch (kind) {
    case 'yes-no':
      return readYesOrNo(value, field);
    case 'share':
      return readPercent(value, field);
    case 'amount':
      return readDecimal(value, field);
    case 'balance':
      return typeof value === 'string' && BELOW_ZERO.test(value)
        ? `-${readDecimal(value.slice(1), field)}`
        : readDecimal(value, field);
  }
}

function readYesOrNo(value: unknown, field: string): string {
  if (value === true || value === '1') return '1';
  if (value === false || value === '0') return '0';
  throw malformed([
    fault(field, 'yes-no', 'must be true or false (or "1" or "0")', '必须是 true 或 false（或 "1"、"0"）'),
  ]);
}
