import type { Text } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import type { RewardKind } from './reward';

export const VOUCHER_STATES = [
  'reserved',
  'issued',
  'used',
  'given',
  'cancelled',
  'failed',
  'expired',
] as const;
/**
 * Reserved: the merchant has not said yes. Issued: its code can be used. Given: a gift, done at once. The last three gave
 * points and stock back: its resident, its merchant, the clock.
 */
export type VoucherState = (typeof VOUCHER_STATES)[number];

/** States in which points are set apart for it. */
export const OPEN_STATES = ['reserved', 'issued'] as const satisfies readonly VoucherState[];

export type GivenBackState = Extract<VoucherState, 'cancelled' | 'failed' | 'expired'>;

export const isOpen = (state: VoucherState): boolean =>
  (OPEN_STATES as readonly VoucherState[]).includes(state);

/** The rules a voucher was given by, as they are kept with it. */
export interface StatedRules extends PackReference {
  readonly hash: string;
}

export interface Voucher {
  readonly id: string;
  /** Its place in lists. */
  readonly number: bigint;
  readonly programme: string;
  readonly reward: string;
  readonly kind: RewardKind;
  readonly name: Text;
  readonly merchantId: string;
  readonly kwh: number | null;
  readonly points: bigint;
  readonly state: VoucherState;
  readonly takenAt: Date;
  readonly issuedAt: Date | null;
  /** The first moment at which it cannot be used any more; null for a gift. */
  readonly endsAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedBecause: string | null;
  readonly rules: StatedRules;
}
