import type { ChinaDate } from '@carbon/kernel';
import type { OfferedUnits, RuleReference } from '../../domain/index';

/**
 * On what ground units of one holder meet an obligation: its own; with the consent of the holder, or because its own units
 * are out of its reach (SUR-013); from the account of its province (ALC-010); under a court's freeze.
 */
export const SURRENDER_GROUNDS = [
  'own',
  'assistance-consented',
  'assistance-blocked',
  'provincial',
  'judicial',
] as const;
export type SurrenderGround = (typeof SURRENDER_GROUNDS)[number];

export const SURRENDER_STATES = [
  'pending',
  'completed',
  'rejected',
  'withdrawn',
  'expired',
  'failed',
  'reversed',
] as const;
export type SurrenderState = (typeof SURRENDER_STATES)[number];

/** Serials first to last, both included. */
export interface SerialRun {
  readonly first: bigint;
  readonly last: bigint;
}

/** What is known of credits where they are offered; unknown stays undefined and does not speak for them (trap 8). */
export interface CreditFacts {
  readonly scheme?: string;
  readonly registeredOn?: ChinaDate;
  readonly coveredByEts?: boolean;
  readonly local?: boolean;
}

/** Units of one instrument in a surrender. */
export interface SurrenderLot {
  readonly kind: 'allowance' | 'credit';
  readonly instrument: string;
  readonly quantity: bigint;
  readonly serials: readonly SerialRun[];
  readonly facts: CreditFacts;
}

/** The pack a surrender was judged by, and the rules that decided. */
export interface JudgedBy {
  readonly pack: RuleReference;
  readonly rules: readonly string[];
}

export interface Surrender {
  readonly id: string;
  readonly market: string;
  readonly year: number;
  /** Whose obligation. */
  readonly holderId: string;
  /** Whose units. */
  readonly payerId: string;
  readonly account: string;
  readonly ground: SurrenderGround;
  readonly part: 'pending' | 'judicial';
  readonly arrears: boolean;
  readonly allowancesT: bigint;
  readonly creditsT: bigint;
  /** What was due when it was applied for. */
  readonly dueT: bigint;
  readonly judgedBy: JudgedBy;
  /** SHA-256, hex. */
  readonly documentHash: string | null;
  readonly appliedAt: Date;
  readonly appliedBy: string;
  readonly state: SurrenderState;
  readonly completedAt: Date | null;
  readonly completedBy: JudgedBy | null;
  readonly approvedBy: string | null;
  readonly transactionId: bigint | null;
  readonly reversibleUntil: Date | null;
  readonly endedAt: Date | null;
  readonly endReason: string | null;
  readonly reversalId: bigint | null;
}

/** A lot as the rules judge it. */
export function offeredOf({
  kind,
  instrument,
  quantity,
  facts,
}: Omit<SurrenderLot, 'serials'>): OfferedUnits {
  return kind === 'allowance' ? { kind, instrument, quantity } : { kind, instrument, quantity, ...facts };
}
