import { type ChinaDate, chinaDate, type Text } from '@carbon/kernel';

export const REWARD_KINDS = ['goods', 'service', 'public-ticket', 'green-power-right', 'charity'] as const;
/** What points are spent on. A right to buy green power (S21) is used at its seller; paying for the power is outside. */
export type RewardKind = (typeof REWARD_KINDS)[number];

export const LIMIT_PERIODS = ['day', 'month', 'year', 'ever'] as const;
export type LimitPeriod = (typeof LIMIT_PERIODS)[number];

/** How many one resident may take, in periods of the China calendar. */
export interface RewardLimit {
  readonly count: number;
  readonly period: LimitPeriod;
}

/** What everybody may know of a reward. It has no price but points (PTS-003). */
export interface Reward {
  readonly id: string;
  /** Its place in lists. */
  readonly number: bigint;
  readonly programme: string;
  readonly code: string;
  readonly kind: RewardKind;
  readonly name: Text;
  readonly points: bigint;
  /** What is left; null where it is not bounded. */
  readonly stock: bigint | null;
  readonly limit: RewardLimit | null;
  readonly merchantId: string;
  readonly confirms: boolean;
  /** Of a right to buy green power. */
  readonly kwh: number | null;
  /** Of a cause: what it wants to reach, and what was given. */
  readonly targetPoints: bigint | null;
  readonly givenPoints: bigint;
  readonly gifts: bigint;
  readonly validFrom: Date;
  /** The first moment at which it is not offered any more. */
  readonly validTo: Date | null;
  readonly source: string;
  readonly withdrawnAt: Date | null;
}

/** What its programme agreed with merchant and funder; never shown to residents. */
export interface RewardTerms extends Reward {
  readonly settlementFen: bigint;
  readonly fundingId: string | null;
}

const EPOCH: ChinaDate = '1970-01-01';

/** The China day on which the period of a limit began that a moment lies in. */
export function periodOf(period: LimitPeriod, now: Date): ChinaDate {
  const day = chinaDate(now);
  if (period === 'day') return day;
  if (period === 'month') return `${day.slice(0, 7)}-01` as ChinaDate;
  return period === 'year' ? (`${day.slice(0, 4)}-01-01` as ChinaDate) : EPOCH;
}

/** Whether somebody can take it at a moment, stock aside. */
export function isOffered(
  { validFrom, validTo, withdrawnAt }: Pick<Reward, 'validFrom' | 'validTo' | 'withdrawnAt'>,
  now: Date,
): boolean {
  return withdrawnAt === null && validFrom <= now && (validTo === null || now < validTo);
}
