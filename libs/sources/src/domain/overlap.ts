/**
 * How a claim meets others.
 * - `same-range`: one piece of a source behind two issuances. The ledger lets none come to be; it is looked for all the same.
 * - `same-asset-same-period-other-scheme`: certificates of a month beside a credit for its days, whatever became of either.
 * - `suspected-same-asset`: whether its asset is another one too is not decided.
 * - `reserved`: a project has reserved the energy of that time.
 */
export const OVERLAPS = [
  'same-range',
  'same-asset-same-period-other-scheme',
  'suspected-same-asset',
  'reserved',
] as const;
export type Overlap = (typeof OVERLAPS)[number];
