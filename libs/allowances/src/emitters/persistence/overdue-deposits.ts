import type { Reader } from '@carbon/database';
import { addMonths, type ChinaDate, type ChinaMonth, lastDayOf } from '@carbon/kernel';
import { type ComplianceRules, depositDeadline } from '../../domain/compliance/index';
import { daysLate } from '../domain/cycle-days';

/** A month of a unit for which nothing was deposited in time, and nothing since. */
export interface OverdueDeposit {
  readonly holderId: string;
  readonly holder: string;
  readonly unitId: string;
  readonly site: string;
  readonly unit: string;
  readonly month: ChinaMonth;
  readonly dueOn: ChinaDate;
  readonly daysLate: number;
}

export interface OverdueQuery {
  readonly market: string;
  readonly on: ChinaDate;
  /** Only of these holders; of all when absent. */
  readonly holderIds?: readonly string[] | null;
  /** Only after this place, for pages. */
  readonly after?: { readonly month: string; readonly unitId: string } | undefined;
  readonly limit?: number;
}

/** Years of lists whose months are looked at: the year of the day, and the one before. */
const YEARS = [1, 0] as const;

/**
 * CYC-09: what listed emitters of a market should have deposited by a day and have not, by month and unit; of the months of
 * this year and the last, for units that ran in them. One statement for all emitters.
 * @throws Refusal ALLOWANCES_NO_RULES (422) where the market asks for no deposit
 */
export async function overdueDeposits(
  reader: Reader,
  rules: ComplianceRules,
  { market, on, holderIds, after, limit }: OverdueQuery,
): Promise<OverdueDeposit[]> {
  const months = monthsDue(rules, on);
  const rows = await reader.query<Omit<OverdueDeposit, 'daysLate'>>(
    `select h.id as "holderId", h.code as holder, u.id as "unitId", s.code as site, u.code as unit, m.month,
            m."dueOn"
       from jsonb_to_recordset($1::jsonb) as m (month text, "dueOn" text, year int, "lastDay" date)
       join allowances.listed_now l on l.market = $2 and l.year = m.year
       join identity.holder h on h.id = l.holder_id
       join allowances.facility u on u.holder_id = l.holder_id and u.level = 'unit'
       join allowances.facility s on s.id = u.parent_id
       cross join lateral (
         select n.facts from allowances.facility_version n
          where n.facility_id = u.id and n.effective_from <= m."lastDay"
          order by n.effective_from desc, n.version desc limit 1) v
      where v.facts ->> 'market' = $2 and (v.facts ->> 'commissionedOn')::date <= m."lastDay"
        and coalesce((v.facts ->> 'closedOn')::date, 'infinity') >= (m.month || '-01')::date
        and ($3::uuid[] is null or u.holder_id = any($3))
        and not exists (select from allowances.deposit d where d.unit_id = u.id and d.month = m.month)
        and ($4::text is null or (m.month, u.id) > ($4, $5::uuid))
      order by m.month, u.id limit $6`,
    [
      ...[JSON.stringify(months), market, holderIds ?? null],
      ...[after?.month ?? null, after?.unitId ?? null, limit ?? null],
    ],
  );
  return rows.map((row) => ({ ...row, daysLate: daysLate(row.dueOn, on) }));
}

/** Months whose deposit was due before a day, with their last days. */
function monthsDue(rules: ComplianceRules, on: ChinaDate) {
  const thisYear = Number(on.slice(0, 4));
  return YEARS.flatMap((back) => {
    const year = thisYear - back;
    return Array.from({ length: 12 }, (_, month) => addMonths(`${year}-01` as ChinaMonth, month)).flatMap(
      (month) => {
        if (month >= on.slice(0, 7)) return [];
        const dueOn = depositDeadline(rules, month);
        return dueOn < on ? [{ month, dueOn, year, lastDay: lastDayOf(month) }] : [];
      },
    );
  });
}
