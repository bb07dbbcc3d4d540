import { type Reach, windowOf } from '@carbon/http';

/**
 * What engagements for some instruments let a caller see, as two columns of pairs: a holder and the code of an
 * instrument. Holders that stand in no pair are seen with all of theirs.
 */
export function instrumentLimits(reach: Reach): [holders: string[], codes: string[]] {
  if (reach === 'everything') return [[], []];
  const pairs = [...reach.keys()].flatMap((id) =>
    (windowOf(reach, id)?.instruments ?? []).map((code) => [id, code] as const),
  );
  return [pairs.map(([id]) => id), pairs.map(([, code]) => code)];
}

/** Whether an instrument of a holder is within the limits that stand in the parameters `first` and the next one. */
export function withinLimits(
  first: number,
  columns: { readonly holder: string; readonly instrument: string },
): string {
  return `(${columns.holder} <> all($${first}::uuid[]) or exists (
    select from unnest($${first}::uuid[], $${first + 1}::text[]) as limits (id, code)
     where limits.id = ${columns.holder} and limits.code = ${columns.instrument}))`;
}
