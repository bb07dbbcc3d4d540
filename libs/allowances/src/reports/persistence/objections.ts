import type { Reader, Transaction } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';

/** An objection to verified figures (ETS-013), with what was decided. */
export interface Objection {
  readonly id: string;
  readonly reportId: string;
  readonly report: string;
  readonly holderId: string;
  readonly verifiedId: string;
  readonly grounds: string;
  readonly document: string | null;
  readonly filedAt: Date;
  readonly decideBy: ChinaDate;
  readonly outcome: 'upheld' | 'dismissed' | null;
  readonly reason: string | null;
  readonly decidedAt: Date | null;
  readonly late: boolean | null;
}

const SELECT = `select o.id, o.report_id as "reportId", r.number as report, o.holder_id as "holderId",
    o.verified_id as "verifiedId", o.grounds, encode(o.document_hash, 'hex') as document, o.filed_at as "filedAt",
    o.decide_by::text as "decideBy", d.outcome, d.reason, d.at as "decidedAt", d.late
  from allowances.verification_objection o join allowances.emission_report r on r.id = o.report_id
  left join allowances.verification_objection_decision d on d.objection_id = o.id`;

const REACHED = { holder: 'o.holder_id', moment: 'o.filed_at' };

/** An objection within reach; undefined outside of it as where there is none. */
export async function findObjection(
  reader: Reader,
  id: string,
  reach: Reach,
): Promise<Objection | undefined> {
  const [found] = await reader.query<Objection>(`${SELECT} where o.id = $1 and ${inReach(2, REACHED)}`, [
    id,
    ...reachValues(reach),
  ]);
  return found;
}

/** Objections within reach, those to be decided first first. @param overdueOn only undecided ones due before this day */
export async function readObjections(
  reader: Reader,
  reach: Reach,
  { limit, after }: PageRequest,
  filter: { readonly open?: boolean | undefined; readonly overdueOn?: ChinaDate | undefined },
): Promise<Page<Objection>> {
  const rows = await reader.query<Objection>(
    `${SELECT}
      where ($1::text is null or (o.decide_by::text, o.id) > ($1, $2::uuid))
        and (not $3 or d.objection_id is null)
        and ($4::date is null or (d.objection_id is null and o.decide_by < $4))
        and ${inReach(6, REACHED)}
      order by o.decide_by, o.id limit $5`,
    [
      after?.[0] ?? null,
      after?.[1] ?? null,
      filter.open === true,
      filter.overdueOn ?? null,
      limit + 1,
      ...reachValues(reach),
    ],
  );
  return toPage(rows, limit, ({ decideBy, id }) => [decideBy, id]);
}

export type NewObjection = Pick<
  Objection,
  'id' | 'reportId' | 'holderId' | 'verifiedId' | 'grounds' | 'document' | 'filedAt' | 'decideBy'
> & { readonly objectUntil: ChinaDate; readonly by: string };

/** Enters an objection; false when these figures were objected to before. */
export async function insertObjection(tx: Transaction, entry: NewObjection): Promise<boolean> {
  const { id, reportId, holderId, verifiedId, grounds, document, filedAt, by, objectUntil, decideBy } = entry;
  const rows = await tx.query(
    `insert into allowances.verification_objection (id, report_id, holder_id, verified_id, grounds, document_hash, filed_at,
       filed_by, object_until, decide_by)
     values ($1, $2, $3, $4, $5, decode($6, 'hex'), $7, $8, $9, $10)
     on conflict (verified_id) do nothing returning id`,
    [id, reportId, holderId, verifiedId, grounds, document, filedAt, by, objectUntil, decideBy],
  );
  return rows.length === 1;
}

export interface NewDecision {
  readonly objectionId: string;
  readonly outcome: 'upheld' | 'dismissed';
  readonly reason: string;
  readonly verifiedId: string | null;
  readonly at: Date;
  readonly late: boolean;
  readonly by: string;
  readonly approvedBy: string;
  readonly taskId: string;
}

export async function insertDecision(tx: Transaction, entry: NewDecision): Promise<void> {
  const { objectionId, outcome, reason, verifiedId, at, late, by, approvedBy, taskId } = entry;
  await tx.query(
    `insert into allowances.verification_objection_decision (objection_id, outcome, reason, verified_id, at, late, by_whom,
       approved_by, task_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [objectionId, outcome, reason, verifiedId, at, late, by, approvedBy, taskId],
  );
}
