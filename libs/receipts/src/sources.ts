import type { Reader, Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type ReceiptFacts, type RegisterLine, prefixOf } from './domain/index';
import type { ReceiptPurpose } from './domain/purposes';

/** What of the register is asked for. Numbers sort by their day and serial. */
export interface RegisterQuery {
  /** Only numbers before this one, not included; all when absent. */
  readonly before?: string;
  /** Only numbers from this one on, included. */
  readonly from?: string;
  readonly purpose?: ReceiptPurpose;
  readonly scheme?: string;
  readonly limit: number;
}

/** A room whose acts are told as receipts. */
export interface ReceiptSource {
  /** The two letters all of its numbers begin with. */
  readonly prefix: string;
  /**
   * The receipt with a number, as far as the caller may know of its beneficiary; without a caller what everybody may.
   * Whether the caller may see the receipt at all is judged by this room.
   */
  find(tx: Transaction, number: string, caller?: Caller): Promise<ReceiptFacts | undefined>;
  /** Lines of the public register, newest number first. */
  list(reader: Reader, query: RegisterQuery): Promise<readonly RegisterLine[]>;
}

/** The rooms of this process that give receipts. */
export class ReceiptSources {
  private readonly sources = new Map<string, ReceiptSource>();

  register(source: ReceiptSource): void {
    if (this.sources.has(source.prefix)) throw new Error(`two rooms give receipts ${source.prefix}-…`);
    this.sources.set(source.prefix, source);
  }

  /** The room that gave a number. */
  of(number: string): ReceiptSource | undefined {
    return this.sources.get(prefixOf(number));
  }

  /** By their prefixes. */
  all(): ReceiptSource[] {
    return [...this.sources.values()].sort((a, b) => (a.prefix < b.prefix ? -1 : 1));
  }
}
