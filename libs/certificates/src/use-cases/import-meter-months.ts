import { hash } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { EVERYTHING, type Reach } from '@carbon/http';
import { canonicalJson, type FieldFault, malformed, newId } from '@carbon/kernel';
import { MAX_REPORTED_FAULTS } from '../domain/csv/csv-reading';
import type { CsvFault } from '../domain/csv/csv-table';
import { type MeterMonthRow, readMeterMonthsCsv } from '../domain/csv/meter-months-csv';
import type { Wh } from '../domain/energy';
import { type EnergySplit, NO_SPLIT } from '../domain/energy-split';
import { meterMonthsRefused } from '../domain/refusals';
import { auditActor } from './audit-actor';
import type { Actor, Desk } from './desk';
import { type AcceptedRow, judgeMeterMonths, reportedBefore } from './judge-meter-months';
import { lockImporting } from './locks';

/** A CSV file as it came, or rows; `line` of a row is what its faults are named by. */
export type MeterMonthsInput = { readonly csv: string } | { readonly rows: readonly MeterMonthRow[] };

export interface ImportMeterMonths extends Actor {
  readonly input: MeterMonthsInput;
  /** Take the good rows and tell the bad ones, instead of refusing all. */
  readonly partial?: boolean;
  /** Whose plants the reporter may report of; everybody's when absent. */
  readonly reach?: Reach;
}

export interface ImportReport {
  readonly imported: number;
  /** Rows that were not taken; always empty unless `partial`. At most MAX_REPORTED_FAULTS are listed. */
  readonly faults: readonly CsvFault[];
  readonly faultCount: number;
  /** Rows that were taken and should be looked at. */
  readonly warnings: readonly CsvFault[];
  readonly warningCount: number;
}

/**
 * Takes metered energy (GEC-002), all rows or none unless `partial`. A plant, month and reporter are told once; a month
 * up to the latest issued one is final.
 * @throws Refusal INPUT_MALFORMED, or GEC_METER_MONTHS_REFUSED when all rows are well written; fields name line and column
 */
export async function importMeterMonths(
  tx: Transaction,
  desk: Desk,
  command: ImportMeterMonths,
): Promise<ImportReport> {
  const { input, partial = false, reach = EVERYTHING } = command;
  const { rows, faults: unreadable, faultCount: unreadableCount } = read(input);
  const pathOf = 'csv' in input ? lineField : rowField;
  await lockImporting(tx);
  const judged = await judgeMeterMonths(tx, desk, rows, reach);
  if (!partial) refuse(unreadable, judged.faults, pathOf);

  const raced = await insert(tx, desk, command, judged.accepted);
  if (!partial) refuse([], raced, pathOf);
  const faults = [...unreadable, ...judged.faults, ...raced].sort((one, other) => one.line - other.line);
  const imported = judged.accepted.length - raced.length;
  const faultCount = unreadableCount + judged.faults.length + raced.length;
  await audit(tx, desk, command, { imported, faultCount });
  return {
    imported,
    faults: faults.slice(0, MAX_REPORTED_FAULTS),
    faultCount,
    warnings: judged.warnings.slice(0, MAX_REPORTED_FAULTS),
    warningCount: judged.warnings.length,
  };
}

function read(input: MeterMonthsInput): {
  rows: readonly MeterMonthRow[];
  faults: readonly CsvFault[];
  faultCount: number;
} {
  return 'csv' in input ? readMeterMonthsCsv(input.csv) : { rows: input.rows, faults: [], faultCount: 0 };
}

const lineField = ({ line, column }: CsvFault) =>
  column === '' ? `lines[${line}]` : `lines[${line}].${column}`;

/** Columns of the file by the names that JSON rows have. */
const ROW_FIELDS: Readonly<Record<string, string>> = {
  energy_kwh: 'energyKwh',
  reported_by: 'reportedBy',
  storage_kwh: 'storageKwh',
  grid_agency_kwh: 'gridAgencyKwh',
};
const rowField = ({ line, column }: CsvFault) => `rows[${line}].${ROW_FIELDS[column] ?? column}`;

