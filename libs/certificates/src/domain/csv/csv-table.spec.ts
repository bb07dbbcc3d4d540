import fc from 'fast-check';
import { readCsvTable } from './csv-table';

const columns = ['a', 'b'];
const read = (text: string) => readCsvTable(text, columns, { rows: 5, characters: 20_000 });
const cells = (text: string) =>
  read(text).lines.map(({ line, fields }) => [line, fields.get('a'), fields.get('b')]);
const faults = (text: string) => read(text).faults.map(({ line, column, rule }) => [line, column, rule]);

describe('CSV table', () => {
  it.each([
    ['line feeds', 'a,b\n1,2\n3,4\n'],
    ['carriage returns and line feeds', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['carriage returns', 'a,b\r1,2\r3,4'],
    ['mixed line ends', 'a,b\n1,2\r\n3,4\n'],
    ['a byte order mark', '\ufeffa,b\n1,2\n3,4'],
    ['columns in another order', 'b,a\n2,1\n4,3\n'],
    ['white space around fields', 'a , b\n 1,2 \n3 , 4\n'],
    ['quoted fields', '"a","b"\n"1",2\n3,"4"\n'],
  ])('a file with %s is read', (_, text) => {
    expect(cells(text)).toEqual([
      [2, '1', '2'],
      [3, '3', '4'],
    ]);
    expect(faults(text)).toEqual([]);
  });

  it('quoted fields may hold commas and doubled quotation marks', () => {
    expect(cells('a,b\n"one, two","say ""no"""\n')).toEqual([[2, 'one, two', 'say "no"']]);
  });

  it('blank lines are skipped and counted', () => {
    expect(cells('\na,b\n1,2\n , \n,\n3,4\n')).toEqual([
      [3, '1', '2'],
      [6, '3', '4'],
    ]);
  });

  it('a stray quotation mark spoils its own line only', () => {
    expect(cells('a,b\n1,2\n3,"x"y\n4,5\n')).toEqual([
      [2, '1', '2'],
      [4, '4', '5'],
    ]);
    expect(faults('a,b\n1,2\n3,"x"y\n4,5\n')).toEqual([[3, '', 'quotes']]);
    expect(faults('a,b\n1,2\n3,x"y\n4,5\n')).toEqual([[3, '', 'quotes']]);
    expect(faults('a,b\n1,2\n3,"xy\n4,5\n')).toEqual([[3, '', 'quotes']]);
  });

  it('a field that swallows the next lines is a fault of its line, and those lines are read', () => {
    const text = 'a,b\n1,"x\n3,4\ny",2\n';
    expect(cells(text)).toEqual([[3, '3', '4']]);
    expect(faults(text)).toEqual([
      [2, '', 'quotes'],
      [4, '', 'quotes'],
    ]);
  });

  it('a wrong number of fields is told with both numbers', () => {
    const table = read('a,b\n1\n1,2,3\n3,4\n');
    expect(table.lines).toHaveLength(1);
    expect(table.faults.map(({ line, rule }) => [line, rule])).toEqual([
      [2, 'field-count'],
      [3, 'field-count'],
    ]);
    expect(table.faults[1]!.message.en).toBe('has 3 fields instead of 2');
  });

  it.each([
    ['an empty file', '', [[1, '', 'empty']]],
    ['a byte order mark alone', '\ufeff', [[1, '', 'empty']]],
    ['blank lines alone', '\n\r\n\n', [[1, '', 'empty']]],
    ['a header alone', 'a,b\n', [[1, '', 'empty']]],
    ['a missing column', 'a\n1\n', [[1, 'b', 'missing-column']]],
    ['an unknown column', 'a,b,c\n1,2,3\n', [[1, 'c', 'unknown-column']]],
    ['a column twice', 'a,b,a\n1,2,3\n', [[1, 'a', 'repeated-column']]],
    [
      'no header',
      '1,2\n',
      [
        [1, '1', 'unknown-column'],
        [1, '2', 'unknown-column'],
        [1, 'a', 'missing-column'],
        [1, 'b', 'missing-column'],
      ],
    ],
    ['a header whose quotation marks do not pair', '"a,b\n1,2\n', [[1, '', 'quotes']]],
    ['more rows than allowed', 'a,b\n' + '1,2\n'.repeat(6), [[7, '', 'row-limit']]],
    ['more characters than allowed', 'a,b\n' + '1'.repeat(20_000), [[1, '', 'size']]],
  ])('%s leaves no lines', (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
    expect(read(text).lines).toEqual([]);
  });

  it('as many rows as allowed are read, with blank lines behind', () => {
    expect(read('a,b\n' + '1,2\n'.repeat(5) + '\n\n').lines).toHaveLength(5);
  });

  it('an endless line is a fault of its own', () => {
    expect(faults(`a,b\n1,${'x'.repeat(15_000)}\n3,4\n`)).toEqual([[2, '', 'length']]);
    expect(cells(`a,b\n1,${'x'.repeat(15_000)}\n3,4\n`)).toEqual([[3, '3', '4']]);
  });

  it('a file that is no CSV is given up after a thousand lines, and says so', () => {
    const table = readCsvTable('a,b\n' + '"\n'.repeat(2_000), columns);
    expect(table.faults).toHaveLength(1_001);
    expect(table.faults.at(-1)).toMatchObject({ line: 1_002, rule: 'unread' });
  });

  it('a hostile column name is shown without control characters and cut', () => {
    const fault = read(`a,b,\u001b[31m${'x'.repeat(99)}\n1,2,3\n`).faults[0]!;
    expect(fault.column).toBe('?[31m' + 'x'.repeat(35));
  });

  it('no text makes it throw, and every line is either read or faulty', () => {
    const piece = fc.constantFrom(
      'a',
      'b',
      ',',
      '"',
      '\n',
      '\r',
      '\r\n',
      ' ',
      '\u0000',
      '\ufeff',
      '1',
      '\ud800',
      '电',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const body = pieces.join('');
        const table = readCsvTable(`a,b\n${body}`, columns);
        const told = new Set([...table.lines, ...table.faults].map(({ line }) => line));
        body.split(/\r\n|\n|\r/).forEach((line, index) => {
          if (/[^\s,"\ufeff]/.test(line)) expect(told).toContain(index + 2);
        });
      }),
      { numRuns: 500 },
    );
  });
});
