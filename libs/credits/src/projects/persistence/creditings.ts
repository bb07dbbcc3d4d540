import type { Reader, Transaction } from '@carbon/database';
import type { ChinaDate, ChinaMonth } from '@carbon/kernel';

/** Another project that credits, or has credited, the same asset. */
export interface OtherProject {
  readonly number: string;
  readonly scheme: string;
}

/** CCR-002, PHI-001: registered projects of an asset, by every id it goes by, whose crediting days meet these. */
export async function readOverlapping(
  reader: Reader,
  assetIds: readonly string[],
  { from, to }: { readonly from: ChinaDate; readonly to: ChinaDate },
): Promise<OtherProject[]> {
  return reader.query<OtherProject>(
    `select p.number, c.scheme from credits.crediting c join credits.project p on p.id = c.project_id
      where c.asset_id = any($1::uuid[]) and c.ended_at is null and c.period && daterange($2::date, $3::date, '[]') order by p.number`,
    [assetIds, from, to],
  );
}

/** CCR-008: cancelled projects of an asset, by every id it goes by, in a scheme. */
export async function readCancelled(
  reader: Reader,
  assetIds: readonly string[],
  scheme: string,
): Promise<OtherProject[]> {
  return reader.query<OtherProject>(
    `select p.number, c.scheme from credits.crediting c join credits.project p on p.id = c.project_id
      where c.asset_id = any($1::uuid[]) and c.scheme = $2 and c.ended_at is not null order by p.number`,
    [assetIds, scheme],
  );
}

/** Registered projects of two assets that credit the same days, which no one asset may have (CCR-002, PHI-001). */
export async function readMeeting(
  reader: Reader,
  first: readonly string[],
  later: readonly string[],
): Promise<readonly [OtherProject, OtherProject] | undefined> {
  const [row] = await reader.query<Record<'one' | 'oneScheme' | 'two' | 'twoScheme', string>>(
    `select p.number as one, c.scheme as "oneScheme", q.number as two, d.scheme as "twoScheme"
       from credits.crediting c join credits.project p on p.id = c.project_id
       join credits.crediting d on d.asset_id = any($2::uuid[]) and d.ended_at is null and d.period && c.period
       join credits.project q on q.id = d.project_id
      where c.asset_id = any($1::uuid[]) and c.ended_at is null order by p.number, q.number limit 1`,
    [first, later],
  );
  if (row === undefined) return undefined;
  return [
    { number: row.one, scheme: row.oneScheme },
    { number: row.two, scheme: row.twoScheme },
  ];
}

export async function insertCrediting(
  tx: Transaction,
  crediting: {
    readonly projectId: string;
    readonly assetId: string;
    readonly scheme: string;
    readonly from: ChinaDate;
    readonly to: ChinaDate;
    readonly now: Date;
  },
): Promise<void> {
  const { projectId, assetId, scheme, from, to, now } = crediting;
  await tx.query(
    `insert into credits.crediting (project_id, asset_id, scheme, period, registered_at)
     values ($1, $2, $3, daterange($4::date, $5::date, '[]'), $6)`,
    [projectId, assetId, scheme, from, to, now],
  );
}

export async function endCrediting(tx: Transaction, projectId: string, now: Date): Promise<void> {
  await tx.query(`update credits.crediting set ended_at = $2 where project_id = $1`, [projectId, now]);
}

/** The asset under which a registered project credits. */
export async function readCreditedAsset(reader: Reader, projectId: string): Promise<string | undefined> {
  const [row] = await reader.query<{ assetId: string }>(
    `select asset_id as "assetId" from credits.crediting where project_id = $1`,
    [projectId],
  );
  return row?.assetId;
}

/** EXC-002: remembers months that were traded before the project was registered. */
export async function insertMonthsNotCreditable(
  tx: Transaction,
  projectId: string,
  months: readonly ChinaMonth[],
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into credits.month_not_creditable (project_id, month, recorded_at)
     select $1, month, $3 from unnest($2::text[]) as month`,
    [projectId, months, now],
  );
}

export async function readMonthsNotCreditable(reader: Reader, projectId: string): Promise<ChinaMonth[]> {
  const rows = await reader.query<{ month: ChinaMonth }>(
    `select month from credits.month_not_creditable where project_id = $1 order by month`,
    [projectId],
  );
  return rows.map(({ month }) => month);
}
