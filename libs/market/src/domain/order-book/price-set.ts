/** A price is read as digits of this many bits; a word has a bit for every value of one digit. */
const DIGIT_LENGTH = 5;
const DIGIT_MASK = 2 ** DIGIT_LENGTH - 1;
/** As many digits as a 32-bit integer has. */
const DIGITS = 7;

/**
 * A set of prices that knows for every price the nearest one below: a bitmap of the prices, over it a bitmap of which
 * of its words are not empty, and so on, of which only the words in use are kept. Seven steps at most, whatever the
 * prices and in whatever order they came.
 */
export class PriceSet {
  private readonly heights = Array.from({ length: DIGITS }, () => new Map<number, number>());

  add(price: number): void {
    let rest = price;
    for (const words of this.heights) {
      const bit = 1 << (rest & DIGIT_MASK);
      rest >>>= DIGIT_LENGTH;
      const word = words.get(rest);
      words.set(rest, (word ?? 0) | bit);
      if (word !== undefined) return;
    }
  }

  delete(price: number): void {
    let rest = price;
    for (const words of this.heights) {
      const bit = 1 << (rest & DIGIT_MASK);
      rest >>>= DIGIT_LENGTH;
      const word = (words.get(rest) ?? 0) & ~bit;
      if (word !== 0) {
        words.set(rest, word);
        return;
      }
      words.delete(rest);
    }
  }

  /** The highest price of the set that is lower than `price`. */
  below(price: number): number | undefined {
    let rest = price;
    for (let height = 0; height < DIGITS; height++) {
      const digit = rest & DIGIT_MASK;
      rest >>>= DIGIT_LENGTH;
      const lower = this.word(height, rest) & ((1 << digit) - 1);
      if (lower !== 0) return this.highestUnder(height, (rest << DIGIT_LENGTH) | highestBit(lower));
    }
    return undefined;
  }

  private highestUnder(height: number, prefix: number): number {
    let price = prefix;
    for (let down = height - 1; down >= 0; down--) {
      price = (price << DIGIT_LENGTH) | highestBit(this.word(down, price));
    }
    return price;
  }

  private word(height: number, at: number): number {
    return this.heights[height]?.get(at) ?? 0;
  }
}

const highestBit = (word: number): number => DIGIT_MASK - Math.clz32(word);
