import type { Line } from '../bench';
import { LedgerStage } from '../ledger-stage';
import { hotSpot, Random, uniform } from '../random';
import { interleave } from '../rounds';

const HOT = 10;

export const hotAccounts: Line = {
  name: 'hot-accounts',
  async run(bench) {
    const { sizes } = bench;
    const even = uniform(new Random(1), sizes.accounts);
    const hot = hotSpot(new Random(2), sizes.accounts, HOT);
    const stage = await LedgerStage.open(bench);
    const ratio = await interleave(
      sizes.rounds,
      {
        path: `ledger transfers, batch 5,000, ${HOT} accounts in half of them`,
        reference: 'the same, uniform',
        unit: '/s',
        goal: { atLeast: 1 },
      },
      () => stage.rate(5_000, even),
      () => stage.rate(5_000, hot),
    );
    await stage.close();
    return { ratios: [ratio] };
  },
};
