import type { Reader, Transaction } from '@carbon/database';
import { type Caller, houseReach, type Reach, reachIds, type Window } from '@carbon/http';
import type { Json, Page, PageRequest } from '@carbon/kernel';
import { toPage } from '@carbon/kernel';
import type { JobState } from '../domain/job-state';
import { storedReach } from './stored-reach';

export interface JobRecord {
  readonly id: string;
  readonly seq: string;
  readonly kind: string;
  readonly payload: object;
  readonly requestedBy: string;
  readonly holderId: string | null;
  readonly reach: [string, Window][] | null;
  readonly state: JobState;
  readonly stepZh: string | null;
  readonly stepEn: string | null;
  readonly done: string;
  readonly total: string | null;
  readonly result: Json;
  readonly problem: Json;
  readonly cancelRequested: boolean;
  readonly attempts: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly fileName: string | null;
}

const COLUMNS = `j.id, j.seq, j.kind, j.payload, j.requested_by as "requestedBy", j.holder_id as "holderId", j.reach,
  j.state, j.step_zh as "stepZh", j.step_en as "stepEn", j.done, j.total, j.result, j.problem,
  j.cancel_requested as "cancelRequested", j.attempts, j.created_at as "createdAt", j.started_at as "startedAt",
  j.ended_at as "endedAt", (select f.name from jobs.file f where f.job_id = j.id) as "fileName"`;

/** One's own jobs, and those of the holder one acts for; everybody's for those who see everything. */
const MINE = `($1::uuid[] is null or j.requested_by = $2 or j.holder_id = $3::uuid)`;
const mine = (caller: Caller) => [reachIds(houseReach(caller)), caller.id, caller.holder?.id ?? null];

export async function insertJob(
  tx: Transaction,
  job: {
    readonly id: string;
    readonly kind: string;
    readonly payload: object;
    readonly caller: Caller;
    readonly reach: Reach;
    readonly now: Date;
  },
): Promise<JobRecord> {
  const { id, kind, payload, caller, reach, now } = job;
  const [row] = await tx.query<JobRecord>(
    `insert into jobs.job as j (id, kind, payload, requested_by, holder_id, reach, created_at)
     values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
    [id, kind, JSON.stringify(payload), caller.id, caller.holder?.id ?? null, storedReach(reach), now],
  );
  if (row === undefined) throw new Error('a job was not kept');
  return row;
}

export async function countOpen(tx: Transaction, requestedBy: string): Promise<number> {
  const [row] = await tx.query<{ open: number }>(
    `select count(*)::int as open from jobs.job where requested_by = $1 and ended_at is null`,
    [requestedBy],
  );
  return row?.open ?? 0;
}

export async function findJob(reader: Reader, id: string, caller: Caller): Promise<JobRecord | undefined> {
  const [row] = await reader.query<JobRecord>(
    `select ${COLUMNS} from jobs.job j where ${MINE} and j.id = $4`,
    [...mine(caller), id],
  );
  return row;
}

/** Newest first. */
export async function readJobs(
  reader: Reader,
  { limit, after }: PageRequest,
  caller: Caller,
): Promise<Page<JobRecord>> {
  const rows = await reader.query<JobRecord>(
    `select ${COLUMNS} from jobs.job j where ${MINE} and j.seq < coalesce($4::bigint, 9223372036854775807)
      order by j.seq desc limit $5`,
    [...mine(caller), after?.[0] ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ seq }) => [seq]);
}

export interface KeptFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

export async function readFile(reader: Reader, jobId: string): Promise<KeptFile | undefined> {
  const [row] = await reader.query<KeptFile>(
    `select name, media_type as "mediaType", bytes from jobs.file where job_id = $1`,
    [jobId],
  );
  return row;
}
