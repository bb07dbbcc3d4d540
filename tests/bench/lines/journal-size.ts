import type { Line } from '../bench';
import { openGrownLedger } from '../grown-ledger';
import { PLAIN } from '../ledger-stage';
import { Random, uniform } from '../random';
import { interleave } from '../rounds';

const BATCH = 5_000;

export const journalSize: Line = {
  name: 'journal-size',
  async run(bench) {
    const { smallJournal, largeJournal, rounds, accounts } = bench.sizes;
    const pick = uniform(new Random(6), accounts);
    const small = await openGrownLedger(bench, smallJournal);
    const large = await openGrownLedger(bench, largeJournal);
    const ratio = await interleave(
      rounds,
      {
        path: `ledger transfers, batch 5,000, after ${largeJournal.toLocaleString('en')} journal rows`,
        reference: `the same after ${smallJournal.toLocaleString('en')}`,
        unit: 'ms a batch',
        goal: { atMost: 1.2 },
      },
      async () => (BATCH * 1_000) / (await small.rate(BATCH, pick, PLAIN)),
      async () => (BATCH * 1_000) / (await large.rate(BATCH, pick, PLAIN)),
    );
    for (const stage of [small, large]) {
      bench.say('checking a grown ledger');
      await stage.close();
    }
    return { ratios: [ratio] };
  },
};
