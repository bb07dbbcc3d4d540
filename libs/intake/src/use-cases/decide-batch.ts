import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import type { Caller } from '@carbon/http';
import type { Json } from '@carbon/kernel';
import { obstacle, type Preview } from '../domain/readings/preview';
import { batchDecided } from '../domain/refusals';
import { type Batch, batchFor, lockBatch } from '../persistence/batches';
import { previewBatch } from './preview-batch';

/** What a commit did. */
export interface CommitOutcome {
  readonly state: 'committed';
  readonly added: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly flags: number;
  readonly evidenceHash: string;
}

export interface CommitWish {
  /** Intervals that have other readings already are corrections, and why. */
  readonly correctionReason?: string | undefined;
}

/**
 * Makes the readings of a batch count, all or none. Committing again answers what the first did, also when both came at
 * once: the second waits.
 * @throws Refusal INTAKE_BATCH_UNKNOWN, INTAKE_BATCH_DECIDED, INTAKE_BATCH_FAULTY, INTAKE_OVERLAP, INTAKE_CONFLICT,
 * INTAKE_IMPLAUSIBLE
 */
export async function commitBatch(
  tx: Transaction,
  id: string,
  { correctionReason }: CommitWish,
  caller: Caller,
  now: Date,
): Promise<CommitOutcome> {
  await batchFor(tx, id, caller);
  await lockBatch(tx, id);
  const batch = await batchFor(tx, id, caller);
  if (batch.state === 'committed') return batch.outcome as unknown as CommitOutcome;
  if (batch.state === 'discarded') throw batchDecided('discarded');
  const preview = await previewBatch(tx, id, now);
  const obstructed = obstacle(preview, {
    ...batch,
    corrections: correctionReason !== undefined,
    overridden: batch.overrideReason !== null,
  });
  if (obstructed !== undefined) throw obstructed;
  return commitPreviewed(tx, batch, preview, { correctionReason }, caller, now);
}

/** The commit itself, of a batch that is locked and may be committed. */
export async function commitPreviewed(
  tx: Transaction,
  batch: Batch,
  preview: Preview,
  { correctionReason }: CommitWish,
  caller: Pick<Caller, 'id'>,
  now: Date,
): Promise<CommitOutcome> {
  await tx.query(
    `insert into intake.reading (month, device_id, starts_at, ends_at, generation, energy_wh, register_start_wh,
       register_end_wh, batch_id, line)
     select intake.month_of(s.starts_at), s.device_id, s.starts_at, s.ends_at, coalesce(r.generation + 1, 0),
            s.energy_wh, s.register_start_wh, s.register_end_wh, s.batch_id, s.line
       from intake.staged_reading s
       left join intake.current_reading r
         on r.month = intake.month_of(s.starts_at) and r.device_id = s.device_id
        and r.starts_at = s.starts_at and r.ends_at = s.ends_at
      where s.batch_id = $1 and r.energy_wh is distinct from s.energy_wh
      order by s.device_id, s.starts_at`,
    [batch.id],
  );
  const outcome: CommitOutcome = {
    state: 'committed',
    added: preview.added,
    corrected: preview.conflicts,
    unchanged: preview.unchanged,
    flags: preview.flags,
    evidenceHash: batch.evidenceHash,
  };
  await decide(tx, batch, outcome as unknown as Json, correctionReason, caller, now);
  return outcome;
}

/** Lays a batch aside for good. Again, it stays so. @throws Refusal INTAKE_BATCH_UNKNOWN, INTAKE_BATCH_DECIDED */
export async function discardBatch(
  tx: Transaction,
  id: string,
  reason: string,
  caller: Caller,
  now: Date,
): Promise<{ readonly state: 'discarded' }> {
  await batchFor(tx, id, caller);
  await lockBatch(tx, id);
  const batch = await batchFor(tx, id, caller);
  if (batch.state === 'committed') throw batchDecided('committed');
  if (batch.state === 'staged') await decide(tx, batch, { state: 'discarded' }, reason, caller, now);
  return { state: 'discarded' };
}

/**
 * Says why readings are true though a check blocks them, with a document that shows it. Overriding again changes nothing.
 * @throws Refusal INTAKE_BATCH_UNKNOWN, INTAKE_BATCH_DECIDED, DOCUMENT_UNKNOWN
 */
export async function overrideBlocks(
  tx: Transaction,
  id: string,
  { reason, documentHash }: { readonly reason: string; readonly documentHash: string },
  caller: Caller,
  now: Date,
): Promise<void> {
  await batchFor(tx, id, caller);
  await lockBatch(tx, id);
  const batch = await batchFor(tx, id, caller);
  if (batch.state !== 'staged') throw batchDecided(batch.state);
  await requireDocument(tx, documentHash, caller);
  const entered = await tx.query(
    `insert into intake.batch_override (batch_id, reason, document_hash, overridden_by, overridden_at)
     values ($1, $2, decode($3, 'hex'), $4, $5) on conflict do nothing returning batch_id`,
    [id, reason, documentHash, caller.id, now],
  );
  if (entered.length === 0) return;
  const { blocks } = await previewBatch(tx, id, now);
  await recordAudit(
    tx,
    {
      action: 'intake.batch-overridden',
      subject: { kind: 'meter-batch', id },
      holderId: batch.holderId,
      after: { blocks: [...blocks] },
      reason,
      documentHash,
    },
    now,
  );
}

async function decide(
  tx: Transaction,
  batch: Batch,
  outcome: Json,
  reason: string | undefined,
  caller: Pick<Caller, 'id'>,
  now: Date,
): Promise<void> {
  const { state } = outcome as { readonly state: 'committed' | 'discarded' };
  await tx.query(
    `insert into intake.batch_decision (batch_id, decision, reason, outcome, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [batch.id, state, reason ?? null, JSON.stringify(outcome), caller.id, now],
  );
  await recordAudit(
    tx,
    {
      action: `intake.batch-${state}`,
      subject: { kind: 'meter-batch', id: batch.id },
      holderId: batch.holderId,
      after: outcome,
      ...(reason === undefined ? {} : { reason }),
      ...(batch.documentHash === null ? {} : { documentHash: batch.documentHash }),
    },
    now,
  );
}
