import { tableOf } from '../../emitters/domain/table-rows';
import { REPORT_TABLE_COLUMNS } from './report-columns';
import { faultsOfFile, readReportRows } from './report-rows';
import { templateOf } from './report-template';

const read = (...rows: readonly (readonly string[])[]) =>
  readReportRows(
    tableOf(
      rows.map((cells, at) => ({ line: at + 1, cells })),
      REPORT_TABLE_COLUMNS,
    ),
  );
const rulesOf = (rows: ReturnType<typeof read>) => rows.faults.map(({ field, rule }) => `${field} ${rule}`);

const HEADER = ['record', 'part', 'stream', 'material', 'unit', 'month', 'amount', 'output_t'];

it('rows become units, lines and flows, and remember where they stood', () => {
  const rows = read(
    HEADER,
    ['line', 'kiln', '', '', '', '', '', '1000'],
    ['flow', 'kiln', 'clinker', 'clinker', 't', '2025-01-01', '12.5', ''],
  );
  expect(rows.faults).toEqual([]);
  expect(rows.content.lines).toEqual([{ id: 'kiln', outputT: '1000' }]);
  expect(rows.content.flows).toEqual([
    { part: 'kiln', stream: 'clinker', material: 'clinker', unit: 't', month: '2025-01', amount: '12.5' },
  ]);
  const told = faultsOfFile(
    [{ field: 'flows[0].carbonUnit', rule: 'unit', message: { zh: '无', en: 'none' } }],
    rows.linesOf,
  );
  expect(told[0]?.field).toBe('rows[3].carbon_unit');
});

it('each fault names its row and column', () => {
  const rows = read(
    HEADER,
    ['plan', 'kiln', '', '', '', '', '', ''],
    ['line', '', '', '', '', '', '', '-1'],
    ['flow', 'kiln', 'smoke', 'clinker', 't', '2025-13', '1,5', '7'],
  );
  expect(rulesOf(rows)).toEqual([
    ...[
      'rows[3].output_t formula',
      'rows[2].record one-of',
      'rows[3].part format',
      'rows[3].output_t decimal',
    ],
    ...['rows[4].output_t none', 'rows[4].stream one-of', 'rows[4].month month', 'rows[4].amount decimal'],
  ]);
});

it.each(['power', 'steel', 'cement', 'aluminium'] as const)(
  'the form of %s can be read as it is',
  (sector) => {
    const lines = templateOf(sector).replace('\ufeff', '').trim().split('\r\n');
    expect(rulesOf(read(...lines.map((line) => line.split(','))))).toEqual([]);
  },
);
