import type { Line } from '../bench';
import { LedgerStage } from '../ledger-stage';
import { Random, uniform } from '../random';
import { TwoAccounts } from '../references/two-account';
import { interleave } from '../rounds';

export const transfersBy1000: Line = {
  name: 'transfers-1000',
  async run(bench) {
    const { sizes } = bench;
    const pick = uniform(new Random(), sizes.accounts);
    const stage = await LedgerStage.open(bench);
    const reference = await TwoAccounts.open(bench, pick);
    const ratio = await interleave(
      sizes.rounds,
      {
        path: 'ledger transfers, batch 1,000, uniform',
        reference: `two-account function, ${reference.clientCount} clients`,
        unit: '/s',
        goal: { atLeast: 3 },
      },
      () => reference.rate(pick),
      () => stage.rate(1_000, pick),
    );
    await reference.close();
    await stage.close();
    return { ratios: [ratio] };
  },
};
