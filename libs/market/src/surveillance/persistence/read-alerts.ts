import type { Reader } from '@carbon/database';
import { type Caller, reachIds } from '@carbon/http';
import type { ChinaDate, Json, Page, PageRequest } from '@carbon/kernel';
import { toPage } from '@carbon/kernel';
import type { AlertKind, Severity } from '../domain/alert-kinds';
import type { AlertState, EntryKind } from '../domain/alert-states';
import type { Evidence, Explanation } from '../domain/finding';

export interface Alert {
  readonly id: string;
  readonly seq: string;
  readonly market: string;
  readonly kind: AlertKind;
  readonly instrument: string | null;
  readonly day: ChinaDate;
  readonly severity: Severity;
  readonly state: AlertState;
  readonly accounts: readonly string[];
  /** Codes of the holders behind the accounts. */
  readonly holders: readonly string[];
  readonly findings: number;
  readonly raisedAt: Date;
  readonly lastAt: Date;
  readonly assignee: string | null;
  readonly assigneePerson: string | null;
}

/** Whose eyes: whoever runs the market sees all, authorities what was escalated to them, within their reach. */
export interface Sight {
  readonly escalatedOnly: boolean;
  readonly holderIds: string[] | null;
}

export function sightOf({ reach, holder }: Pick<Caller, 'reach' | 'holder'>): Sight {
  return {
    escalatedOnly: reach !== 'everything' || holder?.kind === 'regulator',
    holderIds: reachIds(reach),
  };
}

/** For the values of `sightValues` from $1 on. */
export const IN_SIGHT = `(not $1::boolean or a.escalated_at is not null)
  and ($2::uuid[] is null or a.holder_ids && $2::uuid[])`;
export const sightValues = ({ escalatedOnly, holderIds }: Sight): unknown[] => [escalatedOnly, holderIds];

const SELECT = `select a.id, a.seq, a.market, a.kind, a.instrument, a.day::text, a.severity, a.state, a.accounts,
    array(select h.code from identity.holder h where h.id = any(a.holder_ids) order by h.code) as holders,
    a.findings, a.raised_at as "raisedAt", a.last_at as "lastAt", a.assignee, a.assignee_person as "assigneePerson"
  from market.alert a where ${IN_SIGHT}`;

export interface AlertFilter {
  readonly market?: string | undefined;
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly account?: string | undefined;
  readonly day?: string | undefined;
}

/** Alerts in sight, the latest first. */
export async function readAlerts(
  reader: Reader,
  sight: Sight,
  { market, kind, state, account, day }: AlertFilter,
  page: PageRequest,
): Promise<Page<Alert>> {
  const rows = await reader.query<Alert>(
    `${SELECT} and ($3::text is null or a.market = $3) and ($4::text is null or a.kind = $4)
        and ($5::text is null or a.state = $5) and ($6::text is null or a.accounts @> array[$6::text])
        and ($7::date is null or a.day = $7) and a.seq < coalesce($8::bigint, 9223372036854775807)
      order by a.seq desc limit $9`,
    [
      ...sightValues(sight),
      ...[market ?? null, kind ?? null, state ?? null, account ?? null, day ?? null],
      ...[page.after?.[0] ?? null, page.limit + 1],
    ],
  );
  return toPage(rows, page.limit, ({ seq }) => [seq]);
}

export async function findAlert(reader: Reader, id: string, sight: Sight): Promise<Alert | undefined> {
  const [row] = await reader.query<Alert>(`${SELECT} and a.id = $3`, [...sightValues(sight), id]);
  return row;
}

export interface StoredFinding {
  readonly id: string;
  readonly at: Date;
  readonly severity: Severity;
  readonly facts: Readonly<Record<string, Json>>;
  readonly told: Explanation;
  readonly evidence: readonly Evidence[];
  readonly packId: string;
  readonly packVersion: string;
  readonly packHash: string;
  readonly certainty: string;
}

/** What an alert gathers, in the order in which it was found. */
export async function readFindings(
  reader: Reader,
  alertId: string,
  page: PageRequest,
): Promise<Page<StoredFinding>> {
  const rows = await reader.query<StoredFinding>(
    `select id, at, severity, facts, told, evidence, pack_id as "packId", pack_version as "packVersion",
            pack_hash as "packHash", certainty
       from market.alert_finding where alert_id = $1 and id > $2::bigint order by id limit $3`,
    [alertId, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}

export interface AlertEntry {
  readonly id: string;
  readonly kind: EntryKind;
  readonly assignee: string | null;
  readonly text: string | null;
  readonly taskId: string | null;
  readonly halted: string | null;
  readonly actor: string;
  readonly at: Date;
}

/** All that was done about an alert, from the beginning. */
export async function readEntries(
  reader: Reader,
  alertId: string,
  page: PageRequest,
): Promise<Page<AlertEntry>> {
  const rows = await reader.query<AlertEntry>(
    `select id, kind, assignee, text, task_id as "taskId", halted, actor, at
       from market.alert_entry where alert_id = $1 and id > $2::bigint order by id limit $3`,
    [alertId, page.after?.[0] ?? '0', page.limit + 1],
  );
  return toPage(rows, page.limit, ({ id }) => [id]);
}
