import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { isEnded } from '../domain/job-state';
import { jobEnded, jobUnknown } from '../domain/refusals';
import { findJob, type JobRecord } from '../persistence/job-record';
import { askToStop } from '../persistence/leases';

/**
 * Asks a job to stop between two of its batches; what it has done stays.
 * @throws Refusal JOB_UNKNOWN, JOB_ENDED
 */
export async function cancelJob(tx: Transaction, id: string, caller: Caller, now: Date): Promise<JobRecord> {
  const job = await findJob(tx, id, caller);
  if (job === undefined) throw jobUnknown(id);
  if (isEnded(job.state)) throw jobEnded(id, job.state);
  await askToStop(tx, id);
  await recordAudit(
    tx,
    {
      action: 'job.cancel-requested',
      subject: { kind: 'job', id },
      ...(job.holderId !== null && { holderId: job.holderId }),
    },
    now,
  );
  return (await findJob(tx, id, caller)) ?? job;
}
