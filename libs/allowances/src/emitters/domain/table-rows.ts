import { fault, type FieldFault } from '@carbon/kernel';

/** A column of a file: its name, and what else its header may say. */
export interface TableColumn {
  readonly name: string;
  readonly titles: readonly string[];
  readonly required: boolean;
}

/** Cells of a row as texts, by column; `line` counts from 1, the header included. */
export interface TableRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A file's rows, with what is wrong with some. */
export interface Table {
  readonly rows: readonly TableRow[];
  readonly faults: readonly FieldFault[];
}

/** What one file may hold. */
export const TABLE_LIMITS = { rows: 50_000, cell: 500 } as const;

/** What a spreadsheet would run, or show as something else than what is written. */
const FORMULA = /^[=+\-@\t\r]/;
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u;

/** A table that says one thing only: why it cannot be read. */
export const unreadableTable = (rule: string, en: string, zh: string): Table => ({
  rows: [],
  faults: [fault('file', rule, en, zh)],
});

/**
 * Rows below a header, their cells by column. Columns may stand in any order; unknown ones, missing ones and cells that a
 * spreadsheet would take for formulas are faults.
 */
export function tableOf(
  lines: readonly { readonly line: number; readonly cells: readonly string[] }[],
  columns: readonly TableColumn[],
): Table {
  const [header, ...records] = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (header === undefined) return unreadableTable('empty', 'has no header', '没有表头');
  if (records.length > TABLE_LIMITS.rows) return tooManyRows();
  const names = header.cells.map((title) => nameOf(title, columns));
  const faults = headerFaults(header.cells, names, columns);
  if (faults.length > 0) return { rows: [], faults };
  const rows = records.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(
      names.flatMap((name, at) => (name === undefined ? [] : [[name, (cells[at] ?? '').trim()] as const])),
    ),
  }));
  const wide = records.flatMap(({ line, cells }) =>
    cells.slice(names.length).some((cell) => cell.trim() !== '')
      ? [fault(`rows[${line}]`, 'columns', 'has more cells than the header', '单元格数多于表头')]
      : [],
  );
  return { rows, faults: [...wide, ...rows.flatMap(cellFaults)] };
}

export const tooManyRows = (): Table =>
  unreadableTable(
    'row-limit',
    `has more than ${TABLE_LIMITS.rows} rows: split the file`,
    `超过 ${TABLE_LIMITS.rows} 行，请拆分文件`,
  );

/** A header may name its column in either language, or in both as exports of ours do. */
function nameOf(title: string, columns: readonly TableColumn[]): string | undefined {
  const said = title.trim().toLowerCase();
  if (said === '') return undefined;
  return columns.find(({ name, titles }) => name === said || titles.some((one) => one.toLowerCase() === said))
    ?.name;
}

function headerFaults(
  titles: readonly string[],
  names: readonly (string | undefined)[],
  columns: readonly TableColumn[],
): FieldFault[] {
  const unknown = titles.flatMap((title, at) =>
    names[at] === undefined && title.trim() !== ''
      ? [
          fault(
            'header',
            'unknown',
            `has an unknown column ${title.slice(0, 40)}`,
            `表头有未知列 ${title.slice(0, 40)}`,
          ),
        ]
      : [],
  );
  const twice = names.flatMap((name, at) =>
    name !== undefined && names.indexOf(name) !== at
      ? [fault('header', 'repeated', `has the column ${name} twice`, `表头列 ${name} 重复`)]
      : [],
  );
  const missing = columns.flatMap(({ name, required }) =>
    required && !names.includes(name)
      ? [fault('header', 'missing', `lacks the column ${name}`, `表头缺少列 ${name}`)]
      : [],
  );
  return [...unknown, ...twice, ...missing];
}

function cellFaults({ line, cells }: TableRow): FieldFault[] {
  return Object.entries(cells).flatMap(([name, cell]) => {
    const at = `rows[${line}].${name}`;
    if (cell.length > TABLE_LIMITS.cell) return [fault(at, 'length', 'is too long', '内容过长')];
    if (UNPRINTABLE.test(cell)) {
      return [fault(at, 'printable', 'must not hold control characters', '不得含有控制字符')];
    }
    if (FORMULA.test(cell)) return [fault(at, 'formula', 'must not be a formula', '不得为公式')];
    return [];
  });
}
