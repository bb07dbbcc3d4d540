import fc from 'fast-check';
import { splitTarget } from './split-target';

it('a target is split over companies, sites and devices, and every level sums to the one above', () => {
  const shares = splitTarget(100n, [
    { path: 'A/north/boiler', weight: 30n },
    { path: 'A/north/kiln', weight: 30n },
    { path: 'A/south', weight: 30n },
    { path: 'B', weight: 10n },
  ]);
  expect(Object.fromEntries(shares)).toEqual({
    A: 90n,
    B: 10n,
    'A/north': 60n,
    'A/south': 30n,
    'A/north/boiler': 30n,
    'A/north/kiln': 30n,
  });
});

it('parts of every node sum to its share, whatever the weights', () => {
  const leaf = fc.record({
    path: fc.tuple(fc.nat(6), fc.nat(4), fc.nat(3)).map((steps) => steps.join('/')),
    weight: fc.bigInt({ min: 0n, max: 10n ** 9n }),
  });
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.uniqueArray(leaf, { selector: ({ path }) => path, minLength: 1, maxLength: 40 }),
      (target, leaves) => {
        fc.pre(leaves.some(({ weight }) => weight > 0n));
        const shares = splitTarget(target, leaves);
        const sums = new Map<string, bigint>();
        for (const [path, share] of shares) {
          const above = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
          sums.set(above, (sums.get(above) ?? 0n) + share);
        }
        expect(sums.get('')).toBe(target);
        for (const [path, sum] of sums) if (path !== '') expect(sum).toBe(shares.get(path));
      },
    ),
  );
});

it.each([
  [
    'stands twice',
    [
      { path: 'A', weight: 1n },
      { path: 'A', weight: 1n },
    ],
  ],
  [
    'stands below a leaf',
    [
      { path: 'A', weight: 1n },
      { path: 'A/x', weight: 1n },
    ],
  ],
  [
    'stands twice, or above others',
    [
      { path: 'A/x', weight: 1n },
      { path: 'A', weight: 1n },
    ],
  ],
])('a path that %s is refused', (message, leaves) => {
  expect(() => splitTarget(5n, leaves)).toThrow(message);
});
