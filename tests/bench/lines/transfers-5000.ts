import type { Line } from '../bench';
import { LedgerStage } from '../ledger-stage';
import { Random, uniform, zipf } from '../random';
import { TpcB } from '../references/tpcb';
import { ratioOf } from '../rounds';

export const transfersBy5000: Line = {
  name: 'transfers-5000',
  async run(bench) {
    const { sizes } = bench;
    const even = uniform(new Random(1), sizes.accounts);
    const skewed = zipf(new Random(2), sizes.accounts);
    const reference = await TpcB.open(bench);
    const stage = await LedgerStage.open(bench);
    const rates = { reference: [] as number[], even: [] as number[], skewed: [] as number[] };
    for (let round = 0; round <= sizes.rounds; round++) {
      rates.reference.push(await reference.rate());
      rates.even.push(await stage.rate(5_000, even));
      rates.skewed.push(await stage.rate(5_000, skewed));
    }
    for (const each of Object.values(rates)) each.shift(); // the first round warms up
    await reference.close();
    await stage.close();
    const common = { reference: 'TPC-B-like, 8 clients', unit: '/s' };
    return {
      ratios: [
        ratioOf(
          { ...common, path: 'ledger transfers, batch 5,000, uniform', goal: { atLeast: 8 } },
          rates.reference,
          rates.even,
        ),
        ratioOf(
          { ...common, path: 'ledger transfers, batch 5,000, Zipf 1.0', goal: { atLeast: 12 } },
          rates.reference,
          rates.skewed,
        ),
      ],
    };
  },
};
