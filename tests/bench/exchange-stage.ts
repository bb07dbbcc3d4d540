import { connect, type Database, ensureServiceLogin, migrate } from '@carbon/database';
import { newId, SettableClock } from '@carbon/kernel';
import { type Command, defineInstrument, Ledger, openAccounts } from '@carbon/ledger';
import { Exchange } from '@carbon/market';
import { ruleFamilies } from '../../apps/registry/src/rule-packs';
import { Rulebook } from '@carbon/rulebook';
import { allEntities, allMigrations } from '../../apps/platform/src/assembly';
import { type Bench, CheckFailed } from './bench';
import { Random } from './random';

const INSTRUMENT = 'BENCH-EUA';
const MARKET = 'EU';
/** The previous close: 70.00. The band of the market, if it has one, is wide enough for what is placed. */
const MIDDLE = 7_000;
const SPREAD = 100;
const TRADERS = 2_000;
const UNITS = 1_000_000n;
const FEN = 1_000_000_000n;
/** A Monday, one in the afternoon in China. */
const OPEN = new Date('2026-03-02T05:00:00.000Z');

interface Trader {
  readonly number: string;
  readonly holderId: string;
}

interface Resting {
  readonly order: bigint;
  readonly trader: Trader;
}

type Submitted = Parameters<Exchange['submit']>[0];

/** The real exchange on a database of its own: 2,000 trading accounts in a market that matches by price and time. */
export class ExchangeStage {
  private readonly random = new Random(11);
  private readonly resting: Resting[] = [];
  private readonly took: number[] = [];
  private acknowledged = 0;

  private constructor(
    private readonly bench: Bench,
    private readonly url: string,
    private readonly database: Database,
    readonly exchange: Exchange,
    private readonly traders: readonly Trader[],
  ) {}

  static async open(bench: Bench): Promise<ExchangeStage> {
    bench.say(`a market of ${TRADERS} trading accounts`);
    const url = await bench.server.createDatabase();
    await migrate(url, allMigrations);
    const service = await ensureServiceLogin(url, 'carbon_service', 'bench-only');
    const database = await connect({ url: service, entities: allEntities, poolSize: 6 });
    const clock = new SettableClock(OPEN);
    const ledger = await Ledger.create(clock);
    const traders = await makeTraders(database, ledger);
    await bench.server.as(url, (client) => client.query('vacuum analyze'));
    await bench.server.settle();
    const rulebook = new Rulebook(ruleFamilies);
    const exchange = new Exchange(
      { database, clock, ledger, rulebook },
      { markets: [MARKET], tickEvery: 0, maxBatch: 5_000, maxWaiting: 20_000 },
    );
    await exchange.onApplicationBootstrap();
    return new ExchangeStage(bench, url, database, exchange, traders);
  }

  /** Fills the book with orders that rest. */
  async fill(orders: number): Promise<void> {
    while (this.resting.length < orders) await Promise.all(this.commands(5_000, () => this.passive()));
  }

  /** Commands a second over about `ms`, so many waiting for their answer at any time; times of each are kept. */
  async rate(clients: number, ms: number): Promise<number> {
    const end = performance.now() + ms;
    this.took.length = 0;
    const started = performance.now();
    await Promise.all(
      Array.from({ length: clients }, async () => {
        while (performance.now() < end) {
          const sent = performance.now();
          await this.one();
          this.took.push(performance.now() - sent);
        }
      }),
    );
    return this.took.length / ((performance.now() - started) / 1_000);
  }

  /** A share of the times of the last rate, in milliseconds. */
  quantile(share: number): number {
    const sorted = [...this.took].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
  }

  /** Milliseconds until a second process has the market's open orders in memory. */
  async rebuild(): Promise<{ readonly ms: number; readonly orders: number }> {
    const loop = this.exchange.loopOf(MARKET);
    if (loop?.state === undefined) throw new CheckFailed('nobody runs the market');
    const started = performance.now();
    await loop.state.reload();
    return { ms: performance.now() - started, orders: loop.state.orders.size };
  }

  /** Nothing lost, nothing doubled: the database has every command that was answered, and both sides of the ledger agree. */
  async close(): Promise<void> {
    await this.exchange.onApplicationShutdown();
    const [row] = await this.database.query<Record<string, string>>(`
      select (select count(*) from market.command) as commands,
             (select coalesce(sum(reserved), 0) from market.exchange_order where side = 'sell') as reserved_units,
             (select coalesce(sum(frozen), 0) from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
               where i.code = '${INSTRUMENT}') as frozen_units,
             (select coalesce(sum(reserved), 0) from market.exchange_order where side = 'buy') as reserved_fen,
             (select coalesce(sum(frozen), 0) from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
               where i.code = 'CNY') as frozen_fen`);
    await this.database.close();
    await this.bench.server.dropDatabase(this.url);
    if (
      row?.['commands'] !== this.acknowledged.toString() ||
      row['reserved_units'] !== row['frozen_units'] ||
      row['reserved_fen'] !== row['frozen_fen']
    )
      throw new CheckFailed(`the exchange's books: ${JSON.stringify(row)}, answered ${this.acknowledged}`);
  }

