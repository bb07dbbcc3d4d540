import { chinaDate } from '@carbon/kernel';

/** Days of China, both included, in which something may be seen; open where undefined. */
export interface Window {
  readonly from?: string;
  readonly to?: string;
  /** Only these instruments, by code; all where undefined. */
  readonly instruments?: readonly string[];
}

/**
 * Whose objects a caller may see: everybody's, or those of named holders, each perhaps only for a window of time (an
 * auditor's engagement).
 */
export type Reach = 'everything' | ReadonlyMap<string, Window>;

export const EVERYTHING: Reach = 'everything';

const ALWAYS: Window = {};

/** The objects of these holders, at all times. */
export function reachOf(holderIds: Iterable<string>): Reach {
  return new Map([...holderIds].map((id) => [id, ALWAYS]));
}

/** Whether objects of a holder may be seen. Objects of no holder (the system's own) are for those who see everything. */
export function reaches(reach: Reach, holderId: string | null): boolean {
  return reach === 'everything' || (holderId !== null && reach.has(holderId));
}

/** The same of something that happened at a moment, which must lie in the caller's window. */
export function reachesAt(reach: Reach, holderId: string | null, moment: Date): boolean {
  const window = windowOf(reach, holderId);
  if (window === undefined) return false;
  const day = chinaDate(moment);
  return (window.from === undefined || day >= window.from) && (window.to === undefined || day <= window.to);
}

/** The window in which a holder's objects may be seen; undefined when they may not. */
export function windowOf(reach: Reach, holderId: string | null): Window | undefined {
  if (reach === 'everything') return ALWAYS;
  return holderId === null ? undefined : reach.get(holderId);
}

/** For SQL: null for everything, else the ids, to be used as `($1::uuid[] is null or holder_id = any($1))`. */
export function reachIds(reach: Reach): string[] | null {
  return reach === 'everything' ? null : [...reach.keys()];
}
