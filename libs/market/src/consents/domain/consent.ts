import type { ChinaDate } from '@carbon/kernel';

export const CONSENT_STATES = ['proposed', 'in-force', 'withdrawn', 'abandoned'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** What a bank read. */
export const CONSENTED_VIEWS = ['account', 'balances', 'statement', 'pledges'] as const;
export type ConsentedView = (typeof CONSENTED_VIEWS)[number];

/** S33: a holder lets a bank look at accounts of it, until a day, for a purpose. */
export interface AccountConsent {
  readonly id: string;
  readonly seq: string;
  readonly holderId: string;
  readonly bankId: string;
  readonly accounts: readonly string[];
  readonly purpose: string;
  /** The last China day on which it counts. */
  readonly until: ChinaDate;
  readonly state: ConsentState;
  readonly rulePack: string;
  readonly proposedAt: Date;
  readonly grantedAt: Date | undefined;
  readonly endedAt: Date | undefined;
  readonly endedBecause: string | undefined;
}

/** One look of a bank. */
export interface ConsentedRead {
  readonly id: string;
  readonly account: string;
  readonly view: ConsentedView;
  readonly readBy: string;
  readonly readAt: Date;
}
