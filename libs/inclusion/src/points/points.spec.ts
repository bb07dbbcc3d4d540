import fc from 'fast-check';
import { leftOfLots, validThrough } from './domain/first-in-first-out';
import { lastMonthOver } from './use-cases/expire-points';
import { planPoints } from './use-cases/plan-credit';

const LOTS = [
  { creditedMonth: '2026-01', points: 100n },
  { creditedMonth: '2026-02', points: 50n },
  { creditedMonth: '2026-03', points: 30n },
] as const;

it.each([
  [180n, [100n, 50n, 30n]],
  [90n, [10n, 50n, 30n]],
  [80n, [50n, 30n]],
  [30n, [30n]],
  [7n, [7n]],
  [0n, []],
])('PTS-002 of %s points the oldest were spent first', (there, left) => {
  expect(leftOfLots(LOTS, there, 24).map(({ points }) => points)).toEqual(left);
});

it('PTS-002 points are valid to the end of the month so many months after their crediting', () => {
  expect(validThrough('2026-02', 24)).toBe('2028-02-29');
  expect(validThrough('2026-09', 1)).toBe('2026-10-31');
});

it.each([
  ['2028-02-29', '2028-02', '2026-01'],
  ['2028-03-01', '2028-03', '2026-02'],
] as const)('PTS-002 on %s the last month whose points are over is the right one', (today, month, over) => {
  expect(lastMonthOver(today, month, 24)).toBe(over);
});

const row = (points: bigint) => ({ resident: 1n, accountNumber: 'A', programme: 1, points });

it.each([
  [100n, 0n, 0n, { credit: 100n, takeBack: 0n, debt: 0n }],
  [100n, 30n, 0n, { credit: 70n, takeBack: 0n, debt: -30n }],
  [100n, 100n, 0n, { credit: 0n, takeBack: 0n, debt: -100n }],
  [100n, 130n, 0n, { credit: 0n, takeBack: 0n, debt: -100n }],
  [-40n, 0n, 100n, { credit: 0n, takeBack: 40n, debt: 0n }],
  [-40n, 5n, 15n, { credit: 0n, takeBack: 15n, debt: 25n }],
])('%s points, %s owed, %s free', (points, owed, free, planned) => {
  expect(planPoints(row(points), owed, free)).toMatchObject(planned);
});

it('what is planned adds up, and takes no more than is there', () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 12n });
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), amount, amount, (points, owed, free) => {
      const { credit, takeBack, debt } = planPoints(row(points), owed, free);
      expect(credit - takeBack - debt).toBe(points);
      expect(credit >= 0n && takeBack >= 0n && takeBack <= free && owed + debt >= 0n).toBe(true);
    }),
  );
});
