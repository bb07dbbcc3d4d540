import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type ChinaDate, newId } from '@carbon/kernel';
import type { Holder } from '../domain/holder';
import { engagementOverlaps } from '../domain/refusals';
import { lockHolders } from './change-holder';
import type { Reviewed } from './reviewed';

export interface NewEngagement {
  readonly auditor: Holder;
  readonly holders: readonly Holder[];
  readonly instruments: readonly string[] | null;
  readonly windowFrom: ChinaDate;
  readonly windowTo: ChinaDate;
  readonly accessFrom: Date;
  readonly accessUntil: Date;
  readonly purpose: string;
}

/**
 * An auditor has one engagement about a holder at a time, so that what it may see of it is one window.
 * @throws Refusal ENGAGEMENT_OVERLAPS
 */
export async function requireNoOverlap(tx: Transaction, entry: NewEngagement): Promise<void> {
  const [met] = await tx.query(
    `select from identity.engagement_holder
      where auditor_id = $1 and holder_id = any($2::uuid[]) and ended_at is null
        and tstzrange(access_from, access_until) && tstzrange($3, $4) limit 1`,
    [entry.auditor.id, entry.holders.map(({ id }) => id), entry.accessFrom, entry.accessUntil],
  );
  if (met !== undefined) throw engagementOverlaps(entry.auditor.code);
}

/** Enters an engagement on its reviewed document. Gives its id. @throws Refusal ENGAGEMENT_OVERLAPS */
export async function enterEngagement(
  tx: Transaction,
  entry: NewEngagement,
  review: Reviewed & { readonly documentHash: string },
): Promise<string> {
  // two engagements of one auditor are entered one after the other
  await lockHolders(tx, [entry.auditor.id]);
  await requireNoOverlap(tx, entry);
  const id = newId();
  const { auditor, holders, instruments, windowFrom, windowTo, accessFrom, accessUntil, purpose } = entry;
  await tx.query(
    `insert into identity.engagement (id, auditor_id, instruments, window_from, window_to, access_from, access_until,
                                      purpose, document_hash, task_id, created_at, created_by, approved_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11, $12, $13)`,
    [
      id,
      auditor.id,
      instruments,
      windowFrom,
      windowTo,
      accessFrom,
      accessUntil,
      purpose,
      review.documentHash,
      review.taskId,
      review.now,
      review.by,
      review.approver,
    ],
  );
  await tx.query(
    `insert into identity.engagement_holder (engagement_id, holder_id, auditor_id, access_from, access_until)
     select $1, holder_id, $3, $4, $5 from unnest($2::uuid[]) as holder_id`,
    [id, holders.map((holder) => holder.id), auditor.id, accessFrom, accessUntil],
  );
  // one entry each, so that every party finds it among its own
  for (const party of [auditor, ...holders]) {
    await recordAudit(
      tx,
      {
        action: 'engagement.entered',
        subject: { kind: 'engagement', id },
        holderId: party.id,
        after: {
          auditor: auditor.code,
          holders: party === auditor ? holders.map(({ code }) => code) : [party.code],
          instruments: instruments === null ? null : [...instruments],
          window: [windowFrom, windowTo],
          access: [accessFrom.toISOString(), accessUntil.toISOString()],
        },
        reason: purpose,
        documentHash: review.documentHash,
        ...(review.approver === null ? {} : { approver: review.approver }),
      },
      review.now,
      { actor: review.by },
    );
  }
  return id;
}
