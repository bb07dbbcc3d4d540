import { play } from '../simulate/play';

describe('the ledger under a seeded story of duplicates, reordering, crashes and clock jumps', () => {
  it.each([1, 20_260_302, Date.now() % 1_000_000])(
    'seed %i: equals the model and holds every invariant',
    async (seed) => {
      const report = await play(seed, 60);
      expect(report.done).toBeGreaterThan(20);
      expect(report.crashes).toBeGreaterThan(3);
    },
  );
});
