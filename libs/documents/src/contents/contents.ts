import { hash } from 'node:crypto';
import type { Transaction } from '@carbon/database';
import { documentDamaged } from '../domain/refusals';
import type { Content, ContentPlace, ContentStore } from './content-store';
import { DatabaseContents } from './database-contents';

/** Bytes that are durable, or will be with the transaction that takes their row. */
export interface KeptContent extends Content {
  readonly place: ContentPlace;
  readonly inRow: Buffer | null;
}

/**
 * Contents by hash. New ones go to one place; what was kept elsewhere before is still read there, so that a place can
 * be changed by configuration.
 */
export class Contents {
  private readonly stores: ReadonlyMap<ContentPlace, ContentStore>;

  constructor(private readonly current: ContentStore = new DatabaseContents()) {
    this.stores = new Map([new DatabaseContents(), current].map((store) => [store.place, store]));
  }

  /** Keeps bytes; outside of a transaction, as a place may be slow. @throws Refusal DOCUMENT_STORE_UNAVAILABLE */
  async keep(content: Content): Promise<KeptContent> {
    return { ...content, place: this.current.place, inRow: await this.current.keep(content) };
  }

  /**
   * The bytes under a hash, and those only: what a place gives is hashed again.
   * @throws Refusal DOCUMENT_STORE_UNAVAILABLE, DOCUMENT_DAMAGED
   */
  async read(tx: Transaction, sha256: string): Promise<Buffer> {
    const [row] = await tx.query<{ place: ContentPlace; bytes: Buffer | null }>(
      `select place, bytes from documents.content where sha256 = decode($1, 'hex')`,
      [sha256],
    );
    if (row === undefined) throw new Error('a document has no content');
    const bytes = await this.storeOf(row.place).read(sha256, row.bytes);
    if (bytes === undefined || hash('sha256', bytes) !== sha256) throw documentDamaged(sha256);
    return bytes;
  }

  check(): Promise<void> {
    return this.current.check();
  }

  get place(): ContentPlace {
    return this.current.place;
  }

  private storeOf(place: ContentPlace): ContentStore {
    const store = this.stores.get(place);
    if (store === undefined) throw new Error(`documents are kept at ${place}, which is not configured`);
    return store;
  }
}
