import type { Reach } from './reach';

/**
 * An SQL condition that an object is within reach, for the values of `reachValues` from `$<first>` on: it is of a holder
 * that may be seen, and of a China day of that holder's window. For tables that keep a moment of their objects.
 */
export function inReach(
  first: number,
  columns: { readonly holder: string; readonly moment: string },
): string {
  const day = `(${columns.moment} at time zone 'Asia/Shanghai')::date`;
  return `($${first}::uuid[] is null or exists (
    select from unnest($${first}::uuid[], $${first + 1}::date[], $${first + 2}::date[]) as reached(id, since, until)
    where reached.id = ${columns.holder} and ${day} >= coalesce(reached.since, '-infinity')
      and ${day} <= coalesce(reached.until, 'infinity')))`;
}

/** The three values of `inReach`. */
export function reachValues(reach: Reach): [string[] | null, (string | null)[], (string | null)[]] {
  if (reach === 'everything') return [null, [], []];
  const windows = [...reach.values()];
  return [[...reach.keys()], windows.map(({ from }) => from ?? null), windows.map(({ to }) => to ?? null)];
}