  private commands(count: number, work: () => Promise<void>): Promise<void>[] {
    return Array.from({ length: count }, work);
  }

  /** 45 of 100 rest, 45 cancel one that rests, 10 meet the other side. */
  private one(): Promise<void> {
    const draw = this.random.below(100);
    if (draw < 45) return this.passive();
    if (draw < 90) return this.cancel();
    return this.place(1 + this.random.below(SPREAD), 'crossing');
  }

  private passive(): Promise<void> {
    return this.place(1 + this.random.below(SPREAD), 'resting');
  }

  private async place(away: number, how: 'resting' | 'crossing'): Promise<void> {
    const trader = this.traders[this.random.below(this.traders.length)];
    if (trader === undefined) throw new Error('no traders');
    const side = this.random.below(2) === 0 ? 'buy' : 'sell';
    const below = (side === 'buy') === (how === 'resting');
    const outcome = await this.submit(trader, {
      ...{ kind: 'place', tradingAccount: trader.number, instrument: INSTRUMENT, side },
      priceFen: BigInt(how === 'crossing' ? MIDDLE + (below ? -2 : 2) : MIDDLE + (below ? -away : away)),
      quantity: BigInt(1 + this.random.below(10)),
    });
    if (outcome.status === 'refused') {
      if (outcome.refusal.code !== 'EXCHANGE_SELF_TRADE') throw outcome.refusal;
      return;
    }
    const { order } = outcome;
    if (order !== undefined && order.state !== 'filled')
      this.resting.push({ order: BigInt(order.order), trader });
  }

  private async cancel(): Promise<void> {
    const at = this.random.below(Math.max(this.resting.length, 1));
    const chosen = this.resting[at];
    if (chosen === undefined) return this.passive();
    const last = this.resting.pop();
    if (last !== undefined && at < this.resting.length) this.resting[at] = last;
    await this.submit(chosen.trader, { kind: 'cancel', order: chosen.order });
  }

  private async submit(
    trader: Trader,
    command: Submitted['command'],
  ): Promise<Awaited<ReturnType<Exchange['submit']>>> {
    const outcome = await this.exchange.submit({
      ...{ market: MARKET, command, actor: 'bench', mayActFor: (holder) => holder === trader.holderId },
      idempotency: { scope: trader.number, key: newId() },
    });
    this.acknowledged += 1;
    return outcome;
  }
}

async function makeTraders(database: Database, ledger: Ledger): Promise<readonly Trader[]> {
  const traders = Array.from({ length: TRADERS }, (_, at) => ({ holderId: newId(), number: `TA-${at}` }));
  return database.transaction(async (tx) => {
    await tx.query(
      `insert into identity.holder (id, code, name_zh, name_en, kind, source, created_at)
       select id, code, code, code, 'organisation', 'synthetic', $3 from unnest($1::uuid[], $2::text[]) as h (id, code)`,
      [traders.map(({ holderId }) => holderId), traders.map((_, at) => `BENCH-${at}`), OPEN],
    );
    await defineInstrument(tx, { code: 'CNY', kind: 'cash', unit: 'fen', scheme: 'CNY', serialised: false });
    await defineInstrument(tx, {
      ...{ code: INSTRUMENT, kind: 'allowance', unit: 't', scheme: 'ETS-EU', serialised: true },
    });
    const units = await openAccounts(
      tx,
      traders.map(({ holderId }) => ({ holderId, kind: 'exchange' })),
    );
    const funds = await openAccounts(
      tx,
      traders.map(({ holderId }) => ({ holderId, kind: 'funds' })),
    );
    await tx.query(
      `insert into market.tradable (instrument, market, reference_price_fen, admitted_by, admitted_at, changed_at)
       values ($1, $2, $3, 'bench', $4, $4)`,
      [INSTRUMENT, MARKET, MIDDLE, OPEN],
    );
    await tx.query(
      `insert into market.trading_account (number, market, holder_id, units_account, funds_account, opened_by, opened_at,
         changed_at) select n, $5, h, u, f, 'bench', $6, $6
         from unnest($1::text[], $2::uuid[], $3::text[], $4::text[]) as t (n, h, u, f)`,
      [
        traders.map(({ number }) => number),
        traders.map(({ holderId }) => holderId),
        units,
        funds,
        MARKET,
        OPEN,
      ],
    );
    const gift =
      (instrument: string, quantity: bigint) =>
      (to: string): Command => ({
        ...{
          kind: 'issue',
          instrument,
          quantity,
          to,
          sourceKey: `bench:${instrument}:${to}`,
          cause: { actor: 'bench' },
        },
      });
    const outcomes = await ledger.submit(tx, [
      ...units.map(gift(INSTRUMENT, UNITS)),
      ...funds.map(gift('CNY', FEN)),
    ]);
    for (const outcome of outcomes) if (outcome.status === 'refused') throw outcome.refusal;
    return traders;
  });
}
