import { fault, type FieldFault, malformed } from '@carbon/kernel';
import { parse } from 'csv-parse/sync';

/** What a cell holds; gives what is wrong with it in both languages. */
export interface CellRule {
  readonly rule: string;
  readonly test: (text: string) => boolean;
  readonly en: string;
  readonly zh: string;
}

const shaped = (rule: string, shape: RegExp, en: string, zh: string): CellRule => ({
  ...{ rule, en, zh },
  test: (text) => shape.test(text),
});

export const TEXT = shaped('required', /\S/, 'must not be empty', '不得为空');
export const CODE = shaped('code', /^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/, 'must be a code', '应为代码');
export const WHOLE = shaped('whole', /^(0|[1-9]\d{0,17})$/, 'must be whole tonnes', '应为整吨数');
export const DECIMAL = shaped(
  'decimal',
  /^(0|[1-9]\d{0,17})(\.\d{1,12})?$/,
  'must be a decimal',
  '应为十进制数',
);
export const MONTH = shaped('month', /^20\d\d-(0[1-9]|1[0-2])$/, 'must be a month', '应为月份');
export const YEAR = shaped('year', /^20\d\d$/, 'must be a year', '应为年份');
/** Figures of the demonstration say where they come from; none of these is published anywhere. */
export const INVENTED = shaped('label', /^invented\b/, 'must begin with invented', '须以 invented 开头');

export const oneOf = (...names: readonly string[]): CellRule => ({
  ...{ rule: 'one-of', en: `must be one of ${names.join(', ')}`, zh: `应为 ${names.join('、')} 之一` },
  test: (text) => names.includes(text),
});

export const optional = (rule: CellRule): CellRule => ({
  ...rule,
  test: (text) => text === '' || rule.test(text),
});

/**
 * Rows of a CSV file whose columns are these, in this order. Every fault names its row (the header is the first) and its
 * column.
 * @throws Refusal INPUT_MALFORMED
 */
export function readTable<Column extends string>(
  text: string,
  columns: Readonly<Record<Column, CellRule>>,
): Readonly<Record<Column, string>>[] {
  const names = Object.keys(columns) as Column[];
  const lines: string[][] = parse(text, { bom: true, relax_column_count: true, skip_empty_lines: true });
  const [header = [], ...rows] = lines;
  if (header.join() !== names.join()) {
    throw malformed([fault('rows[1]', 'header', `must be ${names.join()}`, `表头应为 ${names.join()}`)]);
  }
  const faults = rows.flatMap((cells, at) => faultsOf(cells, `rows[${at + 2}]`, names, columns));
  if (faults.length > 0) throw malformed(faults);
  return rows.map((cells) => {
    const pairs = names.map((name, at) => [name, cells[at] ?? ''] as const);
    return Object.fromEntries(pairs) as Readonly<Record<Column, string>>;
  });
}

function faultsOf<Column extends string>(
  cells: readonly string[],
  row: string,
  names: readonly Column[],
  columns: Readonly<Record<Column, CellRule>>,
): FieldFault[] {
  if (cells.length !== names.length) {
    const [found, needed] = [cells.length, names.length];
    return [fault(row, 'columns', `has ${found} cells of ${needed}`, `有 ${found} 列，应为 ${needed} 列`)];
  }
  return names.flatMap((name, at) => {
    const { rule, test, en, zh } = columns[name];
    return test(cells[at] ?? '') ? [] : [fault(`${row}.${name}`, rule, en, zh)];
  });
}
