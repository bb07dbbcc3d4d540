import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { type Caller, checkedPart, permissionMissing } from '@carbon/http';
import { newId } from '@carbon/kernel';
import { jobKindUnknown, tooManyJobs } from '../domain/refusals';
import type { JobKind, JobKinds } from '../job-kind';
import { countOpen, insertJob, type JobRecord } from '../persistence/job-record';

/** Jobs that one caller may have waiting or running at a time (own choice). */
export const OPEN_JOBS = 20;

/** What a caller asks for, checked by the kind's own class. @throws Refusal JOB_KIND_UNKNOWN, 403, INPUT_MALFORMED */
export async function checkedRequest(
  kinds: JobKinds,
  { kind: name, payload }: { readonly kind: string; readonly payload: object },
  caller: Caller,
): Promise<{ kind: JobKind; payload: object }> {
  const open = kinds.open();
  const kind = open.find((known) => known.kind === name);
  if (kind === undefined) {
    throw jobKindUnknown(
      name,
      open.map((known) => known.kind),
    );
  }
  for (const permission of [kind.permission, kind.reads])
    if (permission !== undefined && !caller.permissions.has(permission)) throw permissionMissing(permission);
  return { kind, payload: await checkedPart(kind.payload, payload, 'payload') };
}

/** Queues a job. @throws Refusal JOB_TOO_MANY */
export async function requestJob(
  tx: Transaction,
  { kind, payload }: { readonly kind: JobKind; readonly payload: object },
  caller: Caller,
  now: Date,
): Promise<JobRecord> {
  if ((await countOpen(tx, caller.id)) >= OPEN_JOBS) throw tooManyJobs(OPEN_JOBS);
  const job = await insertJob(tx, {
    id: newId(),
    kind: kind.kind,
    payload,
    caller,
    reach: caller.reach,
    now,
  });
  await recordAudit(
    tx,
    {
      action: 'job.requested',
      subject: { kind: 'job', id: job.id },
      ...(job.holderId !== null && { holderId: job.holderId }),
      after: { kind: job.kind },
    },
    now,
  );
  return job;
}
