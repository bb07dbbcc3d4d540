import type { Reader, Transaction } from '@carbon/database';
import type { ChinaDate, Micrograms } from '@carbon/kernel';

/** Who acts in the room of credits for a programme. */
export interface PoolActor {
  readonly actor: string;
  readonly now: Date;
}

/** A programme's part of one period of its pool. */
export interface PoolPeriodOf {
  /** Code of the programme. */
  readonly programme: string;
  /** Number of the pool. */
  readonly pool: string;
  readonly period: number;
}

export interface OpenedPeriod {
  readonly period: number;
  readonly from: ChinaDate;
  readonly to: ChinaDate;
}

/** What a round of residents brings. */
export interface Contribution {
  /** The first of its micrograms, by the programme's own running number. */
  readonly from: bigint;
  readonly micrograms: Micrograms;
  readonly residents: number;
  /** SHA-256 over the residents' shares, hex. */
  readonly evidence: string;
}

/** How far a period is; micrograms but for tonnes. */
export interface PeriodStanding {
  readonly state: 'open' | 'verified' | 'issued';
  /** Of what was told; null before. */
  readonly verified: Micrograms | null;
  /** What the issues before left of the programme in the pool. */
  readonly carriedIn: Micrograms;
  /** In the units of this period, and left for the next; null before the issue. */
  readonly issued: Micrograms | null;
  readonly carriedOut: Micrograms | null;
  readonly tonnes: bigint | null;
  readonly instrument: string | null;
  readonly transactionId: bigint | null;
}

/** Whole fen. */
export interface PoolSale {
  readonly period: number;
  readonly reference: string;
  readonly tonnes: bigint;
  readonly proceedsFen: bigint;
  readonly feeFen: bigint;
  /** What is left after the fee. */
  readonly programmeFen: bigint;
  readonly settledAt: Date;
}

/**
 * The pools in which reductions become credits: verified, issued by four eyes, sold. The rooms do not know each other; the
 * process gives this one to inclusion. What it does happens in the transaction it is called in.
 */
export abstract class CreditPools {
  /**
   * The programme becomes a member of a pool of its own operator; joined before, it stays.
   * @throws Refusal POOL_UNKNOWN, POOL_NOT_FOR_PROGRAMME, POOL_MEMBER_ELSEWHERE
   */
  abstract join(
    tx: Transaction,
    joining: {
      readonly programme: string;
      readonly operatorId: string;
      readonly scheme: string;
      readonly pool: string;
      readonly consentRecord: string;
    },
    by: PoolActor,
  ): Promise<void>;

  /**
   * Opens the next period, to end on a day; one that is open, ends by then and was told nothing of is taken.
   * @throws Refusal POOL_PROGRAMME_NOT_MEMBER, POOL_PERIOD_CLOSED, POOL_PERIOD_NOT_NEXT, POOL_FIGURE_BEYOND_MEMBERSHIP
   */
  abstract open(
    tx: Transaction,
    about: { readonly programme: string; readonly pool: string; readonly to: ChinaDate },
    by: PoolActor,
  ): Promise<OpenedPeriod>;

  /** Tells what a round brings, or tells it anew. @throws Refusal POOL_PERIOD_CLOSED once it is verified */
  abstract tell(tx: Transaction, about: PoolPeriodOf, told: Contribution, by: PoolActor): Promise<void>;

  /**
   * Says how much of what was verified, or carried over, residents took back: it enters no unit.
   * @throws Refusal POOL_PERIOD_CLOSED once it is issued
   */
  abstract tellWithdrawn(tx: Transaction, about: PoolPeriodOf, withdrawn: Micrograms): Promise<void>;

  abstract standingOf(reader: Reader, about: PoolPeriodOf): Promise<PeriodStanding>;

  /** Sales of units of some periods, oldest first. */
  abstract salesOf(
    reader: Reader,
    about: { readonly programme: string; readonly pool: string; readonly periods: readonly number[] },
  ): Promise<PoolSale[]>;
}
