import type { Reader } from '@carbon/database';
import { type Json, type Page, type PageRequest, toPage } from '@carbon/kernel';

/** Something that happened to a report. */
export interface ReportEvent {
  readonly seq: string;
  readonly act: string;
  readonly from: string | null;
  readonly to: string;
  readonly at: Date;
  readonly by: string;
  readonly approvedBy: string | null;
  readonly reason: string | null;
  readonly details: Json;
}

/** The history of a report, the oldest first. */
export async function readReportEvents(
  reader: Reader,
  reportId: string,
  { limit, after }: PageRequest,
): Promise<Page<ReportEvent>> {
  const rows = await reader.query<ReportEvent>(
    `select seq, act, from_state as "from", to_state as "to", at, by_whom as "by", approved_by as "approvedBy", reason,
            details
       from allowances.emission_report_event where report_id = $1 and ($2::bigint is null or seq > $2)
      order by seq limit $3`,
    [reportId, after?.[0] ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ seq }) => [seq]);
}
