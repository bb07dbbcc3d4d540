import { readCsvRows } from './csv';

const COLUMNS = { required: ['member', 'value'], optional: ['note'] };

it('reads columns in any order, with a mark at the beginning, and knows the lines', () => {
  expect(readCsvRows('\ufeffvalue,member\r\n1,A\r\n\r\n2,B\r\n', COLUMNS)).toEqual([
    { line: 2, fields: { value: '1', member: 'A' } },
    { line: 4, fields: { value: '2', member: 'B' } },
  ]);
});

it.each([
  ['a missing column', 'member\nA'],
  ['an unknown column', 'member,value,name\nA,1,x'],
  ['a repeated column', 'member,value,value\nA,1,1'],
  ['no row', 'member,value\n'],
  ['an open quotation mark', 'member,value\n"A,1'],
  ['nothing', ''],
])('refuses a file with %s', (_, text) => {
  expect(() => readCsvRows(text, COLUMNS)).toThrow('INPUT_MALFORMED');
});

it('names each line with the wrong number of fields', () => {
  expect(() => readCsvRows('member,value\nA\nB,1\nC,1,2\n', COLUMNS)).toThrow(/lines\[2\], lines\[4\]/);
});
