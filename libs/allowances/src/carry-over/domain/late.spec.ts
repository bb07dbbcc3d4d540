import { lateAllowance } from './late';

describe('CAR-007 late applications', () => {
  it.each([
    ['nothing was frozen', 0n, 500n, 0n, 0n],
    ['nothing was released', 500n, 0n, 0n, 0n],
    ['some was released', 500n, 300n, 0n, 300n],
    ['more was released than was frozen when the window closed', 500n, 800n, 0n, 500n],
    ['some was applied for already', 500n, 300n, 100n, 200n],
    ['all was applied for already', 500n, 300n, 300n, 0n],
  ])('where %s', (_, frozenAtEndT, releasedSinceT, appliedLateT, allowed) => {
    expect(lateAllowance({ frozenAtEndT, releasedSinceT, appliedLateT })).toBe(allowed);
  });
});
