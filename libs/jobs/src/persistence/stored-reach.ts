import { EVERYTHING, type Reach, type Window } from '@carbon/http';

/** A reach as a job keeps it: null for everything. */
export function storedReach(reach: Reach): string | null {
  return reach === 'everything' ? null : JSON.stringify([...reach]);
}

export function reachFrom(stored: [string, Window][] | null): Reach {
  return stored === null ? EVERYTHING : new Map(stored);
}
