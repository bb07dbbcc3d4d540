import { v7 } from 'uuid';

/** A time-ordered identifier (UUIDv7, RFC 9562): keeps unique indexes append-only. */
export function newId(): string {
  return v7();
}
