import { countOf, fromMultirange, fromRecord, takeLowest, toMultirange, toRecord } from './serial-ranges';

const ranges = (...pairs: [number, number][]) =>
  pairs.map(([first, last]) => ({ first: BigInt(first), last: BigInt(last) }));

describe('serials of a freeze', () => {
  it.each<[bigint, [number, number][], [number, number][]]>([
    [
      0n,
      [],
      [
        [1, 4],
        [9, 9],
      ],
    ],
    [
      1n,
      [[1, 1]],
      [
        [2, 4],
        [9, 9],
      ],
    ],
    [4n, [[1, 4]], [[9, 9]]],
    [
      5n,
      [
        [1, 4],
        [9, 9],
      ],
      [],
    ],
  ])('the lowest %s of 1-4 and 9, and the rest', (quantity, taken, rest) => {
    const all = ranges([1, 4], [9, 9]);
    expect(takeLowest(all, quantity)).toEqual({ taken: ranges(...taken), rest: ranges(...rest) });
  });

  it('more than there are is a fault', () => {
    expect(() => takeLowest(ranges([1, 4]), 5n)).toThrow(RangeError);
  });

  it('are written and read as the database and the journal write them', () => {
    const all = ranges([1, 4], [9, 9]);
    expect(toMultirange(all)).toBe('{[1,5),[9,10)}');
    expect(fromMultirange('{[1,5),[9,10)}')).toEqual(all);
    expect(fromMultirange('{}')).toEqual([]);
    expect(fromRecord(['1-4', '9-9'])).toEqual(all);
    expect(all.map(toRecord)).toEqual(['1-4', '9-9']);
    expect(countOf(all)).toBe(5n);
  });
});
