import type { Reader } from '@carbon/database';
import { type Reach, reachIds, type Window } from '@carbon/http';
import {
  type ChinaDate,
  type Json,
  type Page,
  type PageRequest,
  startOfChinaDay,
  toPage,
} from '@carbon/kernel';
import type { AuditRecord } from '../domain/audit-leaf';
import type { SaltedOrigin } from './insert-audit-record';

/** A record with what verifies it. */
export interface StoredAuditRecord {
  readonly id: bigint;
  readonly record: AuditRecord;
  readonly salt: Buffer;
  readonly leaf: Buffer;
  /** Absent when there was none, and when it was erased. */
  readonly origin: SaltedOrigin | undefined;
}

export interface AuditFilter {
  readonly actor?: string | undefined;
  /** Actions that begin with it: `holder.` */
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly holderId?: string | undefined;
  /** From this moment (included) … */
  readonly from?: Date | undefined;
  /** … to this one (not included). */
  readonly to?: Date | undefined;
  readonly personal?: boolean | undefined;
  /** Stands somewhere in action, subject or reason, whatever the case. */
  readonly text?: string | undefined;
}

interface Row {
  id: string;
  at: Date;
  actor: string;
  role: string | null;
  holder_id: string | null;
  action: string;
  subject_kind: string;
  subject_id: string;
  origin_hash: Buffer | null;
  correlation_id: string | null;
  before: Json;
  after: Json;
  reason: string | null;
  approver: string | null;
  document_hash: Buffer | null;
  personal: boolean;
  salt: Buffer;
  leaf: Buffer;
  ip: string | null;
  agent: string | null;
  origin_salt: Buffer | null;
}

const SELECT = `
  select r.*, o.ip, o.agent, o.salt as origin_salt
    from audit.record r left join audit.origin o on o.record_id = r.id`;

const WORDS = 'audit.words(r.action, r.subject_kind, r.subject_id, r.reason)';

/** A holder's records within its window; the plain list of holders is what the index can be asked for. */
const IN_REACH = `
  ($1::uuid[] is null or (r.holder_id = any($1) and exists (
    select from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[]) as w(holder_id, since, until)
     where w.holder_id = r.holder_id and r.at >= w.since and r.at < w.until)))`;

const MATCHES = `
  ($4::text is null or r.actor = $4) and ($5::text is null or r.action like $5)
  and ($6::text is null or r.subject_kind = $6) and ($7::text is null or r.subject_id = $7)
  and ($8::uuid is null or r.holder_id = $8)
  and ($9::timestamptz is null or r.at >= $9) and ($10::timestamptz is null or r.at < $10)
  and ($11::boolean is null or r.personal = $11)
  and ($12::text is null or (audit.pairs(${WORDS}) @> audit.pairs(lower($12)) and position(lower($12) in ${WORDS}) > 0))`;

const FILTERED = `where ${IN_REACH} and ${MATCHES}`;

/** Newest first. */
export async function readAuditPage(
  reader: Reader,
  reach: Reach,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<StoredAuditRecord>> {
  const rows = await reader.query<Row>(
    `${SELECT} ${FILTERED} and ($13::bigint is null or r.id < $13) order by r.id desc limit $14`,
    [...reachValues(reach), ...filterValues(filter), page.after?.[0] ?? null, page.limit + 1],
  );
  return toPage(rows.map(toStored), page.limit, ({ id }) => [id.toString()]);
}

/** One record, for those who may see it. */
export async function readAuditRecord(
  reader: Reader,
  reach: Reach,
  id: bigint,
): Promise<StoredAuditRecord | undefined> {
  const [row] = await reader.query<Row>(`${SELECT} where ${IN_REACH} and r.id = $4`, [
    ...reachValues(reach),
    id.toString(),
  ]);
  return row && toStored(row);
}

export interface AuditCount {
  readonly count: number;
  readonly personal: boolean;
  /** The highest id among them. */
  readonly lastId: bigint;
}

export async function countAuditRecords(
  reader: Reader,
  reach: Reach,
  filter: AuditFilter,
): Promise<AuditCount> {
  const [row] = await reader.query<{ count: number; personal: boolean; last_id: string }>(
    `select count(*)::int as count, coalesce(bool_or(r.personal), false) as personal,
            coalesce(max(r.id), 0) as last_id
       from audit.record r ${FILTERED}`,
    [...reachValues(reach), ...filterValues(filter)],
  );
  return { count: row?.count ?? 0, personal: row?.personal ?? false, lastId: BigInt(row?.last_id ?? 0) };
}

/** Records with ids after `after` and not after `last`, oldest first. */
export async function readAuditRun(
  reader: Reader,
  reach: Reach,
  filter: AuditFilter,
  run: { readonly after: bigint; readonly last: bigint; readonly limit: number },
): Promise<StoredAuditRecord[]> {
  const rows = await reader.query<Row>(
    `${SELECT} ${FILTERED} and r.id > $13 and r.id <= $14 order by r.id limit $15`,
    [...reachValues(reach), ...filterValues(filter), run.after.toString(), run.last.toString(), run.limit],
  );
  return rows.map(toStored);
}

/** The named records, in the order of their ids; ones that do not exist are missing. */
export async function readAuditRecordsByIds(
  reader: Reader,
  ids: readonly bigint[],
): Promise<StoredAuditRecord[]> {
  const rows = await reader.query<Row>(`${SELECT} where r.id = any($1::bigint[]) order by r.id`, [
    ids.map(String),
  ]);
  return rows.map(toStored);
}

function toStored(row: Row): StoredAuditRecord {
  return {
    id: BigInt(row.id),
    record: {
      at: row.at,
      actor: row.actor,
      role: row.role,
      holderId: row.holder_id,
      action: row.action,
      subjectKind: row.subject_kind,
      subjectId: row.subject_id,
      originHash: row.origin_hash?.toString('hex') ?? null,
      correlationId: row.correlation_id,
      before: row.before,
      after: row.after,
      reason: row.reason,
      approver: row.approver,
      documentHash: row.document_hash?.toString('hex') ?? null,
      personal: row.personal,
    },
    salt: row.salt,
    leaf: row.leaf,
    origin: row.origin_salt === null ? undefined : { ip: row.ip, agent: row.agent, salt: row.origin_salt },
  };
}

function reachValues(reach: Reach): unknown[] {
  const windows = reach === 'everything' ? null : [...reach.values()];
  return [reachIds(reach), windows?.map(sinceOf) ?? null, windows?.map(untilOf) ?? null];
}

function sinceOf({ from }: Window): string {
  return from === undefined ? '-infinity' : startOfChinaDay(from as ChinaDate).toISOString();
}

const DAY_MS = 86_400_000;

/** The last day of a window is in it whole. Days of China all have 24 hours. */
function untilOf({ to }: Window): string {
  if (to === undefined) return 'infinity';
  return new Date(startOfChinaDay(to as ChinaDate).getTime() + DAY_MS).toISOString();
}

function filterValues(filter: AuditFilter): unknown[] {
  return [
    filter.actor ?? null,
    filter.action === undefined ? null : `${filter.action.replace(/[\\%_]/g, '\\$&')}%`,
    filter.subjectKind ?? null,
    filter.subjectId ?? null,
    filter.holderId ?? null,
    filter.from ?? null,
    filter.to ?? null,
    filter.personal ?? null,
    filter.text ?? null,
  ];
}
