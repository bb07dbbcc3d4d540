import type { Line, Ratio } from '../bench';
import { LedgerStage, PLAIN, SERIAL } from '../ledger-stage';
import { Random, uniform } from '../random';
import { interleave } from '../rounds';

export const serials: Line = {
  name: 'serials',
  async run(bench) {
    const { sizes } = bench;
    const pick = uniform(new Random(1), sizes.accounts);
    const ratios: Ratio[] = [];
    for (const size of [1_000, 5_000]) {
      const stage = await LedgerStage.open(bench);
      ratios.push(
        await interleave(
          sizes.rounds,
          {
            path: `ledger transfers with serial ranges, batch ${size.toLocaleString('en')}, uniform`,
            reference: 'the same without serials',
            unit: '/s',
            goal: { atLeast: 0.5 },
          },
          () => stage.rate(size, pick, PLAIN),
          () => stage.rate(size, pick, SERIAL),
        ),
      );
      await stage.close();
    }
    return { ratios };
  },
};
