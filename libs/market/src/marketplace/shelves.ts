import type { Reader } from '@carbon/database';
import { encodeCursor, type Page, type PageRequest } from '@carbon/kernel';
import type { MarketplaceEntry, MarketplaceKind, MarketplaceShelf } from './shelf';

/** An entry with the shelf it stands on. */
export interface ShelvedEntry extends MarketplaceEntry {
  readonly shelf: string;
}

/** 碳商城 (S07): rooms register what of theirs can be bought; the marketplace knows none of them. */
export class MarketplaceShelves {
  private readonly shelves = new Map<string, MarketplaceShelf>();

  /** @throws Error when two rooms bring one name */
  register(shelf: MarketplaceShelf): void {
    if (this.shelves.has(shelf.name)) throw new Error(`two rooms bring the shelf ${shelf.name}`);
    this.shelves.set(shelf.name, shelf);
  }

  /** What can be bought now, shelf after shelf: a query each, as far as the page reaches. */
  async entries(
    reader: Pick<Reader, 'query'>,
    { limit, after }: PageRequest,
    { kind, now }: { readonly kind: MarketplaceKind | undefined; readonly now: Date },
  ): Promise<Page<ShelvedEntry>> {
    const [seenShelf = '', seenKey] = after ?? [];
    const found: ShelvedEntry[] = [];
    for (const shelf of this.inOrder()) {
      if (shelf.name < seenShelf || found.length > limit) continue;
      if (kind !== undefined && !shelf.kinds.includes(kind)) continue;
      const entries = await shelf.entries(reader, {
        ...{ after: shelf.name === seenShelf ? seenKey : undefined, kind, now },
        limit: limit + 1 - found.length,
      });
      found.push(...entries.map((entry) => ({ ...entry, shelf: shelf.name })));
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return found.length > limit && last !== undefined
      ? { items, next: encodeCursor([last.shelf, last.key]) }
      : { items };
  }

  private inOrder(): readonly MarketplaceShelf[] {
    return [...this.shelves.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
