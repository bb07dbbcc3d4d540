import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';

/** What a technical service body does for an enterprise. */
export const SERVICE_WORK = ['writes-reports', 'measures', 'advises'] as const;
export type ServiceWork = (typeof SERVICE_WORK)[number];

/** A service body that works for an enterprise of a province. */
export interface ServiceBody {
  readonly id: string;
  readonly holderId: string;
  readonly bodyId: string;
  readonly province: string;
  readonly work: ServiceWork;
  readonly from: ChinaDate;
  readonly until: ChinaDate | null;
}

/**
 * Who works for enterprises of a province, by body: whoever writes reports there may not review any there (ETS-007).
 * @param on only those at work on this day; all that ever were when absent
 */
export function serviceBodiesOf(
  reader: Reader,
  { province, bodyId, on }: { readonly province: string; readonly bodyId?: string; readonly on?: ChinaDate },
): Promise<ServiceBody[]> {
  return reader.query<ServiceBody>(
    `select e.id, e.holder_id as "holderId", e.body_id as "bodyId", e.province, e.work, e.from_day::text as "from",
            x.until_day::text as until
       from allowances.service_engagement e left join allowances.service_engagement_end x on x.engagement_id = e.id
      where e.province = $1 and ($2::uuid is null or e.body_id = $2)
        and ($3::date is null or ($3 >= e.from_day and $3 <= coalesce(x.until_day, 'infinity')))
      order by e.body_id, e.from_day, e.id`,
    [province, bodyId ?? null, on ?? null],
  );
}
