import { fault, malformed } from './refusal';

/** A page of a list; `next` is the opaque cursor of the following page, absent on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface PageRequest {
  readonly limit: number;
  /** What `decodeCursor` gave for the cursor the caller sent; the sort key of the last row it has seen. */
  readonly after?: readonly string[];
}

export const DEFAULT_LIMIT = 50;
export const MAX_LIMIT = 500;

export function encodeCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** @throws Refusal INPUT_MALFORMED when the cursor was not made by `encodeCursor` with `parts` parts */
export function decodeCursor(cursor: string, parts: number): readonly string[] {
  const refuse = () =>
    malformed([fault('cursor', 'cursor', 'is not a cursor of this list', '不是此列表的游标')]);
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refuse();
  }
  if (!Array.isArray(key) || key.length !== parts || !key.every((part) => typeof part === 'string')) {
    throw refuse();
  }
  return key;
}

/** Makes a page from up to `limit + 1` rows: the surplus row only tells that there is more. */
export function toPage<T>(rows: readonly T[], limit: number, keyOf: (row: T) => readonly string[]): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return rows.length > limit && last !== undefined ? { items, next: encodeCursor(keyOf(last)) } : { items };
}
