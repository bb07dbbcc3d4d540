import type { Content, ContentStore } from './content-store';

/** Bytes stand in the row of their hash: one backup for everything, and nothing to set up. */
export class DatabaseContents implements ContentStore {
  readonly place = 'database';

  keep({ bytes }: Content): Promise<Buffer> {
    return Promise.resolve(bytes);
  }

  read(_sha256: string, inRow: Buffer | null): Promise<Buffer | undefined> {
    return Promise.resolve(inRow ?? undefined);
  }

  check(): Promise<void> {
    return Promise.resolve(); // the database is asked by a check of its own
  }
}
