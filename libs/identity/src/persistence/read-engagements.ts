import type { Reader } from '@carbon/database';
import type { Window } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { Engagement } from '../domain/engagement';

interface Row extends Omit<Engagement, 'holders'> {
  readonly auditor: string;
  readonly holders: readonly { id: string; code: string; endedAt: string | null; endedBy: string | null }[];
}

/** An engagement with the code of its auditor. */
export interface EngagementView extends Engagement {
  readonly auditor: string;
}

const SELECT = `
  select e.id, e.auditor_id as "auditorId", a.code as auditor, e.instruments, e.window_from::text as "windowFrom",
         e.window_to::text as "windowTo", e.access_from as "accessFrom", e.access_until as "accessUntil", e.purpose,
         encode(e.document_hash, 'hex') as "documentHash", e.created_at as "createdAt", e.created_by as "createdBy",
         e.approved_by as "approvedBy",
         (select jsonb_agg(jsonb_build_object('id', h.id, 'code', h.code, 'endedAt', p.ended_at, 'endedBy', p.ended_by)
                           order by h.code)
            from identity.engagement_holder p join identity.holder h on h.id = p.holder_id
           where p.engagement_id = e.id) as holders
    from identity.engagement e join identity.holder a on a.id = e.auditor_id`;

function toView(row: Row): EngagementView {
  return {
    ...row,
    holders: row.holders.map(({ endedAt, ...each }) => ({
      ...each,
      endedAt: endedAt === null ? null : new Date(endedAt),
    })),
  };
}

export async function findEngagement(reader: Reader, id: string): Promise<EngagementView | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where e.id = $1`, [id]);
  return row === undefined ? undefined : toView(row);
}

/** Engagements in which one of these holders is the auditor or is looked at (null: all), latest first. */
export async function readEngagements(
  reader: Reader,
  page: PageRequest,
  holderIds: readonly string[] | null,
): Promise<Page<EngagementView>> {
  const rows = await reader.query<Row>(
    `${SELECT}
      where ($1::uuid is null or e.id < $1)
        and ($2::uuid[] is null or e.auditor_id = any($2) or exists (
          select from identity.engagement_holder p where p.engagement_id = e.id and p.holder_id = any($2)))
      order by e.id desc limit $3`,
    [page.after?.[0] ?? null, holderIds, page.limit + 1],
  );
  return toPage(rows.map(toView), page.limit, ({ id }) => [id]);
}

/** Whose objects an auditor may see at this moment, and what of them. */
export async function engagedHolders(
  reader: Reader,
  auditorHolderId: string,
  now: Date,
): Promise<Map<string, Window>> {
  const rows = await reader.query<{
    id: string;
    from: ChinaDate;
    to: ChinaDate;
    instruments: string[] | null;
  }>(
    `select p.holder_id as id, e.window_from::text as "from", e.window_to::text as "to", e.instruments
       from identity.engagement_holder p join identity.engagement e on e.id = p.engagement_id
      where p.auditor_id = $1 and p.access_from <= $2 and p.access_until > $2 and p.ended_at is null`,
    [auditorHolderId, now],
  );
  return new Map(
    rows.map(({ id, from, to, instruments }) => [
      id,
      { from, to, ...(instruments === null ? {} : { instruments }) },
    ]),
  );
}