/** Faults of writing are the caller's mistake (400); well-written rows that cannot be taken conflict (409). */
function refuse(
  unreadable: readonly CsvFault[],
  untakeable: readonly CsvFault[],
  pathOf: (found: CsvFault) => string,
): void {
  const fields = [...unreadable, ...untakeable]
    .sort((one, other) => one.line - other.line)
    .slice(0, MAX_REPORTED_FAULTS)
    .map((found): FieldFault => ({ field: pathOf(found), rule: found.rule, message: found.message }));
  if (unreadable.length > 0) throw malformed(fields);
  if (untakeable.length > 0) throw meterMonthsRefused(fields);
}

/** One statement for all rows. Returns the faults of those that somebody else reported a moment ago. */
async function insert(
  tx: Transaction,
  desk: Desk,
  { input, actor }: ImportMeterMonths,
  accepted: readonly AcceptedRow[],
): Promise<CsvFault[]> {
  if (accepted.length === 0) return [];
  const rows = accepted.map((each) => ({ ...each, id: newId() }));
  const parts = (of: (split: EnergySplit) => Wh) =>
    rows.map(({ row }) => of(row.split ?? NO_SPLIT).toString());
  const stored = await tx.query<{ id: string }>(
    `insert into certificates.meter_month
       (id, plant_id, month, reported_by, energy_wh, basis, evidence_hash, price_settled_wh, grid_agency_wh,
        self_use_wh, off_grid_wh, storage_wh, file_hash, imported_by, imported_at)
     select r.*, $13, $14, $15
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::bytea[],
         $8::bigint[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[]) as r
     on conflict (plant_id, month, reported_by) do nothing returning id`,
    [
      rows.map(({ id }) => id),
      rows.map(({ plant }) => plant.id),
      rows.map(({ row }) => row.month),
      rows.map(({ row }) => row.reportedBy),
      rows.map(({ row }) => row.energyWh.toString()),
      rows.map(({ row }) => row.basis),
      rows.map(evidenceHash),
      parts((split) => split.priceSettledWh),
      parts((split) => split.gridAgencyWh),
      parts((split) => split.selfUseWh),
      parts((split) => split.offGridWh),
      parts((split) => split.storageWh),
      fileHash(input) ?? null,
      actor,
      desk.clock.now(),
    ],
  );
  const done = new Set(stored.map(({ id }) => id));
  return rows.filter(({ id }) => !done.has(id)).map(({ row }) => reportedBefore(row));
}

/** One record of the whole import: how much, and which file it was. */
async function audit(
  tx: Transaction,
  desk: Desk,
  { input, actor, approver }: ImportMeterMonths,
  counts: { readonly imported: number; readonly faultCount: number },
): Promise<void> {
  if (counts.imported === 0) return;
  const documentHash = fileHash(input)?.toString('hex');
  await recordAudit(
    tx,
    {
      action: 'meter-months.imported',
      subject: { kind: 'import', id: newId() },
      after: { ...counts },
      ...(documentHash && { documentHash }),
      ...(approver && { approver }),
    },
    desk.clock.now(),
    auditActor(actor),
  );
}

/** SHA-256 of a file as it came; rows came in none. */
function fileHash(input: MeterMonthsInput): Buffer | undefined {
  return 'csv' in input ? hash('sha256', input.csv, 'buffer') : undefined;
}

/** SHA-256 of the canonical row: what the ledger names as the document behind an issue. */
function evidenceHash({ row, plant }: AcceptedRow): Buffer {
  const { month, energyWh, reportedBy, basis, split } = row;
  const parts = Object.fromEntries(
    Object.entries(split ?? {}).map(([name, part]: [string, Wh]) => [name, part.toString()]),
  );
  const text = canonicalJson({
    ...{ plant: plant.code, month, energyWh: energyWh.toString(), reportedBy, basis },
    ...(split !== undefined && { parts }),
  });
  return hash('sha256', text, 'buffer');
}
