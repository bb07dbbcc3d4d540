import { Recurring } from '@carbon/http';
import { type ChinaDate, chinaDate, newId } from '@carbon/kernel';
import { type TradingMarket, TRADING_MARKETS } from '@carbon/rules/domain';
import type { Depth } from '../domain/order-book';
import { BatchMaker } from './batch';
import type { ExchangeOutcome, ExchangeRequest } from './commands';
import { DaysToClose } from './days-to-close';
import type { ExchangeParts } from './exchange-parts';
import type { MarketEvent, MarketListener } from './events';
import { Leases } from './lease';
import type { MarketBook } from './market-book';
import { marketUnknown } from './refusals';
import { VenueLoop, type VenueLoopOptions } from './venue-loop';

export interface ExchangeOptions extends VenueLoopOptions {
  /** Markets this process may run; all when absent. */
  readonly markets?: readonly TradingMarket[];
  /** Milliseconds between two looks at the clock: closes of days, suspensions. 0 for none. */
  readonly tickEvery?: number;
}

const TICK_MS = 1_000;

/** All markets of this process: each has a loop, and runs as long as the process has its lease. */
export class Exchange {
  private readonly loops = new Map<string, VenueLoop>();
  private readonly listeners = new Map<string, Set<MarketListener>>();
  private readonly ticks = new Recurring();
  private readonly daysToClose: DaysToClose;
  private readonly leases: Leases;

  constructor(
    private readonly parts: ExchangeParts,
    private readonly options: ExchangeOptions = {},
  ) {
    this.daysToClose = new DaysToClose(parts);
    this.leases = new Leases(parts.database);
    for (const market of options.markets ?? TRADING_MARKETS)
      this.loops.set(
        market,
        new VenueLoop(
          market,
          this.leases,
          (lease) => BatchMaker.load(parts, lease),
          (events) => this.tell(market, events),
          options,
        ),
      );
  }

  async onApplicationBootstrap(): Promise<void> {
    for (const loop of this.loops.values()) await loop.start();
    const every = this.options.tickEvery ?? TICK_MS;
    if (every === 0) return;
    this.ticks.start({ every, work: () => this.tick(), onFault: (error) => this.options.onFault?.(error) });
  }

  /** When the server has answered its last request. */
  async onApplicationShutdown(): Promise<void> {
    await this.ticks.stop();
    await Promise.all([...this.loops.values()].map((loop) => loop.close()));
    await this.leases.close();
  }

  /**
   * What came of a command, once it is durable; what the rules refuse is an outcome.
   * @throws Refusal EXCHANGE_MARKET_UNKNOWN (404), EXCHANGE_BUSY, EXCHANGE_STANDBY, EXCHANGE_CLOSING, DATABASE_UNAVAILABLE
   * (503): repeat with the same key
   */
  async submit(request: ExchangeRequest): Promise<ExchangeOutcome> {
    const loop = this.loops.get(request.market);
    if (loop === undefined) throw marketUnknown(request.market);
    return loop.submit(request);
  }

  /** As `submit` for each, in order; what a market refuses for now is the reason of that one alone. */
  submitMany(requests: readonly ExchangeRequest[]): Promise<PromiseSettledResult<ExchangeOutcome>[]> {
    return Promise.allSettled(requests.map((request) => this.submit(request)));
  }

  /** Whether this process runs a market now. */
  isLeader(market: string): boolean {
    return this.loops.get(market)?.leads === true;
  }

  /** Markets this process may run. */
  markets(): readonly string[] {
    return [...this.loops.keys()];
  }

  /** Hears what everybody may hear of a market, after each commit. Gives what ends it. */
  listen(market: string, listener: MarketListener): () => void {
    const listeners = this.listeners.get(market) ?? new Set();
    this.listeners.set(market, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Prices in ticks; undefined on a standby. A batch that is being written may show before it is durable. */
  depthOf(market: string, instrument: string, levels: number): Depth | undefined {
    return this.booksOf(market)?.peek(instrument).depth(levels);
  }

  /** The open orders in memory; undefined on a standby. */
  booksOf(market: string): MarketBook | undefined {
    return this.loops.get(market)?.state?.orders;
  }

  /** The loop of a market of this process. */
  loopOf(market: string): VenueLoop | undefined {
    return this.loops.get(market);
  }

  /** What is due by the clock: closes of days, withdrawals of who was stopped. Gives how many closes. */
  async tick(): Promise<number> {
    let closed = 0;
    const led = [...this.loops.values()].filter(({ leads }) => leads);
    for (const loop of led) loop.wake();
    for (const { market, day } of await this.daysToClose.find(led.map(({ market }) => market))) {
      try {
        await this.closeDay(market, day);
        closed += 1;
      } catch (error) {
        // the day of one market does not keep the others waiting; it is tried again
        this.options.onFault?.(error);
      }
    }
    return closed;
  }

  /** TRD-009: ends a day of a market; an instrument's day is closed once, however often this is asked. */
  closeDay(market: string, day: ChinaDate): Promise<ExchangeOutcome> {
    return this.submit({
      ...{ market, command: { kind: 'close-day', day }, actor: `exchange:${market}`, mayActFor: () => true },
      idempotency: { scope: `exchange:${market}`, key: `close-day:${day}:${newId()}` },
    });
  }

  /** China's day by this process's clock. */
  today(): ChinaDate {
    return chinaDate(this.parts.clock.now());
  }

  private tell(market: string, events: readonly MarketEvent[]): void {
    if (events.length === 0) return;
    for (const listener of this.listeners.get(market) ?? []) {
      try {
        listener(events);
      } catch (error) {
        this.options.onFault?.(error);
      }
    }
  }
}
