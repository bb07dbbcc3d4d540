import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, newId, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { PackReference } from '@carbon/rules/domain';
import type { PlanState, QualityPlanContent } from '../domain/quality-plan';

/** One version of an enterprise's quality-control plan of a year. */
export interface QualityPlan {
  readonly id: string;
  readonly market: string;
  readonly year: number;
  readonly holderId: string;
  readonly version: number;
  readonly content: QualityPlanContent;
  readonly writtenAt: Date;
  readonly state: PlanState;
  readonly submittedOn: ChinaDate | null;
  readonly dueOn: ChinaDate | null;
  readonly daysLate: number | null;
  readonly returnedOn: ChinaDate | null;
  readonly remarks: string | null;
  /** The newest version there is. */
  readonly newest: number;
}

const SELECT = `select p.id, p.market, p.year, p.holder_id as "holderId", p.version, p.content,
    p.written_at as "writtenAt",
    case when r.plan_id is not null then 'returned' when s.plan_id is not null then 'submitted' else 'draft' end as state,
    s.on_day::text as "submittedOn", s.due_on::text as "dueOn", s.days_late as "daysLate",
    r.on_day::text as "returnedOn", r.remarks,
    (select max(n.version) from allowances.quality_plan n
      where n.market = p.market and n.year = p.year and n.holder_id = p.holder_id) as newest
  from allowances.quality_plan p
  left join allowances.quality_plan_event s on s.plan_id = p.id and s.what = 'submitted'
  left join allowances.quality_plan_event r on r.plan_id = p.id and r.what = 'returned'`;
const REACHED = { holder: 'p.holder_id', moment: 'p.written_at' };

/** Only one version of a plan is written, submitted or returned at a time. */
export async function lockPlans(
  tx: Transaction,
  { market, year, holderId }: Pick<QualityPlan, 'market' | 'year' | 'holderId'>,
): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [
    `allowances.quality-plan ${market} ${year} ${holderId}`,
  ]);
}

/** Writes the next version of a plan. @returns its id */
export async function insertPlan(
  tx: Transaction,
  { market, year, holderId, content }: Pick<QualityPlan, 'market' | 'year' | 'holderId' | 'content'>,
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<string> {
  const id = newId();
  await tx.query(
    `insert into allowances.quality_plan (id, market, year, holder_id, version, content, written_at, written_by)
     select $1, $2, $3, $4, coalesce(max(version), 0) + 1, $5, $6, $7
       from allowances.quality_plan where market = $2 and year = $3 and holder_id = $4`,
    [id, market, year, holderId, JSON.stringify(content), now, by],
  );
  return id;
}

export interface PlanEvent {
  readonly what: 'submitted' | 'returned';
  readonly now: Date;
  readonly on: ChinaDate;
  readonly dueOn?: ChinaDate | undefined;
  readonly daysLate?: number;
  readonly remarks?: string;
  readonly pack?: (PackReference & { readonly hash: string }) | undefined;
  readonly by: string;
  readonly approver: string | null;
  readonly documentHash: string | null;
}

export async function insertPlanEvent(tx: Transaction, planId: string, event: PlanEvent): Promise<void> {
  await tx.query(
    `insert into allowances.quality_plan_event
       (plan_id, what, at, on_day, due_on, days_late, remarks, pack, by_whom, approver, document_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, decode($11, 'hex'))`,
    [
      ...[planId, event.what, event.now, event.on, event.dueOn ?? null, event.daysLate ?? 0],
      ...[event.remarks ?? null, event.pack === undefined ? null : JSON.stringify(event.pack)],
      ...[event.by, event.approver, event.documentHash],
    ],
  );
}

/** One version within reach; drafts are their enterprise's own. */
export async function findPlan(reader: Reader, id: string, reach: Reach): Promise<QualityPlan | undefined> {
  const [plan] = await reader.query<QualityPlan>(`${SELECT} where p.id = $4 and ${inReach(1, REACHED)}`, [
    ...reachValues(reach),
    id,
  ]);
  return plan;
}

export interface PlansQuery {
  readonly reach: Reach;
  /** Whose drafts are shown too. */
  readonly ownId: string | null;
  readonly market?: string | undefined;
  readonly year?: number | undefined;
  readonly holderId?: string | undefined;
  readonly state?: PlanState | undefined;
}

/** Versions of plans, the newest first. */
export async function readPlans(
  reader: Reader,
  { reach, ownId, market, year, holderId, state }: PlansQuery,
  { limit, after }: PageRequest,
): Promise<Page<QualityPlan>> {
  const rows = await reader.query<QualityPlan>(
    `select * from (${SELECT}
       where ${inReach(1, REACHED)} and ($4::uuid is null or p.id < $4) and ($5::text is null or p.market = $5)
         and ($6::int is null or p.year = $6) and ($7::uuid is null or p.holder_id = $7)) q
      where ($8::text is null or q.state = $8) and (q.state <> 'draft' or q."holderId" = $9)
      order by q.id desc limit $10`,
    [
      ...reachValues(reach),
      ...[after?.[0] ?? null, market ?? null, year ?? null, holderId ?? null, state ?? null],
      ...[ownId, limit + 1],
    ],
  );
  return toPage(rows, limit, ({ id }) => [id]);
}
