import type { Line } from '../bench';
import { ExchangeStage } from '../exchange-stage';
import { TpcB } from '../references/tpcb';
import { interleave } from '../rounds';

/** Clients that wait for each answer, beside those that keep the loop's queue full. */
const CLIENTS = [1, 16, 64];
const BUSY = 5_000;
const RESTING = 20_000;
const OPEN_ORDERS = 100_000;

/** Order command → durable answer: matched, reserved or settled on the ledger, journalled. */
export const exchange: Line = {
  name: 'exchange',
  async run(bench) {
    const { sizes } = bench;
    const stage = await ExchangeStage.open(bench);
    const reference = await TpcB.open(bench);
    await stage.fill(RESTING);
    const ratio = await interleave(
      sizes.rounds,
      {
        path: `order command → durable answer, ${BUSY} waiting, 45 % rest, 45 % cancel, 10 % meet`,
        reference: 'TPC-B-like, 8 clients',
        unit: '/s',
        goal: { atLeast: 6 },
      },
      () => reference.rate(),
      () => stage.rate(BUSY, sizes.roundMs),
    );
    const lines = [];
    for (const clients of [...CLIENTS, BUSY]) {
      const rate = await stage.rate(clients, sizes.roundMs);
      const [half, most] = [0.5, 0.99].map((share) => stage.quantile(share).toFixed(1));
      lines.push(
        `${clients} clients: ${Math.round(rate).toLocaleString('en')} commands/s, p50 ${half} ms, p99 ${most} ms`,
      );
    }
    await stage.fill(OPEN_ORDERS);
    const { ms, orders } = await stage.rebuild();
    lines.push(`${orders.toLocaleString('en')} open orders in memory again after ${Math.round(ms)} ms`);
    await reference.close();
    await stage.close();
    return { ratios: [ratio], notes: [{ about: 'the exchange by itself', lines }] };
  },
};
