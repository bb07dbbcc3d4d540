/** What a sheet may hold. */
export interface SheetLimits {
  /** Below the header. */
  readonly rows: number;
  readonly columns: number;
}

export type SizeFault = 'rows' | 'columns' | 'address';

/** A row or a cell, by whatever prefix, with its attributes. */
const ROW_OR_CELL = /<(?:[^\s<>/:]+:)?(row|c)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;
const ADDRESS = /\sr\s*=\s*["']([^"']*)["']/;

/**
 * Counts the rows and columns of a part of a workbook before anything is made of them: a far address costs a few bytes in
 * the file, and all the empty cells before it afterwards.
 * @returns what is too many, or an address that is none; undefined when the part keeps within the limits
 */
export function sizeFault(xml: string, limits: SheetLimits): SizeFault | undefined {
  let rows = 0;
  for (const [, tag, attributes = ''] of xml.matchAll(ROW_OR_CELL)) {
    rows += tag === 'row' ? 1 : 0;
    const [, address] = ADDRESS.exec(attributes) ?? [];
    const found = address === undefined ? undefined : /^([A-Z]{0,3})(\d{1,7})$/.exec(address);
    if (found === null) return 'address';
    const [, letters = '', number = '0'] = found ?? [];
    if (Math.max(rows, Number(number)) > limits.rows + 1) return 'rows';
    if (columnOf(letters) > limits.columns) return 'columns';
  }
  return undefined;
}

/** `A` is 1. */
function columnOf(letters: string): number {
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0);
}
