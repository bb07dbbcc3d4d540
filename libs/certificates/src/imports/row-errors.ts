import type { FieldFault, Json } from '@carbon/kernel';
import type { SheetRows } from '@carbon/jobs';
import type { CsvFault } from '../domain/csv/csv-table';

/** Errors told of one import; their number is told whatever it is. */
export const MOST_ERRORS = 1_000;

/** Nothing was taken: what is wrong, by the rows and columns of the sheet. */
export function refusedRows(faults: readonly CsvFault[], faultCount: number, sheet: SheetRows): Json {
  const header = sheet[0] ?? [];
  return {
    imported: '0',
    errorCount: faultCount.toString(),
    errors: faults.slice(0, MOST_ERRORS).map((found) => errorOf(found, header)),
  };
}

function errorOf({ line, column, rule, message }: CsvFault, header: readonly string[]): Json {
  const at = header.indexOf(column);
  const { zh, en } = message;
  return {
    row: line.toString(),
    column: at < 0 ? null : letterOf(at),
    field: column,
    rule,
    message: { zh, en },
  };
}

/** Sheets of an import have far fewer columns than the alphabet has letters. */
const letterOf = (column: number) => String.fromCharCode(65 + column);

/** Faults that a use case named by the place in its list, as faults of the sheet. */
export function faultsOfPlaces(
  fields: readonly FieldFault[],
  lines: readonly number[],
  columns: Readonly<Record<string, string>>,
): CsvFault[] {
  return fields.map(({ field, rule, message }) => {
    const [, at = '0', name = ''] = /\[(\d+)\](?:\.(\w+))?$/.exec(field) ?? [];
    return { line: lines[Number(at)] ?? 1, column: columns[name] ?? name, rule, message };
  });
}
