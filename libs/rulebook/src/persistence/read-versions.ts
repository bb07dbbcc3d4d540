import type { Reader } from '@carbon/database';
import type { ChinaDate, Text } from '@carbon/kernel';
import type { DatedVersion } from '@carbon/rules';

/** A version as the database keeps it, without its content. */
export interface StoredVersion extends DatedVersion {
  /** Decimal string: the order in which versions came. */
  readonly rowId: string;
  readonly id: string;
  readonly hash: string;
  readonly title: Text;
  readonly origin: 'released' | 'approved';
  readonly recordedAt: Date;
  readonly withdrawnAt?: Date;
}

export interface StoredVersions {
  /** Of the state that was read: the same state has the same key in every process. */
  readonly key: string;
  readonly versions: readonly StoredVersion[];
}

/** Which state the versions are in: one look at the ends of two indexes. */
export async function readKey(reader: Reader): Promise<string> {
  const [row] = await reader.query<{ key: string }>(
    `select concat_ws('/', (select coalesce(max(id), 0) from rules.pack_version),
                           (select coalesce(max(id), 0) from rules.pack_withdrawal)) as key`,
  );
  return row?.key ?? '';
}

interface Row {
  readonly row_id: string;
  readonly family: string;
  readonly version: string;
  readonly hash: string;
  readonly title_zh: string;
  readonly title_en: string;
  readonly effective_from: ChinaDate;
  readonly effective_to: ChinaDate | null;
  readonly origin: StoredVersion['origin'];
  readonly recorded_at: Date;
  readonly withdrawal_id: string | null;
  readonly withdrawn_at: Date | null;
}

/** All versions, and the key of this very state: one statement sees one state. */
export async function readVersions(reader: Reader): Promise<StoredVersions> {
  const rows = await reader.query<Row>(
    `select v.id::text as row_id, v.family, v.version, v.hash, v.title_zh, v.title_en,
            v.effective_from::text as effective_from, v.effective_to::text as effective_to, v.origin, v.recorded_at,
            w.id::text as withdrawal_id, w.withdrawn_at
       from rules.pack_version v left join rules.pack_withdrawal w on w.version_id = v.id
      order by v.id`,
  );
  const highest = (ids: readonly (string | null)[]) =>
    ids.reduce((most, id) => (id !== null && BigInt(id) > most ? BigInt(id) : most), 0n).toString();
  const key = `${highest(rows.map(({ row_id }) => row_id))}/${highest(rows.map((row) => row.withdrawal_id))}`;
  return { key, versions: rows.map(versionOf) };
}

function versionOf(row: Row): StoredVersion {
  return {
    rowId: row.row_id,
    id: row.family,
    version: row.version,
    hash: row.hash,
    title: { zh: row.title_zh, en: row.title_en },
    effectiveFrom: row.effective_from,
    ...(row.effective_to === null ? {} : { effectiveTo: row.effective_to }),
    origin: row.origin,
    recordedAt: row.recorded_at,
    ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }),
  };
}

/** The contents of some versions, by the ids of their rows. */
export async function readContents(
  reader: Reader,
  rowIds: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  if (rowIds.length === 0) return new Map();
  const rows = await reader.query<{ id: string; content: unknown }>(
    `select id::text as id, content from rules.pack_version where id = any($1::bigint[])`,
    [rowIds],
  );
  return new Map(rows.map(({ id, content }) => [id, content]));
}
