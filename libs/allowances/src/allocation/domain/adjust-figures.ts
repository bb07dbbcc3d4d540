import type { UnitClass, VerifiedFigures, VerifiedLine, VerifiedUnit } from '../../domain/index';
import type { InputAdjustment } from './line-document';
import { inputUnknown } from './refusals';

/** Inputs of a unit that an authority may set otherwise after an appeal; emissions are corrected by verification alone. */
export const ADJUSTABLE_OF_UNIT = [
  'class',
  'generationMwh',
  'suppliedMwh',
  'heatGj',
  'heatRatioPercent',
  'loadFactorPercent',
  'special',
] as const;
/** The same of a production line. */
export const ADJUSTABLE_OF_LINE = ['outputT', 'special'] as const;

export const ADJUSTABLE = [...new Set([...ADJUSTABLE_OF_UNIT, ...ADJUSTABLE_OF_LINE])] as const;

const DECIMAL = /^(0|[1-9]\d{0,17})(\.\d{1,12})?$/;
const CLASSES: readonly string[] = ['I', 'II', 'III', 'IV'] satisfies UnitClass[];

/**
 * Verified figures with some inputs set otherwise; an empty `special` makes an ordinary unit of a special one.
 * @throws Refusal ALLOCATION_INPUT_UNKNOWN for a unit, a field or a value that is none
 */
export function adjustFigures<T extends VerifiedFigures>(
  figures: T,
  adjustments: readonly InputAdjustment[],
): T {
  return adjustments.reduce<T>((adjusted, one) => {
    const unit = adjusted.units.find(({ id }) => id === one.unit);
    const line = adjusted.lines.find(({ id }) => id === one.unit);
    if (unit !== undefined && fits(one, ADJUSTABLE_OF_UNIT)) {
      return {
        ...adjusted,
        units: adjusted.units.map((each) => (each === unit ? setUnit(unit, one) : each)),
      };
    }
    if (line !== undefined && fits(one, ADJUSTABLE_OF_LINE)) {
      return {
        ...adjusted,
        lines: adjusted.lines.map((each) => (each === line ? setLine(line, one) : each)),
      };
    }
    throw inputUnknown(one.unit, one.field);
  }, figures);
}

function fits({ field, value }: InputAdjustment, fields: readonly string[]): boolean {
  if (!fields.includes(field)) return false;
  if (field === 'special') return true;
  return field === 'class' ? CLASSES.includes(value) : DECIMAL.test(value);
}

function setUnit(unit: VerifiedUnit, { field, value }: InputAdjustment): VerifiedUnit {
  const { special, ...rest } = unit;
  if (field === 'special') return value === '' ? rest : { ...rest, special: value };
  return { ...rest, ...(special === undefined ? {} : { special }), [field]: value };
}

function setLine(line: VerifiedLine, { field, value }: InputAdjustment): VerifiedLine {
  const { special, ...rest } = line;
  if (field === 'special') return value === '' ? rest : { ...rest, special: value };
  return { ...rest, ...(special === undefined ? {} : { special }), [field]: value };
}
