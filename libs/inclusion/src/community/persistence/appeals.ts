import type { Reader, Transaction } from '@carbon/database';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';

export const APPEAL_STATES = ['open', 'proposed', 'upheld', 'dismissed'] as const;
export type AppealState = (typeof APPEAL_STATES)[number];
export const DECISIONS = ['upheld', 'dismissed'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What the operator says; figures that are null stay as they were told. */
export interface Answer {
  readonly decision: Decision;
  readonly startedAt: Date | null;
  readonly durationS: number | null;
  readonly amount: bigint | null;
  readonly reason: string;
}

export interface Appeal {
  readonly id: string;
  readonly residentId: bigint;
  readonly programmeId: number;
  readonly month: string;
  readonly actNo: bigint;
  readonly passId: bigint;
  readonly grounds: string;
  readonly state: AppealState;
  readonly filedAt: Date;
  readonly taskId: string | null;
  readonly answer: Answer | null;
  readonly decidedAt: Date | null;
}

interface Row {
  readonly id: string;
  readonly resident_id: string;
  readonly programme_id: number;
  readonly month: string;
  readonly act_no: string;
  readonly pass_id: string;
  readonly grounds: string;
  readonly state: AppealState;
  readonly filed_at: Date;
  readonly task_id: string | null;
  readonly started_at: Date | null;
  readonly duration_s: number | null;
  readonly amount: string | null;
  readonly reason: string | null;
  readonly decision: Decision | null;
  readonly decided_at: Date | null;
}

const COLUMNS = `id, resident_id, programme_id, month::text, act_no, pass_id, grounds, state, filed_at, task_id,
  started_at, duration_s, amount, reason, decision, decided_at`;

function toAppeal(row: Row): Appeal {
  return {
    ...{
      id: row.id,
      programmeId: row.programme_id,
      month: row.month,
      grounds: row.grounds,
      state: row.state,
    },
    residentId: BigInt(row.resident_id),
    actNo: BigInt(row.act_no),
    passId: BigInt(row.pass_id),
    filedAt: row.filed_at,
    taskId: row.task_id,
    answer: answerOf(row),
    decidedAt: row.decided_at,
  };
}

function answerOf({ decision, reason, started_at, duration_s, amount }: Row): Answer | null {
  if (decision === null || reason === null) return null;
  return {
    ...{ decision, reason, startedAt: started_at, durationS: duration_s },
    amount: amount === null ? null : BigInt(amount),
  };
}

/** @returns false when there is one against the same verdict */
export async function insertAppeal(
  tx: Transaction,
  appeal: Pick<
    Appeal,
    'id' | 'residentId' | 'programmeId' | 'month' | 'actNo' | 'passId' | 'grounds' | 'filedAt'
  >,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into inclusion.appeal (id, resident_id, programme_id, month, act_no, pass_id, grounds, state, filed_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'open', $8) on conflict (resident_id, act_no, pass_id) do nothing returning id`,
    [
      ...[appeal.id, appeal.residentId.toString(), appeal.programmeId, appeal.month],
      ...[appeal.actNo.toString(), appeal.passId.toString(), appeal.grounds, appeal.filedAt],
    ],
  );
  return rows.length > 0;
}

export async function findAppeal(reader: Pick<Reader, 'query'>, id: string): Promise<Appeal | undefined> {
  const [row] = await reader.query<Row>(`select ${COLUMNS} from inclusion.appeal where id = $1`, [id]);
  return row && toAppeal(row);
}

/** Whoever decides it waits for the other. */
export async function lockAppeal(tx: Transaction, id: string): Promise<Appeal | undefined> {
  const [row] = await tx.query<Row>(`select ${COLUMNS} from inclusion.appeal where id = $1 for update`, [id]);
  return row && toAppeal(row);
}

/** Appeals of one resident, or to one programme; latest first. */
export async function readAppeals(
  reader: Pick<Reader, 'query'>,
  whose: { readonly residentId: bigint } | { readonly programmeId: number; readonly state?: AppealState },
  { limit, after }: PageRequest,
): Promise<Page<Appeal>> {
  const resident = 'residentId' in whose ? whose.residentId.toString() : null;
  const [programme, state] = 'residentId' in whose ? [null, null] : [whose.programmeId, whose.state ?? null];
  const rows = await reader.query<Row>(
    `select ${COLUMNS} from inclusion.appeal
      where ${resident === null ? 'programme_id = $2 and $1::bigint is null' : 'resident_id = $1 and $2::int is null'}
        and ($3::text is null or state = $3) and ($4::uuid is null or id < $4)
      order by id desc limit $5`,
    [resident, programme, state, after?.[0] ?? null, limit + 1],
  );
  const page = toPage(rows, limit, ({ id }) => [id]);
  return { ...page, items: page.items.map(toAppeal) };
}

/** The maker's answer waits in the appeal for the checker; a task would keep it for ever. */
export async function proposeAnswer(
  tx: Transaction,
  id: string,
  taskId: string,
  answer: Answer,
): Promise<void> {
  const { decision, startedAt, durationS, amount, reason } = answer;
  await tx.query(
    `update inclusion.appeal set state = 'proposed', task_id = $2, decision = $3, started_at = $4, duration_s = $5,
       amount = $6, reason = $7 where id = $1`,
    [id, taskId, decision, startedAt, durationS, amount?.toString() ?? null, reason],
  );
}

/** Nothing came of the proposed answer: somebody answers anew. */
export async function reopenAppeal(tx: Transaction, id: string, taskId: string): Promise<void> {
  await tx.query(
    `update inclusion.appeal set state = 'open', task_id = null, decision = null, started_at = null, duration_s = null,
       amount = null, reason = null where id = $1 and task_id = $2 and state = 'proposed'`,
    [id, taskId],
  );
}

export async function decideAppeal(
  tx: Transaction,
  id: string,
  decision: Decision,
  now: Date,
): Promise<void> {
  await tx.query('update inclusion.appeal set state = $2, decided_at = $3 where id = $1', [
    id,
    decision,
    now,
  ]);
}

/** Has the next pass count the act by the answer. @returns false while another correction of it waits */
export async function tellUpheld(
  tx: Transaction,
  { residentId, month, actNo }: Pick<Appeal, 'residentId' | 'month' | 'actNo'>,
  { startedAt, durationS, amount, reason }: Answer,
  by: { readonly actor: string; readonly now: Date },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into inclusion.act_correction
       (resident_id, month, act_no, partner_id, kind, started_at, duration_s, amount, reason, actor, told_at)
     select a.resident_id, a.month, a.act_no, a.partner_id, 'upheld', $4, $5, $6, $7, $8, $9
       from inclusion.act a where a.resident_id = $1 and a.month = $2 and a.act_no = $3
     on conflict do nothing returning id`,
    [
      ...[residentId.toString(), month, actNo.toString()],
      ...[startedAt, durationS, amount?.toString() ?? null, reason, by.actor, by.now],
    ],
  );
  return rows.length > 0;
}
