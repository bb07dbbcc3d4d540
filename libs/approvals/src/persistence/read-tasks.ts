import type { Reader } from '@carbon/database';
import { type Caller, inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { TaskState } from '../domain/task-state';
import { TASK_COLUMNS, taskOf, type TaskRecord, type TaskRow } from './task-record';

const IN_REACH = inReach(1, { holder: 'holder_id', moment: 'proposed_at' });

export interface TaskFilter {
  readonly state?: TaskState | undefined;
  readonly kind?: string | undefined;
  /** Proposed by the caller. */
  readonly mine?: boolean;
  /** Open, and the caller could be the other pair of eyes: of kinds it may approve. */
  readonly waitingFor?: { readonly kinds: readonly string[] };
}

/** Tasks within reach, the latest first. */
export async function readTasks(
  reader: Reader,
  caller: Caller,
  page: PageRequest,
  filter: TaskFilter,
): Promise<Page<TaskRecord>> {
  const { state, kind, mine = false, waitingFor } = filter;
  const rows = await reader.query<TaskRow>(
    `select ${TASK_COLUMNS} from approvals.task
      where ${IN_REACH}
        and ($4::bigint is null or seq < $4) and ($5::text is null or state = $5) and ($6::text is null or kind = $6)
        and (not $7 or initiator = $8)
        and ($9::text[] is null or (
          state = 'proposed' and kind = any($9) and initiator <> $8 and initiator_person is distinct from $10
          and (office is null or office = $11)
          and not exists (select from approvals.task_event e
            where e.task_id = task.id and e.what = 'approved' and (e.actor = $8 or e.person = $10))))
      order by seq desc limit $12`,
    [
      ...reachValues(caller.reach),
      page.after?.[0] ?? null,
      state ?? null,
      kind ?? null,
      mine,
      caller.id,
      waitingFor?.kinds ?? null,
      caller.personId ?? null,
      caller.holder?.id ?? null,
      page.limit + 1,
    ],
  );
  return toPage(rows.map(taskOf), page.limit, ({ seq }) => [seq]);
}

/** One task within reach; undefined outside of it as where there is none. */
export async function findTask(reader: Reader, id: string, reach: Reach): Promise<TaskRecord | undefined> {
  return one(reader, id, reach, '');
}

/** As `findTask`, and nobody else acts on it until this transaction ends: the first of two acts wins. */
export async function lockTask(reader: Reader, id: string, reach: Reach): Promise<TaskRecord | undefined> {
  return one(reader, id, reach, 'for update');
}

async function one(reader: Reader, id: string, reach: Reach, lock: string): Promise<TaskRecord | undefined> {
  const rows = await reader.query<TaskRow>(
    `select ${TASK_COLUMNS} from approvals.task where id = $4 and ${IN_REACH} ${lock}`,
    [...reachValues(reach), id],
  );
  return rows[0] === undefined ? undefined : taskOf(rows[0]);
}
