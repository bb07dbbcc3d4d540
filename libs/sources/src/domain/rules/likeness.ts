import type { RuleData } from './rule-data';

/** What two files can have in common, or against their being of one asset. */
export const SIGNS = [
  'same-name',
  'like-name',
  'maybe-same-place',
  'near',
  'same-size',
  'same-start',
  'shared-parcel',
  'same-meter',
  'same-number',
  'far',
  'other-technology',
  'other-province',
] as const;
export type Sign = (typeof SIGNS)[number];

export interface LikenessRules {
  /** What a sign weighs; those against weigh less than nothing. */
  readonly weights: Readonly<Record<Sign, number>>;
  /** Together at least this: suspected. */
  readonly suspectedFrom: number;
  /** Names whose pairs of characters coincide by this share (Dice) are alike; in hundredths. */
  readonly likeNamePercent: number;
  readonly nearMetres: number;
  readonly farMetres: number;
  /** Sizes that differ by no more than this are the same; in hundredths of the larger. */
  readonly sameSizePercent: number;
  /** So many of the likeliest are told, and so many of the oldest; whoever is like more has a name that says nothing. */
  readonly mostSuspicions: number;
}

/**
 * When two files are suspected to be of one asset. One sure sign is enough (the same name, a shared parcel), or two that
 * say little alone (near each other and of one size).
 */
export const LIKENESS: RuleData<LikenessRules> = {
  rule: 'INV-04',
  value: {
    weights: {
      'same-name': 3,
      'like-name': 2,
      'maybe-same-place': 2,
      near: 2,
      'same-size': 1,
      'same-start': 1,
      'shared-parcel': 3,
      'same-meter': 3,
      'same-number': 3,
      far: -3,
      'other-technology': -2,
      'other-province': -3,
    },
    suspectedFrom: 3,
    likeNamePercent: 75,
    nearMetres: 1_000,
    farMetres: 50_000,
    sameSizePercent: 1,
    mostSuspicions: 20,
  },
  effectiveFrom: '2021-01-01',
  source: 'own design',
  certainty: 'X',
};
