import type { Transaction } from '@carbon/database';
import type { ChinaMonth } from '@carbon/kernel';
import type { Reader } from '@carbon/ledger';
import type { Reporter } from '../domain/csv/meter-months-csv';
import { wh } from '../domain/energy';
import type { IssueHistory, MeteredMonth } from '../domain/issue-plan';
import { readRanges, type StoredRange, storeRanges } from './columns';
import type { Issue } from './issue.entity';

/** A reported month that may issue, with its evidence. */
export interface WaitingMonth extends MeteredMonth {
  readonly id: string;
  readonly evidenceHash: Buffer;
}

export interface IssuingState {
  readonly history: IssueHistory;
  /** Reported months after the latest issued one, by whomever. */
  readonly waiting: readonly WaitingMonth[];
}

/** Where issuing stands, by plant id. */
export async function issuingStates(
  reader: Reader,
  plantIds: readonly string[],
): Promise<Map<string, IssuingState>> {
  const last = await reader.query<{ plant_id: string; month: ChinaMonth; carried: StoredRange[] }>(
    `select p.id as plant_id, i.month, i.carried from unnest($1::uuid[]) as p(id)
      cross join lateral (select month, carried from certificates.issue
        where plant_id = p.id order by month desc limit 1) i`,
    [plantIds],
  );
  const histories = new Map(
    last.map((row) => [row.plant_id, { lastMonth: row.month, carried: readRanges(row.carried) }]),
  );
  const rows = await reader.query<{
    id: string;
    plant_id: string;
    month: ChinaMonth;
    reported_by: Reporter;
    energy_wh: string;
    evidence_hash: Buffer;
  }>(
    `select m.id, m.plant_id, m.month, m.reported_by, m.energy_wh, m.evidence_hash
       from unnest($1::uuid[], $2::text[]) as p(id, last_month)
       join certificates.meter_month m on m.plant_id = p.id and m.month > p.last_month
      order by m.plant_id, m.month`,
    [plantIds, plantIds.map((id) => histories.get(id)?.lastMonth ?? '')],
  );
  const waiting = new Map<string, WaitingMonth[]>(plantIds.map((id) => [id, []]));
  for (const row of rows) {
    waiting.get(row.plant_id)?.push({
      id: row.id,
      month: row.month,
      reportedBy: row.reported_by,
      energyWh: wh(BigInt(row.energy_wh)),
      evidenceHash: row.evidence_hash,
    });
  }
  return new Map(
    plantIds.map((id) => [
      id,
      { history: histories.get(id) ?? { carried: [] }, waiting: waiting.get(id) ?? [] },
    ]),
  );
}

/** Plants with data of the grid company or the power exchange that is not issued yet, in the order of their ids. */
export async function plantsWaiting(reader: Reader, after: string, limit: number): Promise<string[]> {
  const rows = await reader.query<{ id: string }>(
    `select p.id from certificates.plant p
      where p.id > $1 and exists (
        select from certificates.meter_month m
         where m.plant_id = p.id and m.reported_by <> 'owner'
           and m.month > coalesce((select max(i.month) from certificates.issue i where i.plant_id = p.id), ''))
      order by p.id limit $2`,
    [after, limit],
  );
  return rows.map(({ id }) => id);
}

/** Plant-months that may issue once those before them are; some may be held back by a gap. */
export async function countMonthsWaiting(reader: Reader): Promise<number> {
  const [row] = await reader.query<{ count: number }>(
    `select count(distinct (m.plant_id, m.month))::int as count from certificates.meter_month m
      where m.reported_by <> 'owner' and m.month > coalesce(
        (select max(i.month) from certificates.issue i where i.plant_id = m.plant_id), '')`,
  );
  return row?.count ?? 0;
}

/** Writes issues, all in one statement. */
export async function insertIssues(tx: Transaction, issues: readonly Issue[]): Promise<void> {
  await tx.query(
    `insert into certificates.issue
       (id, plant_id, month, meter_month_id, instrument, transaction_id, certificates, energy_wh, carried_in_wh,
        remainder_wh, wh_per_certificate, consumed, carried, electricity_class, trade_class, pack_id, pack_version,
        issued_at)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::bigint[], $7::bigint[],
       $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::jsonb[], $13::jsonb[], $14::text[], $15::text[],
       $16::text[], $17::text[], $18::timestamptz[])`,
    [
      issues.map((issue) => issue.id),
      issues.map((issue) => issue.plantId),
      issues.map((issue) => issue.month),
      issues.map((issue) => issue.meterMonthId),
      issues.map((issue) => issue.instrument),
      issues.map((issue) => issue.transactionId?.toString() ?? null),
      issues.map((issue) => issue.certificates.toString()),
      issues.map((issue) => issue.energyWh.toString()),
      issues.map((issue) => issue.carriedInWh.toString()),
      issues.map((issue) => issue.remainderWh.toString()),
      issues.map((issue) => issue.whPerCertificate.toString()),
      issues.map((issue) => JSON.stringify(storeRanges(issue.consumed))),
      issues.map((issue) => JSON.stringify(storeRanges(issue.carried))),
      issues.map((issue) => issue.electricityClass),
      issues.map((issue) => issue.tradeClass),
      issues.map((issue) => issue.packId),
      issues.map((issue) => issue.packVersion),
      issues.map((issue) => issue.issuedAt),
    ],
  );
}
