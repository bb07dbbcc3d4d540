import { Decimal } from 'decimal.js';
import { fault, type FieldFault, malformed, type Text } from '@carbon/kernel';
import type { AttestationType } from './attestation-types';
import { gradeNotReached } from './refusals';

export type Figures = Readonly<Record<string, string>>;

const DECIMAL = /^(0|[1-9]\d{0,14})(\.\d{1,6})?$/;

/**
 * The grade that the figures of a type lead to; null where it has none. A percentage is compared exactly, unrounded:
 * 94.9999 % is not gold.
 * @throws Refusal INPUT_MALFORMED for figures the type does not know, misses, or cannot read
 * @throws Refusal ATTESTATION_GRADE_NOT_REACHED when they reach none
 */
export function judgeFigures(type: AttestationType, figures: Figures): Text | null {
  const faults = [...unknownFigures(type, figures), ...unreadFigures(type, figures)];
  if (faults.length > 0) throw malformed(faults);
  if (type.graded === undefined) return null;
  const { part, whole, grades } = type.graded;
  const [some, all] = [new Decimal(figures[part] ?? '0'), new Decimal(figures[whole] ?? '0')];
  if (all.isZero() || some.greaterThan(all)) {
    throw malformed([
      fault(`figures.${part}`, 'part-of-whole', `must be a part of ${whole}`, `应为 ${whole} 的一部分`),
    ]);
  }
  const reached = [...grades]
    .sort((a, b) => new Decimal(b.atLeastPercent).comparedTo(a.atLeastPercent))
    .find(({ atLeastPercent }) => some.times(100).greaterThanOrEqualTo(all.times(atLeastPercent)));
  if (reached === undefined) throw gradeNotReached(type.id, some.times(100).dividedBy(all).toFixed(2, 1));
  return reached.title;
}

function unknownFigures({ figures: known }: AttestationType, figures: Figures): FieldFault[] {
  return Object.keys(figures)
    .filter((name) => known.every((figure) => figure.name !== name))
    .map((name) => fault(`figures.${name}`, 'known', 'is no figure of this type', '不是此类型的数值'));
}

function unreadFigures({ figures: known }: AttestationType, figures: Figures): FieldFault[] {
  return known.flatMap(({ name, required }) => {
    const value = Object.hasOwn(figures, name) ? figures[name] : undefined;
    if (value === undefined && !required) return [];
    if (typeof value === 'string' && DECIMAL.test(value)) return [];
    return [fault(`figures.${name}`, 'decimal', 'must be a decimal string', '应为十进制字符串')];
  });
}
