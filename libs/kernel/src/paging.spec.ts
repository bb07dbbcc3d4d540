import { decodeCursor, encodeCursor, toPage } from './paging';

it('a cursor comes back as it was made', () => {
  expect(decodeCursor(encodeCursor(['a/ü', '12']), 2)).toEqual(['a/ü', '12']);
});

it.each([
  '',
  'x',
  '!!!!',
  encodeCursor(['one']),
  Buffer.from('[1,2]').toString('base64url'),
  Buffer.from('{}').toString('base64url'),
])('%p is no cursor of two parts', (cursor) =>
  expect(() => decodeCursor(cursor, 2)).toThrow('INPUT_MALFORMED'),
);

it('only a page with a surplus row has a next one', () => {
  const key = (row: number) => [String(row)];
  expect(toPage([1, 2, 3], 3, key)).toEqual({ items: [1, 2, 3] });
  expect(toPage([1, 2, 3], 2, key)).toEqual({ items: [1, 2], next: encodeCursor(['2']) });
  expect(toPage([], 2, key)).toEqual({ items: [] });
});
