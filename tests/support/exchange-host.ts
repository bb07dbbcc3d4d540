import { createInterface } from 'node:readline';
import { connect } from '@carbon/database';
import { SettableClock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Exchange } from '@carbon/market';
import { marketPackFamilies } from '@carbon/market/domain';
import { RuleFamilies, Rulebook } from '@carbon/rulebook';
import type { HostLine } from './exchange-process';

/**
 * An exchange in a process of its own, to be killed: commands come in a line each, answers go out a line each, when they are
 * durable. `node exchange-host.js <database> <market> <moment>`.
 */
async function main([url = '', market = '', moment = '']: readonly string[]): Promise<void> {
  const database = await connect({ url, poolSize: 4 });
  const clock = new SettableClock(new Date(moment));
  const ledger = await Ledger.create(clock);
  const families = new RuleFamilies(marketPackFamilies.map((packs) => ({ packs, readsApproved: true })));
  const parts = { database, clock, ledger, rulebook: new Rulebook(families) };
  const exchange = new Exchange(parts, {
    markets: [market as 'EU'],
    tickEvery: 0,
    leaseEvery: 50,
    maxBatch: 50,
  });
  await exchange.onApplicationBootstrap();
  const say = (line: object): void => {
    process.stdout.write(`${JSON.stringify(line)}\n`);
  };
  const watch = setInterval(() => {
    if (!exchange.isLeader(market)) return;
    clearInterval(watch);
    say({ leads: true });
  }, 20);

  createInterface({ input: process.stdin }).on('line', (text) => {
    const { key, as, command } = JSON.parse(text, revive) as HostLine;
    exchange
      .submit({
        ...{ market, command, actor: as, mayActFor: () => true },
        idempotency: { scope: as, key },
      })
      .then(
        (outcome) =>
          say({
            key,
            ...(outcome.status === 'done'
              ? { order: outcome.order?.order, state: outcome.order?.state, trades: outcome.trades.length }
              : { refused: outcome.refusal.code }),
          }),
        (error: unknown) => say({ key, failed: String(error) }),
      );
  });
}

/** Numbers of commands travel as `123n`. */
function revive(_: string, value: unknown): unknown {
  return typeof value === 'string' && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value;
}

void main(process.argv.slice(2));
