import { fromMultirange, type Serials } from '../../accounts/domain/serial-ranges';

export const PLEDGE_STATES = ['proposed', 'in-force', 'released', 'abandoned'] as const;
export type PledgeState = (typeof PLEDGE_STATES)[number];

/** Units of an account that secure a loan. */
export interface Pledge {
  readonly id: string;
  readonly account: string;
  /** The holder of the account now. */
  readonly pledgorId: string;
  readonly pledgeeId: string;
  readonly instrument: string;
  readonly quantity: bigint;
  /** Still pledged. */
  readonly held: bigint;
  /** Still pledged; null for instruments without serials. */
  readonly serials: readonly Serials[] | null;
  readonly loanReference: string;
  readonly securedFen: bigint;
  /** China day. */
  readonly until: string;
  readonly state: PledgeState;
  readonly proposedAt: Date;
  readonly pledgedAt: Date | null;
  readonly endedAt: Date | null;
}

export interface PledgeRow {
  id: string;
  seq: string;
  account: string;
  holder_id: string;
  pledgee_id: string;
  instrument: string;
  quantity: string;
  held: string;
  serials: string | null;
  loan_reference: string;
  secured_fen: string;
  until: string;
  state: PledgeState;
  proposed_at: Date;
  pledged_at: Date | null;
  ended_at: Date | null;
}

/** Whose account it is stands on the account: it may have gone to another holder with its pledges. */
export const SELECT_PLEDGE = `
  select p.id, p.seq, p.account, a.holder_id, p.pledgee_id, p.instrument, p.quantity, p.held, p.serials::text,
         p.loan_reference, p.secured_fen, p.until::text, p.state, p.proposed_at, p.pledged_at, p.ended_at
    from custody.pledge p join ledger.account a on a.number = p.account`;

export const toPledge = (row: PledgeRow): Pledge => ({
  id: row.id,
  account: row.account,
  pledgorId: row.holder_id,
  pledgeeId: row.pledgee_id,
  instrument: row.instrument,
  quantity: BigInt(row.quantity),
  held: BigInt(row.held),
  serials: row.serials === null ? null : fromMultirange(row.serials),
  loanReference: row.loan_reference,
  securedFen: BigInt(row.secured_fen),
  until: row.until,
  state: row.state,
  proposedAt: row.proposed_at,
  pledgedAt: row.pledged_at,
  endedAt: row.ended_at,
});
