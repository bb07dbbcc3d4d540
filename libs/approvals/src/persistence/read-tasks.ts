import type { Reader } from '@carbon/database';
import { type Caller, inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { TaskState } from '../domain/task-state';
import { TASK_COLUMNS, taskOf, type TaskRecord, type TaskRow } from './task-record';

const IN_REACH = inReach(1, { holder: 'holder_id', moment: 'proposed_at' });

/** Tasks that somebody sees: of holders within reach, and where narrowed, of some kinds that wait for no other house. */
export interface Sight {
  readonly reach: Reach;
  readonly only?: { readonly kinds: readonly string[]; readonly office: string };
}

/** For the values of `onlyValues` from `$<first>` on. */
const inSight = (first: number) =>
  `($${first}::text[] is null or (kind = any($${first}) and (office is null or office = $${first + 1}::uuid)))`;
const onlyValues = ({ only }: Sight): [readonly string[] | null, string | null] => [
  only?.kinds ?? null,
  only?.office ?? null,
];

export interface TaskFilter {
  readonly state?: TaskState | undefined;
  readonly kind?: string | undefined;
  /** Proposed by the caller. */
  readonly mine?: boolean;
  /** Open, and the caller could be the other pair of eyes: of kinds it may approve. */
  readonly waitingFor?: { readonly kinds: readonly string[] };
}

/** Tasks in sight, the latest first. */
export async function readTasks(
  reader: Reader,
  caller: Caller,
  sight: Sight,
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
        and ${inSight(12)}
      order by seq desc limit $14`,
    [
      ...reachValues(sight.reach),
      page.after?.[0] ?? null,
      state ?? null,
      kind ?? null,
      mine,
      caller.id,
      waitingFor?.kinds ?? null,
      caller.personId ?? null,
      caller.holder?.id ?? null,
      ...onlyValues(sight),
      page.limit + 1,
    ],
  );
  return toPage(rows.map(taskOf), page.limit, ({ seq }) => [seq]);
}

/** One task in sight; undefined outside of it as where there is none. */
export async function findTask(reader: Reader, id: string, sight: Sight): Promise<TaskRecord | undefined> {
  return one(reader, id, sight, '');
}

/** As `findTask`, and nobody else acts on it until this transaction ends: the first of two acts wins. */
export async function lockTask(reader: Reader, id: string, sight: Sight): Promise<TaskRecord | undefined> {
  return one(reader, id, sight, 'for update');
}

async function one(reader: Reader, id: string, sight: Sight, lock: string): Promise<TaskRecord | undefined> {
  const rows = await reader.query<TaskRow>(
    `select ${TASK_COLUMNS} from approvals.task where id = $4 and ${IN_REACH} and ${inSight(5)} ${lock}`,
    [...reachValues(sight.reach), id, ...onlyValues(sight)],
  );
  return rows[0] === undefined ? undefined : taskOf(rows[0]);
}
