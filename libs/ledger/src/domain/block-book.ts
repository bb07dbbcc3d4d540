import type { SerialRange } from './commands';
import { PARTS } from './vocabulary';

/** A run of serials in one account and one part, brought there by one transfer (`journal`). */
export interface Block {
  readonly instrument: number;
  readonly account: number;
  readonly part: number;
  readonly first: bigint;
  readonly last: bigint;
  /** Journal id of the transfer that brought the run to its account. Negative while its batch has no ids yet. */
  readonly journal: bigint;
}

/** Serials that move, with the transfer that had brought them to where they leave from. */
export interface Piece {
  readonly first: bigint;
  readonly last: bigint;
  readonly previous: bigint;
}

export interface BlockChanges {
  /** Blocks of the database that are no longer as they were. */
  readonly old: readonly Block[];
  /** Blocks as they are now, where they differ from the database. */
  readonly new: readonly Block[];
}

/**
 * The serial blocks a batch touches, in memory. Taking splits a block from its tail, so that its key (instrument, first
 * serial) stays; giving merges neighbours that have the same owner, part and history. The changes of a
 * command can be taken back, so that one that fails half-way leaves nothing behind.
 */
export class BlockBook {
  private readonly byFirst = new Map<number, Map<bigint, Block>>();
  private readonly byLast = new Map<number, Map<bigint, Block>>();
  /** Per instrument and owner, ascending by first serial. */
  private readonly owned = new Map<number, Map<number, Block[]>>();
  private readonly loaded = new Set<Block>();
  private readonly gone = new Set<Block>();
  private readonly log: { readonly added: boolean; readonly block: Block }[] = [];

  /** Puts blocks of the database into the book; one that is already there is passed over. */
  load(blocks: readonly Block[]): void {
    for (const block of blocks) {
      if (mapOf(this.byFirst, block.instrument).has(block.first)) continue;
      this.loaded.add(block);
      this.put(block);
    }
  }

  /** Units of the blocks an owner has in the book. */
  loadedQuantity(instrument: number, account: number, part: number): bigint {
    return this.blocksOf(instrument, account, part).reduce((sum, block) => sum + lengthOf(block), 0n);
  }

  /** All blocks of an account in the book, whatever their part. */
  ownedBy(instrument: number, account: number): Block[] {
    return PARTS.flatMap((_, part) => this.blocksOf(instrument, account, part));
  }

  /** Takes the lowest blocks, the last of them in part; undefined when the book has too few. */
  take(instrument: number, account: number, part: number, quantity: bigint): Piece[] | undefined {
    const pieces: Piece[] = [];
    let missing = quantity;
    while (missing > 0n) {
      const block = this.blocksOf(instrument, account, part)[0];
      if (block === undefined) return undefined;
      const first = lengthOf(block) <= missing ? block.first : block.last - missing + 1n;
      pieces.push(this.cut(block, first, block.last));
      missing -= block.last - first + 1n;
    }
    return pieces;
  }

  /** Takes exactly the given serials; the first range that is not wholly the owner's stops it. */
  takeSerials(
    instrument: number,
    account: number,
    part: number,
    ranges: readonly SerialRange[],
  ): Piece[] | { readonly notHeld: SerialRange } {
    const pieces: Piece[] = [];
    for (const range of ranges) {
      for (let next = range.first; next <= range.last;) {
        const block = this.blockWith(instrument, account, part, next);
        if (block === undefined) return { notHeld: range };
        const last = block.last < range.last ? block.last : range.last;
        pieces.push(this.cut(block, next, last));
        next = last + 1n;
      }
    }
    return pieces;
  }

  /** Gives serials to an owner. `journal` is the transfer that brings them; a hold keeps each piece's own. */
  give(instrument: number, account: number, part: number, pieces: readonly Piece[], journal?: bigint): void {
    for (const { first, last, previous } of pieces) {
      this.add(this.merged({ instrument, account, part, first, last, journal: journal ?? previous }));
    }
  }

  /** Takes back every change since the last `keep` or `undo`. */
  undo(): void {
    for (let at = this.log.length - 1; at >= 0; at--) {
      const entry = this.log[at];
      if (entry === undefined) break;
      if (entry.added) this.drop(entry.block);
      else this.restore(entry.block);
    }
    this.keep();
  }

  /** From here on nothing before is taken back. */
  keep(): void {
    this.log.length = 0;
  }

  changes(): BlockChanges {
    const now: Block[] = [];
    for (const blocks of this.byFirst.values()) {
      for (const block of blocks.values()) if (!this.loaded.has(block)) now.push(block);
    }
    return { old: [...this.gone], new: now };
  }

  private cut(block: Block, first: bigint, last: bigint): Piece {
    this.remove(block);
    if (first > block.first) this.add({ ...block, last: first - 1n });
    if (last < block.last) this.add({ ...block, first: last + 1n });
    return { first, last, previous: block.journal };
  }

  private merged(block: Block): Block {
    let { first, last } = block;
    const before = mapOf(this.byLast, block.instrument).get(first - 1n);
    if (before !== undefined && sameHistory(before, block)) {
      this.remove(before);
      first = before.first;
    }
    const after = mapOf(this.byFirst, block.instrument).get(last + 1n);
    if (after !== undefined && sameHistory(after, block)) {
      this.remove(after);
      last = after.last;
    }
    return { ...block, first, last };
  }

  private add(block: Block): void {
    this.log.push({ added: true, block });
    this.put(block);
  }

  private remove(block: Block): void {
    this.log.push({ added: false, block });
    this.drop(block);
    if (this.loaded.has(block)) this.gone.add(block);
  }

  private restore(block: Block): void {
    this.put(block);
    this.gone.delete(block);
  }

  private put(block: Block): void {
    mapOf(this.byFirst, block.instrument).set(block.first, block);
    mapOf(this.byLast, block.instrument).set(block.last, block);
    const blocks = this.blocksOf(block.instrument, block.account, block.part);
    blocks.splice(place(blocks, block.first), 0, block);
  }

  private drop(block: Block): void {
    mapOf(this.byFirst, block.instrument).delete(block.first);
    mapOf(this.byLast, block.instrument).delete(block.last);
    const blocks = this.blocksOf(block.instrument, block.account, block.part);
    blocks.splice(place(blocks, block.first), 1);
  }

  private blockWith(instrument: number, account: number, part: number, serial: bigint): Block | undefined {
    const blocks = this.blocksOf(instrument, account, part);
    const block = blocks[place(blocks, serial + 1n) - 1];
    return block !== undefined && block.last >= serial ? block : undefined;
  }

  private blocksOf(instrument: number, account: number, part: number): Block[] {
    const owners = mapOf(this.owned, instrument);
    const owner = account * 8 + part;
    let blocks = owners.get(owner);
    if (blocks === undefined) owners.set(owner, (blocks = []));
    return blocks;
  }
}

const lengthOf = (block: Block) => block.last - block.first + 1n;

const sameHistory = (a: Block, b: Block) =>
  a.account === b.account && a.part === b.part && a.journal === b.journal;

/** Where a block that starts at `first` stands, or would stand, in an ascending list. */
function place(blocks: readonly Block[], first: bigint): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const block = blocks[middle];
    if (block !== undefined && block.first < first) low = middle + 1;
    else high = middle;
  }
  return low;
}

function mapOf<K, V, M>(maps: Map<M, Map<K, V>>, key: M): Map<K, V> {
  let map = maps.get(key);
  if (map === undefined) maps.set(key, (map = new Map<K, V>()));
  return map;
}
