import { traceSerial } from '@carbon/ledger';
import { type Bench, CheckFailed, type Line } from '../bench';
import { HISTORY, HOPS, openGrownLedger, SERIALS_A_BLOCK } from '../grown-ledger';
import type { LedgerStage } from '../ledger-stage';
import { Random } from '../random';
import { interleave, now } from '../rounds';

const TRACES = 300;

export const trace: Line = {
  name: 'trace',
  async run(bench) {
    const { smallBlocks, largeBlocks, rounds } = bench.sizes;
    const small = await openGrownLedger(bench, smallBlocks);
    const large = await openGrownLedger(bench, largeBlocks);
    const random = new Random(5);
    const ratio = await interleave(
      rounds * 2,
      {
        path: `trace of a serial, ${HOPS} hops, among ${largeBlocks.toLocaleString('en')} blocks`,
        reference: `the same among ${smallBlocks.toLocaleString('en')}`,
        unit: 'ms',
        goal: { atMost: 2 },
      },
      () => traceTime(small, smallBlocks, random),
      () => traceTime(large, largeBlocks, random),
    );
    await closeAll(bench, small, large);
    return { ratios: [ratio] };
  },
};

/** Milliseconds of one trace. @throws CheckFailed when it does not tell the whole life of the serial */
async function traceTime(stage: LedgerStage, blocks: number, random: Random): Promise<number> {
  const started = now();
  for (let count = 0; count < TRACES; count++) {
    const serial = BigInt(1 + random.below(blocks * SERIALS_A_BLOCK));
    const found = await traceSerial(stage.database, HISTORY, serial);
    if (found?.hops.length !== HOPS || found.hops[0]?.record.kind !== 'issue') {
      throw new CheckFailed(`the trace of serial ${serial.toString()} has gaps`);
    }
  }
  return (now() - started) / TRACES;
}

async function closeAll(bench: Bench, ...stages: LedgerStage[]): Promise<void> {
  for (const stage of stages) {
    bench.say('checking a grown ledger');
    await stage.close();
  }
}
