import type { Database, Transaction } from '@carbon/database';
import type { Json, Text } from '@carbon/kernel';
import type { JobFile } from '../job-kind';
import type { JobRecord } from './job-record';

/** How long a process is believed to live that says nothing, in seconds. */
export const LEASE_SECONDS = 30;

const LEASE = `now() + interval '${LEASE_SECONDS} seconds'`;

/**
 * Takes the oldest job that waits, or that a dead process left. Leases are by the database's clock, which all processes
 * share. Undefined when there is none.
 */
export async function takeJob(
  database: Database,
  runner: string,
  kinds: readonly string[],
): Promise<
  Pick<JobRecord, 'id' | 'kind' | 'payload' | 'requestedBy' | 'holderId' | 'reach' | 'attempts'> | undefined
> {
  const [row] = await database.query<JobRecord>(
    `with next as (
       select id from jobs.job
        where ended_at is null and kind = any($2::text[]) and (state = 'queued' or lease_until < now())
        order by seq limit 1 for update skip locked),
     taken as (
       update jobs.job j set state = 'running', runner = $1, lease_until = ${LEASE}, attempts = attempts + 1,
              started_at = coalesce(started_at, now())
         from next where j.id = next.id
       returning j.*)
     select id, kind, payload, requested_by as "requestedBy", holder_id as "holderId", reach, attempts from taken`,
    [runner, kinds],
  );
  return row;
}

/** Renews the lease and says how far it is. Undefined when the job is not this process's any more. */
export async function renew(
  database: Database,
  { id, runner }: { readonly id: string; readonly runner: string },
  at?: { readonly step: Text; readonly done: number; readonly total: number | undefined },
): Promise<{ readonly cancelRequested: boolean } | undefined> {
  const [row] = await database.query<{ cancelRequested: boolean }>(
    `with renewed as (
       update jobs.job set lease_until = ${LEASE}, step_zh = coalesce($3, step_zh), step_en = coalesce($4, step_en),
              done = coalesce($5::bigint, done), total = case when $5::bigint is null then total else $6::bigint end
        where id = $1 and runner = $2 and state = 'running'
       returning cancel_requested)
     select cancel_requested as "cancelRequested" from renewed`,
    [id, runner, at?.step.zh ?? null, at?.step.en ?? null, at?.done ?? null, at?.total ?? null],
  );
  return row;
}

export type JobEnding =
  | { readonly state: 'done'; readonly result: Json }
  | { readonly state: 'failed'; readonly problem: Json }
  | { readonly state: 'cancelled' };

/** Whether the job was still this process's to end. */
export async function endJob(
  tx: Transaction,
  { id, runner }: { readonly id: string; readonly runner: string },
  ending: JobEnding,
): Promise<boolean> {
  const rows = await tx.query(
    `with ended as (
       update jobs.job set state = $3, result = $4, problem = $5, runner = null, lease_until = null, ended_at = now()
        where id = $1 and runner = $2 and state = 'running' returning id)
     select id from ended`,
    [
      id,
      runner,
      ending.state,
      ending.state === 'done' ? JSON.stringify(ending.result) : null,
      ending.state === 'failed' ? JSON.stringify(ending.problem) : null,
    ],
  );
  return rows.length === 1;
}

/** Asks a job to stop; one that nobody runs yet is cancelled at once. */
export async function askToStop(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    `update jobs.job set cancel_requested = true,
            state = case when state = 'queued' then 'cancelled' else state end,
            ended_at = case when state = 'queued' then now() end
      where id = $1 and ended_at is null`,
    [id],
  );
}

export async function keepFile(
  database: Database,
  jobId: string,
  file: JobFile,
  days: number,
): Promise<void> {
  await database.query(
    `insert into jobs.file (job_id, name, media_type, bytes, kept_until)
     values ($1, $2, $3, $4, now() + make_interval(days => $5))
     on conflict (job_id) do update set name = excluded.name, media_type = excluded.media_type,
       bytes = excluded.bytes, kept_until = excluded.kept_until`,
    [jobId, file.name, file.mediaType, file.bytes, days],
  );
}

/** Removes files that were kept long enough. */
export async function sweepFiles(database: Database): Promise<void> {
  await database.query(`delete from jobs.file where kept_until < now()`);
}
