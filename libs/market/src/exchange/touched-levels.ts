import type { MarketEvent } from './events';
import type { MarketBook } from './market-book';
import type { PlannedTrade } from './moves-of-batch';

interface Touched {
  readonly buy: Set<number>;
  readonly sell: Set<number>;
  readonly prints: PlannedTrade[];
}

/** What a batch changed that everybody may see: prices where something rests or rested, and trades. */
export class TouchedLevels {
  private readonly byInstrument = new Map<string, Touched>();

  touch(instrument: string, side: 'buy' | 'sell', ticks: number): void {
    this.of(instrument)[side].add(ticks);
  }

  print(trade: PlannedTrade): void {
    this.of(trade.instrument).prints.push(trade);
  }

  /** The events of the batch, once every trade has its number, with what rests when all of it is done. */
  events(
    book: MarketBook,
    tickFen: bigint,
    head: Pick<MarketEvent, 'market' | 'sequence' | 'at'>,
  ): readonly MarketEvent[] {
    return [...this.byInstrument].map(([instrument, touched]) => {
      const levels = (['buy', 'sell'] as const).flatMap((side) =>
        [...touched[side]].map((ticks) => {
          const level = book.peek(instrument).level(side, ticks);
          return {
            ...{ side, priceFen: BigInt(ticks) * tickFen },
            ...{ quantity: BigInt(level?.quantity ?? 0), orders: level?.orders ?? 0 },
          };
        }),
      );
      const trades = touched.prints.map(({ id, priceFen, quantity, taker }) => ({
        ...{ trade: id, priceFen, quantity, taker },
      }));
      return { ...head, instrument, levels, trades };
    });
  }

  private of(instrument: string): Touched {
    let touched = this.byInstrument.get(instrument);
    if (touched === undefined) {
      touched = { buy: new Set(), sell: new Set(), prints: [] };
      this.byInstrument.set(instrument, touched);
    }
    return touched;
  }
}
