import { type FieldFault, fault } from '@carbon/kernel';
import { CsvError, parse } from 'csv-parse/sync';
import type { BankStatement } from '../domain/statement';
import { fenOf } from './amount';
import { MOST_MOVEMENTS } from './camt';
import { dayOf, movementOf } from './movement-fields';

export const STATEMENT_COLUMNS = [
  'record',
  'statement',
  'account',
  'currency',
  'from',
  'to',
  'opening',
  'closing',
  'reference',
  'direction',
  'amount',
  'booked_on',
  'end_to_end',
  'name',
  'counterparty_account',
  'text',
] as const;
type ColumnName = (typeof STATEMENT_COLUMNS)[number];
type Line = Readonly<Record<ColumnName, string>>;

const MOST_CHARACTERS = 16 * 1_048_576;
const MAX_LINE_CHARACTERS = 8_000;

/**
 * Reads a statement as CSV (RFC 4180, header required, columns in any order): one line `statement` with account, days and
 * balances, then a line `entry` for each movement. Amounts are yuan with at most two decimals.
 * @param faults gets what is wrong, by line, in both languages
 */
export function statementOfCsv(csv: string, faults: FieldFault[]): BankStatement | undefined {
  const lines = linesOf(csv, faults);
  if (lines === undefined) return undefined;
  const [head, ...rows] = lines;
  const unknown = lines.findIndex(({ record }, at) => record !== (at === 0 ? 'statement' : 'entry'));
  if (head === undefined || unknown >= 0) {
    const place = `line ${(unknown < 0 ? 0 : unknown) + 2}`;
    faults.push(
      fault(
        place,
        'record',
        'the first line is `statement`, all others are `entry`',
        '首行应为 statement，其余应为 entry',
      ),
    );
    return undefined;
  }
  const name = (field: string) => `line 2.${field}`;
  if (!/^[\x21-\x7e]{1,70}$/.test(head.statement))
    faults.push(fault(name('statement'), 'statement-id', 'must name the statement', '应有对账单编号'));
  if (head.account === '')
    faults.push(fault(name('account'), 'account', 'must name the account', '应有账号'));
  if (head.currency !== 'CNY')
    faults.push(fault(name('currency'), 'currency', 'must be CNY', '币种应为 CNY'));
  const from = dayOf(head.from, name('from'), faults);
  const to = dayOf(head.to, name('to'), faults);
  const openingFen = balanceOf(head.opening, name('opening'), faults);
  const closingFen = balanceOf(head.closing, name('closing'), faults);
  const movements = rows.flatMap((row, at) => {
    const raw = {
      ...row,
      bookedOn: row.booked_on,
      endToEnd: row.end_to_end,
      account: row.counterparty_account,
    };
    return movementOf(raw, `line ${at + 3}`, faults) ?? [];
  });
  if (faults.length > 0 || !from || !to || openingFen === undefined || closingFen === undefined)
    return undefined;
  const { statement, account } = head;
  return { account, statement, from, to, openingFen, closingFen, movements };
}

function balanceOf(text: string, field: string, faults: FieldFault[]): bigint | undefined {
  const negative = text.startsWith('-');
  const fen = fenOf(negative ? text.slice(1) : text);
  if (fen === undefined) faults.push(fault(field, 'balance', 'must be a balance in yuan', '应为余额（元）'));
  return fen !== undefined && negative ? -fen : fen;
}

function linesOf(csv: string, faults: FieldFault[]): readonly Line[] | undefined {
  const whole = (rule: string, en: string, zh: string): readonly Line[] | undefined => {
    faults.push(fault('file', rule, en, zh));
    return undefined;
  };
  if (csv.length > MOST_CHARACTERS) return whole('size', 'is too large', '文件过大');
  let records: string[][];
  try {
    records = parse(csv, {
      bom: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: MAX_LINE_CHARACTERS,
      to: MOST_MOVEMENTS + 2,
      relax_column_count: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return whole('csv', `is no CSV: ${error.code}`, '不是有效的 CSV 文件');
  }
  const [header = [], ...rows] = records;
  const missing = STATEMENT_COLUMNS.filter((column) => !header.includes(column));
  const foreign = header.filter((column) => !STATEMENT_COLUMNS.some((known) => known === column));
  if (missing.length > 0 || foreign.length > 0 || new Set(header).size < header.length) {
    const columns = STATEMENT_COLUMNS.join(', ');
    return whole('columns', `must have the columns ${columns}`, `列名应为 ${columns}`);
  }
  if (rows.length > MOST_MOVEMENTS + 1 || records.length > MOST_MOVEMENTS + 1)
    return whole('most', `holds at most ${MOST_MOVEMENTS} entries`, `至多 ${MOST_MOVEMENTS} 笔`);
  rows.forEach((row, at) => {
    if (row.length !== header.length)
      faults.push(
        fault(
          `line ${at + 2}`,
          'fields',
          `has ${row.length} fields, not ${header.length}`,
          `应有 ${header.length} 列`,
        ),
      );
  });
  if (faults.length > 0) return undefined;
  return rows.map((row) => Object.fromEntries(header.map((column, at) => [column, row[at] ?? ''])) as Line);
}
