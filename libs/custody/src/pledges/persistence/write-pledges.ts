import type { Transaction } from '@carbon/database';
import { type Serials, toMultirange } from '../../accounts/domain/serial-ranges';
import type { Pledge } from './pledge';

export type NewPledge = Pick<
  Pledge,
  | 'id'
  | 'account'
  | 'pledgorId'
  | 'pledgeeId'
  | 'instrument'
  | 'quantity'
  | 'serials'
  | 'loanReference'
  | 'securedFen'
  | 'until'
>;

const rangesOf = (serials: readonly Serials[] | null) => (serials === null ? null : toMultirange(serials));

export async function insertPledge(tx: Transaction, pledge: NewPledge, by: string, now: Date): Promise<void> {
  await tx.query(
    `insert into custody.pledge (id, account, pledgor_id, pledgee_id, instrument, quantity, held, serials,
                                 loan_reference, secured_fen, until, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $6, $7::int8multirange, $8, $9, $10, $11, $12)`,
    [
      pledge.id,
      pledge.account,
      pledge.pledgorId,
      pledge.pledgeeId,
      pledge.instrument,
      pledge.quantity,
      rangesOf(pledge.serials),
      pledge.loanReference,
      pledge.securedFen,
      pledge.until,
      by,
      now,
    ],
  );
}

export async function notePledged(
  tx: Transaction,
  id: string,
  { approver, transactionId, now }: { approver: string; transactionId: bigint; now: Date },
): Promise<void> {
  await tx.query(
    `update custody.pledge set state = 'in-force', approved_by = $2, pledged_at = $3, transaction_id = $4
      where id = $1`,
    [id, approver, now, transactionId],
  );
}

export async function noteAbandoned(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.query(
    `update custody.pledge set state = 'abandoned', held = 0, ended_at = $2,
            serials = case when serials is not null then '{}'::int8multirange end
      where id = $1`,
    [id, now],
  );
}

export interface PledgeRelease {
  readonly id: string;
  readonly pledgeId: string;
  readonly quantity: bigint;
  readonly serials: readonly Serials[] | null;
  readonly lapsed: bigint;
  readonly reason: string;
  readonly by: string;
  readonly approver: string;
  /** Null when all that was left had come to its end. */
  readonly transactionId: bigint | null;
}

/** Records a release, and what the pledge holds after it. */
export async function insertRelease(
  tx: Transaction,
  release: PledgeRelease,
  after: { readonly held: bigint; readonly serials: readonly Serials[] | null },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into custody.pledge_release
       (id, pledge_id, quantity, serials, lapsed, reason, released_by, approver, released_at, transaction_id)
     values ($1, $2, $3, $4::int8multirange, $5, $6, $7, $8, $9, $10)`,
    [
      release.id,
      release.pledgeId,
      release.quantity,
      rangesOf(release.serials),
      release.lapsed,
      release.reason,
      release.by,
      release.approver,
      now,
      release.transactionId,
    ],
  );
  await tx.query(
    `update custody.pledge
        set held = $2, serials = $3::int8multirange, state = case when $2::bigint = 0 then 'released' else state end,
            ended_at = case when $2::bigint = 0 then $4::timestamptz end
      where id = $1`,
    [release.pledgeId, after.held, rangesOf(after.serials), now],
  );
}

/** What is pledged to a holder that was merged is pledged to its successor (ETS-015). Gives their ids. */
export async function handOverPledges(tx: Transaction, from: string, to: string): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    'update custody.pledge set pledgee_id = $2 where pledgee_id = $1 and ended_at is null returning id',
    [from, to],
  );
  return rows.map(({ id }) => id);
}
