import type { Reader } from '@carbon/database';
import type { ChinaDate } from '@carbon/kernel';
import { IN_SIGHT, type Sight, sightValues } from './read-alerts';

/** A week of one market and kind: what was raised, and what had become of it by now. */
export interface WeekOfAlerts {
  /** Its Monday. */
  readonly week: ChinaDate;
  readonly market: string;
  readonly kind: string;
  readonly raised: number;
  readonly severe: number;
  readonly waiting: number;
  readonly escalated: number;
  readonly measures: number;
  readonly dismissed: number;
}

/** Alerts in sight by the China week in which they were raised, from a Monday to before another. */
export async function readWeeks(
  reader: Reader,
  sight: Sight,
  { from, to, market }: { readonly from: Date; readonly to: Date; readonly market?: string | undefined },
): Promise<readonly WeekOfAlerts[]> {
  return reader.query<WeekOfAlerts>(
    `select date_trunc('week', a.raised_at at time zone 'Asia/Shanghai')::date::text as week, a.market, a.kind,
            count(*)::int as raised, (count(*) filter (where a.severity = 'severe'))::int as severe,
            (count(*) filter (where a.state in ('open', 'assigned')))::int as waiting,
            (count(*) filter (where a.escalated_at is not null))::int as escalated,
            (count(*) filter (where a.state = 'measure-proposed'))::int as measures,
            (count(*) filter (where a.state = 'dismissed'))::int as dismissed
       from market.alert a
      where ${IN_SIGHT} and a.raised_at >= $3 and a.raised_at < $4 and ($5::text is null or a.market = $5)
      group by 1, 2, 3 order by 1 desc, 2, 3`,
    [...sightValues(sight), from, to, market ?? null],
  );
}
