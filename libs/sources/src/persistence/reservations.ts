import type { Reader, Transaction } from '@carbon/database';
import { addMonths, type ChinaMonth } from '@carbon/kernel';

export interface Reservation {
  readonly id: string;
  readonly project: string;
  readonly assetId: string;
  /** Months of the asset's energy that the project may credit, both included. */
  readonly from: ChinaMonth;
  readonly to: ChinaMonth;
}

interface ReservationRow {
  id: string;
  project: string;
  asset_id: string;
  first: string;
  behind: string;
}

const toReservation = (row: ReservationRow): Reservation => ({
  id: row.id,
  project: row.project,
  assetId: row.asset_id,
  from: row.first as ChinaMonth,
  to: addMonths(row.behind as ChinaMonth, -1),
});

const SELECT = `
  select r.id, r.project, r.asset_id, to_char(lower(r.months), 'YYYY-MM') as first,
         to_char(upper(r.months), 'YYYY-MM') as behind
    from sources.reservation r`;

/** The months of both, as PostgreSQL has a range of days: `[first day, day after the last)`. */
export const monthsRange = (from: ChinaMonth, to: ChinaMonth): string =>
  `[${from}-01,${addMonths(to, 1)}-01)`;

/**
 * Who issues units of reserved energy and who reserves it wait for each other: without it certificates of an issue under
 * way would be born free after the reservation had looked for them.
 */
export async function lockReservations(tx: Transaction, mode: 'read' | 'write'): Promise<void> {
  const shared = mode === 'read' ? '_shared' : '';
  await tx.query(`select pg_advisory_xact_lock${shared}(hashtext('sources.reservations'))`);
}

export async function insertReservation(
  tx: Transaction,
  { id, project, assetId, from, to }: Reservation,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into sources.reservation (id, project, asset_id, months, reserved_at) values ($1, $2, $3, $4::daterange, $5)`,
    [id, project, assetId, monthsRange(from, to), now],
  );
}

/** Open reservations on assets, oldest first. */
export async function openReservations(reader: Reader, assetIds: readonly string[]): Promise<Reservation[]> {
  const rows = await reader.query<ReservationRow>(
    `${SELECT} where r.asset_id = any($1::uuid[]) and r.ended_at is null order by lower(r.months), r.id`,
    [assetIds],
  );
  return rows.map(toReservation);
}

/** Open reservations that meet some months of an asset. */
export async function meetingReservations(
  reader: Reader,
  assetId: string,
  from: ChinaMonth,
  to: ChinaMonth,
): Promise<Reservation[]> {
  const rows = await reader.query<ReservationRow>(
    `${SELECT} where r.asset_id = $1 and r.ended_at is null and r.months && $2::daterange order by lower(r.months)`,
    [assetId, monthsRange(from, to)],
  );
  return rows.map(toReservation);
}

/** Ends what is open of a project, or of one asset, and tells what it was. */
export async function endReservations(
  tx: Transaction,
  of: { readonly project: string } | { readonly assetId: string },
  now: Date,
): Promise<Reservation[]> {
  const [column, value] = 'project' in of ? ['project', of.project] : ['asset_id', of.assetId];
  const rows = await tx.query<ReservationRow>(
    `with ended as (
       update sources.reservation set ended_at = greatest($2::timestamptz, reserved_at)
        where ${column} = $1 and ended_at is null returning *)
     ${SELECT.replace('sources.reservation', 'ended')} order by lower(r.months), r.id`,
    [value, now],
  );
  return rows.map(toReservation);
}
