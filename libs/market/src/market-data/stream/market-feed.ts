import { setTimeout } from 'node:timers/promises';
import type { MarketState, StreamedTrade } from '../persistence/read-market-state';
import { changedInstruments, type FeedEvent, stateEvent, tradeEvents } from './feed-events';
import { sseGroup } from './sse';

/** Where a feed looks and what wakes it. */
export interface FeedSource {
  readState(): Promise<MarketState>;
  readLastSequence(): Promise<bigint>;
  readTrades(
    span: { readonly after: bigint; readonly to: bigint },
    limit: number,
  ): Promise<readonly StreamedTrade[]>;
  /** Calls whenever this process made the market move; gives what ends it. */
  listen(wake: () => void): () => void;
  readonly onFault: (error: unknown) => void;
}

export interface FeedReader {
  /** Only of this instrument; of all when undefined. */
  readonly instrument?: string | undefined;
  send(text: string): void;
}

export interface FeedTimes {
  /** Between two looks when nothing wakes it: another process may run the market. */
  readonly pollMs: number;
  /** Between two looks at least: what happens meanwhile is told together. */
  readonly pauseMs: number;
}

const USUAL_TIMES: FeedTimes = { pollMs: 1_000, pauseMs: 100 };

/** Trades that one look or one return may tell; of more, the latest are told and the gap is said (own choice). */
export const MAX_TOLD_TRADES = 1_000;

/**
 * What a market tells its readers: after every look at the database, the trades since the last and the instruments that
 * changed. It tells nothing that is not durable, and the same whether this process runs the market or another.
 */
export class MarketFeed {
  /** Who wants to read, and of them who has been told how the market stands. */
  private readonly wanting = new Set<FeedReader>();
  private readonly readers = new Set<FeedReader>();
  private state: MarketState | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private awake = false;
  private timer: NodeJS.Timeout | undefined;
  private unlisten: (() => void) | undefined;

  constructor(
    readonly market: string,
    private readonly source: FeedSource,
    private readonly times: FeedTimes = USUAL_TIMES,
  ) {}

  /** How many read. */
  get size(): number {
    return this.wanting.size;
  }

  /**
   * Tells a new reader how the market stands and from then on what happens. One that comes again names the last number it
   * saw, and is told the trades since.
   */
  async join(reader: FeedReader, after?: bigint): Promise<void> {
    this.wanting.add(reader);
    this.start();
    await this.inTurn(async () => {
      const state = this.state ?? (await this.look());
      const missed = await this.tradesSince(after ?? state.sequence, state.sequence);
      if (!this.wanting.has(reader)) return;
      this.readers.add(reader);
      tell(reader, state.sequence, [
        ...tradeEvents(this.market, missed.trades),
        stateEvent(this.market, state, { gap: missed.gap, instrument: reader.instrument }),
      ]);
    });
  }

  leave(reader: FeedReader): void {
    this.wanting.delete(reader);
    this.readers.delete(reader);
    if (this.wanting.size === 0) this.stop();
  }

  private start(): void {
    if (this.timer !== undefined) return;
    this.unlisten = this.source.listen(() => {
      this.wake(() => Promise.resolve(true));
    });
    this.timer = setInterval(() => {
      this.wake(async () => (await this.source.readLastSequence()) !== this.state?.sequence);
    }, this.times.pollMs).unref();
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.unlisten?.();
    this.state = undefined;
  }

  /** Looks soon where there is something to see; asked often meanwhile, once. */
  private wake(hasMoved: () => Promise<boolean>): void {
    if (this.awake) return;
    this.awake = true;
    this.inTurn(async () => {
      this.awake = false;
      if (this.readers.size === 0 || !(await hasMoved())) return;
      await this.look();
      await setTimeout(this.times.pauseMs, undefined, { ref: false });
    }).catch(this.source.onFault);
  }

  /** Reads how the market stands, and tells everybody what is new. */
  private async look(): Promise<MarketState> {
    const before = this.state;
    const state = await this.source.readState();
    if (before !== undefined) {
      const { trades, gap } = await this.tradesSince(before.sequence, state.sequence);
      const events = gap
        ? [...tradeEvents(this.market, trades), stateEvent(this.market, state, { gap })]
        : [...tradeEvents(this.market, trades), ...changedInstruments(this.market, before, state)];
      for (const reader of this.readers) tell(reader, state.sequence, events);
    }
    this.state = state;
    return state;
  }

  private async tradesSince(
    after: bigint,
    to: bigint,
  ): Promise<{ readonly trades: readonly StreamedTrade[]; readonly gap: boolean }> {
    const trades = await this.source.readTrades({ after, to }, MAX_TOLD_TRADES + 1);
    const gap = trades.length > MAX_TOLD_TRADES;
    return { trades: gap ? trades.slice(1) : trades, gap };
  }

  /** One look at a time. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(work);
    this.turn = next.catch(() => undefined);
    return next;
  }
}

function tell(reader: FeedReader, sequence: bigint, events: readonly FeedEvent[]): void {
  const { instrument } = reader;
  const texts = events.filter(
    (event) => instrument === undefined || event.instrument === undefined || event.instrument === instrument,
  );
  reader.send(
    sseGroup(
      sequence.toString(),
      texts.map(({ text }) => text),
    ),
  );
}
