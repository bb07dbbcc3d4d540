import { PriceLevel } from './price-level';
import { PriceSet } from './price-set';

/** The price levels of one side that hold orders, each with its neighbours. */
export class PriceLadder {
  lowest: PriceLevel | undefined = undefined;
  highest: PriceLevel | undefined = undefined;
  private readonly levels = new Map<number, PriceLevel>();
  private readonly prices = new PriceSet();

  get size(): number {
    return this.levels.size;
  }

  at(price: number): PriceLevel | undefined {
    return this.levels.get(price);
  }

  /** Puts a level in its place, a new one or one that was taken away. */
  insert(level: PriceLevel): void {
    const below = this.prices.below(level.price);
    const lower = below === undefined ? undefined : this.levels.get(below);
    const higher = lower === undefined ? this.lowest : lower.higher;
    this.prices.add(level.price);
    this.levels.set(level.price, level);
    level.lower = lower;
    level.higher = higher;
    if (lower === undefined) this.lowest = level;
    else lower.higher = level;
    if (higher === undefined) this.highest = level;
    else higher.lower = level;
  }

  remove(level: PriceLevel): void {
    this.prices.delete(level.price);
    this.levels.delete(level.price);
    if (level.lower === undefined) this.lowest = level.higher;
    else level.lower.higher = level.higher;
    if (level.higher === undefined) this.highest = level.lower;
    else level.higher.lower = level.lower;
  }
}
