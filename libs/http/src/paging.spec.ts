import { encodeCursor, Refusal } from '@carbon/kernel';
import { type CursorPart, pageOf, PageQuery } from './paging';

const ID = '01900000-0000-7000-8000-000000000001';

function after(parts: readonly CursorPart[], ...key: string[]): readonly string[] | string | undefined {
  try {
    return pageOf(Object.assign(new PageQuery(), { cursor: encodeCursor(key) }), parts).after;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

it.each([
  [['text'], 'GEC-A'],
  [['number'], '42'],
  [['id'], ID],
  [['side', 'text'], '1', 'A'],
  [['day'], '2026-02-28'],
] as [CursorPart[], ...string[]][])('a cursor of %j is taken', (parts, ...key) => {
  expect(after(parts, ...key)).toEqual(key);
});

it.each([
  [['text'], 'a\u0000'],
  [['number'], '-1'],
  [['number'], '9223372036854775808'],
  [['id'], 'GEC-A'],
  [['id'], `${ID}'; drop table x; --`],
  [['side', 'text'], '2', 'A'],
  [['day'], '2026-02-30'],
  [['day'], '\u202e'],
  [['id'], ID, ID],
] as [CursorPart[], ...string[]][])('a cursor of %j that somebody made up is refused', (parts, ...key) => {
  expect(after(parts, ...key)).toBe('INPUT_MALFORMED');
});
