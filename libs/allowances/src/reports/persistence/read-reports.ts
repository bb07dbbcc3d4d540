import type { Reader } from '@carbon/database';
import { inReach, type Reach, reachValues } from '@carbon/http';
import { type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { EmissionReportState } from '../domain/report-steps';
import { EMISSION_REPORT_COLUMNS, type EmissionReport } from './report';

export interface EmissionReportFilter {
  readonly market?: string | undefined;
  readonly year?: number | undefined;
  readonly state?: EmissionReportState | undefined;
  readonly sector?: string | undefined;
}

/** Its enterprise's, and its verifier's, as far as each may be seen. Takes three values from `first` on. */
const seen = (first: number) =>
  `(${['r.holder_id', 'r.verifier_id'].map((holder) => inReach(first, { holder, moment: 'r.opened_at' })).join(' or ')})`;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A report by id or number within reach; undefined outside of it as where there is none. */
export async function findReport(
  reader: Reader,
  name: string,
  reach: Reach,
  lock = '',
): Promise<EmissionReport | undefined> {
  const [found] = await reader.query<EmissionReport>(
    `select ${EMISSION_REPORT_COLUMNS} from allowances.emission_report r
      where r.${ID.test(name) ? 'id' : 'number'} = $1 and ${seen(2)} ${lock}`,
    [name, ...reachValues(reach)],
  );
  return found;
}

/** Reports within reach, the latest first. */
export async function readReports(
  reader: Reader,
  reach: Reach,
  { limit, after }: PageRequest,
  { market, year, state, sector }: EmissionReportFilter,
): Promise<Page<EmissionReport>> {
  const rows = await reader.query<EmissionReport>(
    `select ${EMISSION_REPORT_COLUMNS} from allowances.emission_report r
      where ($1::text is null or r.number < $1) and ($2::text is null or r.market = $2)
        and ($3::int is null or r.year = $3) and ($4::text is null or r.state = $4)
        and ($5::text is null or r.sector = $5) and ${seen(7)}
      order by r.number desc limit $6`,
    [
      after?.[0] ?? null,
      market ?? null,
      year ?? null,
      state ?? null,
      sector ?? null,
      limit + 1,
      ...reachValues(reach),
    ],
  );
  return toPage(rows, limit, ({ number }) => [number]);
}

/** The number of the report there is of an enterprise's year. */
export async function numberOfYear(
  reader: Reader,
  { market, year, holderId }: Pick<EmissionReport, 'market' | 'year' | 'holderId'>,
): Promise<string | undefined> {
  const [row] = await reader.query<{ number: string }>(
    `select number from allowances.emission_report where market = $1 and year = $2 and origin_id = $3`,
    [market, year, holderId],
  );
  return row?.number;
}
