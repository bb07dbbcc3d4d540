import { type Reader, sqlState, type Transaction } from '@carbon/database';
import { type Reach, reachIds } from '@carbon/http';
import { type ChinaDate, type Page, type PageRequest, toPage } from '@carbon/kernel';
import type { FacilityLevel } from '../../domain/emitters/index';
import { facilityCodeTaken } from '../domain/refusals';

/** A site, unit or device as it is on a day. */
export interface Facility<F = Readonly<Record<string, unknown>>> {
  readonly id: string;
  readonly level: FacilityLevel;
  readonly parentId: string | null;
  readonly holderId: string;
  /** Number of a site, identification code of a unit or device within what it belongs to. */
  readonly code: string;
  readonly version: number;
  readonly effectiveFrom: ChinaDate;
  readonly facts: F;
}

/** One version of what is known of a facility. */
export interface FacilityVersion<F = Readonly<Record<string, unknown>>> {
  readonly version: number;
  readonly effectiveFrom: ChinaDate;
  readonly facts: F;
  readonly reason: string | null;
  readonly documentHash: string | null;
  readonly recordedAt: Date;
}

export interface FacilityQuery {
  readonly level: FacilityLevel;
  readonly reach: Reach;
  readonly on: ChinaDate;
  readonly parentId?: string | undefined;
  readonly holderIds?: readonly string[] | undefined;
}

const COLUMNS = `f.id, f.level, f.parent_id as "parentId", f.holder_id as "holderId", f.code, f.version,
  f.effective_from::text as "effectiveFrom", f.facts`;

/** Facilities of a level on a day, by code; those known by then. */
export async function readFacilities<F = Facility['facts']>(
  reader: Reader,
  { level, reach, on, parentId, holderIds }: FacilityQuery,
  { limit, after }: PageRequest,
): Promise<Page<Facility<F>>> {
  const rows = await reader.query<Facility<F>>(
    `select ${COLUMNS} from allowances.facilities_on($1) f
      where f.level = $2 and ($3::uuid[] is null or f.holder_id = any($3)) and ($4::uuid is null or f.parent_id = $4)
        and ($5::uuid[] is null or f.holder_id = any($5)) and ($6::text is null or (f.code, f.id) > ($6, $7::uuid))
      order by f.code, f.id limit $8`,
    [
      ...[on, level, reachIds(reach), parentId ?? null, holderIds ?? null],
      ...[after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    ],
  );
  return toPage(rows, limit, ({ code, id }) => [code, id]);
}

/**
 * A facility as it is on a day, else as it was first known; undefined out of reach too. Nobody else changes it until a
 * transaction that locks it ends.
 */
export async function findFacility<F = Facility['facts']>(
  reader: Reader,
  { level, id, reach, on }: Pick<FacilityQuery, 'level' | 'reach' | 'on'> & { readonly id: string },
  lock = false,
): Promise<Facility<F> | undefined> {
  const [row] = await reader.query<Facility<F>>(
    `select f.id, f.level, f.parent_id as "parentId", f.holder_id as "holderId", f.code, v.version,
            v.effective_from::text as "effectiveFrom", v.facts
       from allowances.facility f
       cross join lateral (
         select n.version, n.effective_from, n.facts from allowances.facility_version n where n.facility_id = f.id
          order by n.effective_from <= $4 desc, case when n.effective_from <= $4 then n.effective_from end desc,
                   n.effective_from, n.version desc
          limit 1) v
      where f.id = $1 and f.level = $2 and ($3::uuid[] is null or f.holder_id = any($3))
      ${lock ? 'for update of f' : ''}`,
    [id, level, reachIds(reach), on],
  );
  return row;
}

/** Versions of a facility, the newest first. */
export async function readVersions<F = Facility['facts']>(
  reader: Reader,
  facilityId: string,
  { limit, after }: PageRequest,
): Promise<Page<FacilityVersion<F>>> {
  const rows = await reader.query<FacilityVersion<F>>(
    `select version, effective_from::text as "effectiveFrom", facts, reason,
            encode(document_hash, 'hex') as "documentHash", recorded_at as "recordedAt"
       from allowances.facility_version where facility_id = $1 and ($2::int is null or version < $2)
      order by version desc limit $3`,
    [facilityId, after?.[0] ?? null, limit + 1],
  );
  return toPage(rows, limit, ({ version }) => [String(version)]);
}

/** The next number of a site. */
export async function nextSiteNumber(tx: Transaction): Promise<string> {
  const [row] = await tx.query<{ number: string }>(
    `select 'ST' || lpad(nextval('allowances.site_number')::text, 6, '0') as number`,
  );
  if (row === undefined) throw new Error('a sequence gave nothing');
  return row.number;
}

/** @throws Refusal EMITTERS_CODE_TAKEN */
export async function insertFacility(
  tx: Transaction,
  { id, level, parentId, holderId, code }: Pick<Facility, 'id' | 'level' | 'parentId' | 'holderId' | 'code'>,
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<void> {
  await tx
    .query(
      `insert into allowances.facility (id, level, parent_id, holder_id, code, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [id, level, parentId, holderId, code, now, by],
    )
    .catch((error: unknown) => {
      throw sqlState(error) === '23505' ? facilityCodeTaken(level, code) : error;
    });
}

/** Writes the next version down, of a facility that is locked or new. */
export async function insertVersion(
  tx: Transaction,
  facilityId: string,
  entry: {
    readonly effectiveFrom: ChinaDate;
    readonly facts: object;
    readonly reason?: string | undefined;
    readonly documentHash?: string | undefined;
  },
  { now, by }: { readonly now: Date; readonly by: string },
): Promise<number> {
  const [row] = await tx.query<{ version: number }>(
    `insert into allowances.facility_version
       (facility_id, version, effective_from, facts, reason, document_hash, recorded_at, recorded_by)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, decode($5, 'hex'), $6, $7
       from allowances.facility_version where facility_id = $1
     returning version`,
    [
      ...[facilityId, entry.effectiveFrom, JSON.stringify(entry.facts), entry.reason ?? null],
      ...[entry.documentHash ?? null, now, by],
    ],
  );
  if (row === undefined) throw new Error('a version was not written');
  return row.version;
}
