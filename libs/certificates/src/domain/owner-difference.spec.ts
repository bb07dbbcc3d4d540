import { wh } from './energy';
import { ownerDifference } from './owner-difference';

describe('owner data beside grid data', () => {
  it.each([
    [1_000_000n, 1_010_000n, '1.00', false],
    [1_000_000n, 1_010_001n, '1.00', true],
    [1_000_000n, 985_000n, '-1.50', true],
    [3n, 3n, '0.00', false],
  ])('GEC-002 grid %s Wh, owner %s Wh: %s %%, flagged %s', (grid, owner, percent, beyondTolerance) => {
    const differenceWh = owner - grid;
    expect(ownerDifference(wh(grid), wh(owner))).toEqual({ differenceWh, percent, beyondTolerance });
  });

  it('GEC-002 where the grid metered nothing any energy of the owner is flagged', () => {
    expect(ownerDifference(wh(0n), wh(1n))).toEqual({
      differenceWh: 1n,
      percent: null,
      beyondTolerance: true,
    });
    expect(ownerDifference(wh(0n), wh(0n)).beyondTolerance).toBe(false);
  });
});
