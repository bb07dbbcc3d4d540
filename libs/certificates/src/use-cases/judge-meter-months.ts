import { type ChinaMonth, chinaMonth } from '@carbon/kernel';
import type { Transaction } from '@carbon/database';
import { reaches, type Reach } from '@carbon/http';
import { In } from 'typeorm';
import { csvFault, type CsvFault } from '../domain/csv/csv-table';
import { implausible, type MeterMonthRow } from '../domain/csv/meter-months-csv';
import { formatKwh, wh } from '../domain/energy';
import { NO_SPLIT } from '../domain/energy-split';
import { technologyOf } from '../domain/technology';
import { type Plant, plantEntity } from '../persistence/plant.entity';
import type { Desk } from './desk';

/** A row that may be imported, with its plant. */
export interface AcceptedRow {
  readonly row: MeterMonthRow;
  readonly plant: Plant;
}

export interface JudgedRows {
  readonly accepted: readonly AcceptedRow[];
  readonly faults: readonly CsvFault[];
  readonly warnings: readonly CsvFault[];
}

interface Known {
  readonly plants: ReadonlyMap<string, Plant>;
  /** Latest issued month by plant id. */
  readonly issuedThrough: ReadonlyMap<string, ChinaMonth>;
  /** Energy in Wh by plant id and month, by reporter. */
  readonly reported: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
}

/** Judges well-written rows by what is known of their plants and months; plants out of reach are not known. */
export async function judgeMeterMonths(
  tx: Transaction,
  desk: Desk,
  rows: readonly MeterMonthRow[],
  reach: Reach,
): Promise<JudgedRows> {
  const known = await load(tx, rows, reach);
  const thisMonth = chinaMonth(desk.clock.now());
  const accepted: AcceptedRow[] = [];
  const faults: CsvFault[] = [];
  const warnings: CsvFault[] = [];
  for (const row of rows) {
    const plant = known.plants.get(row.plant);
    const found =
      plant === undefined
        ? csvFault(
            row.line,
            'plant',
            'unknown-plant',
            `${row.plant} is not filed`,
            `电站 ${row.plant} 未建档`,
          )
        : (notYours(row, reach) ?? faultOf(row, plant, known, thisMonth));
    if (found !== undefined || plant === undefined) {
      if (found !== undefined) faults.push(found);
      continue;
    }
    accepted.push({ row, plant });
    warnings.push(...implausible(row, plant.capacityW), ...disagreements(row, plant, known));
  }
  return { accepted, faults, warnings };
}

async function load(tx: Transaction, rows: readonly MeterMonthRow[], reach: Reach): Promise<Known> {
  const codes = [...new Set(rows.map(({ plant }) => plant))];
  const filed = await tx.manager.find(plantEntity, { where: { shortCode: In(codes) } });
  const plants = filed.filter(({ holderId }) => reaches(reach, holderId));
  const ids = plants.map(({ id }) => id);
  const issued = await tx.query<{ plant_id: string; last: ChinaMonth }>(
    `select plant_id, max(month) as last from certificates.issue where plant_id = any($1::uuid[]) group by 1`,
    [ids],
  );
  const stored = await tx.query<{ plant_id: string; month: string; reported_by: string; energy_wh: string }>(
    `select plant_id, month, reported_by, energy_wh from certificates.meter_month
      where plant_id = any($1::uuid[]) and month = any($2::text[])`,
    [ids, [...new Set(rows.map(({ month }) => month))]],
  );
  const reported = new Map<string, Map<string, bigint>>();
  for (const { plant_id, month, reported_by, energy_wh } of stored) {
    const key = `${plant_id}/${month}`;
    const readings = reported.get(key) ?? new Map<string, bigint>();
    reported.set(key, readings.set(reported_by, BigInt(energy_wh)));
  }
  return {
    plants: new Map(plants.map((plant) => [plant.shortCode, plant])),
    issuedThrough: new Map(issued.map((row) => [row.plant_id, row.last])),
    reported,
  };
}

/** GEC-002: certificates are issued on the grid company's word, so an owner may speak only as the owner. */
function notYours({ line, reportedBy }: MeterMonthRow, reach: Reach): CsvFault | undefined {
  if (reach === 'everything' || reportedBy === 'owner') return undefined;
  return csvFault(
    line,
    'reported_by',
    'not-the-reporter',
    `you may report as owner, not as ${reportedBy}`,
    `您只能以业主身份报送，不能以 ${reportedBy} 身份报送`,
  );
}

function faultOf(
  row: MeterMonthRow,
  plant: Plant,
  { issuedThrough, reported }: Known,
  thisMonth: ChinaMonth,
): CsvFault | undefined {
  const { line, month } = row;
  if (month >= thisMonth) {
    return csvFault(line, 'month', 'month-not-over', `${month} is not over yet`, `${month} 尚未结束`);
  }
  if (month < plant.connectedMonth) {
    const from = plant.connectedMonth;
    return csvFault(
      line,
      'month',
      'before-connection',
      `${row.plant} was connected in ${from}`,
      `${row.plant} 于 ${from} 并网`,
    );
  }
  const misplaced = misplacedParts(row, plant);
  if (misplaced !== undefined) return misplaced;
  // what the owner says issues nothing, before or after: it is kept for comparison
  if (row.reportedBy !== 'owner' && month <= (issuedThrough.get(plant.id) ?? '')) {
    return csvFault(
      line,
      'month',
      'issued',
      `${row.plant} is issued through ${issuedThrough.get(plant.id) ?? ''}: ${month} is final`,
      `${row.plant} 已核发至 ${issuedThrough.get(plant.id) ?? ''}，${month} 不再变更`,
    );
  }
  if (reported.get(`${plant.id}/${month}`)?.has(row.reportedBy) === true) return reportedBefore(row);
  return undefined;
}

export function reportedBefore({ line, plant, month, reportedBy }: MeterMonthRow): CsvFault {
  return csvFault(
    line,
    'month',
    'reported-before',
    `${month} of ${plant} was reported by ${reportedBy} before`,
    `${plant} 的 ${month} 已由 ${reportedBy} 报送`,
  );
}

/** GEC-002: reporters that do not say the same are to be looked at by a person; the grid company's figure issues. */
function disagreements(row: MeterMonthRow, plant: Plant, { reported }: Known): CsvFault[] {
  const others = [...(reported.get(`${plant.id}/${row.month}`) ?? [])];
  return others
    .filter(([, energyWh]) => energyWh !== row.energyWh)
    .map(([reporter, energyWh]) => {
      const kwh = formatKwh(wh(energyWh));
      return csvFault(
        row.line,
        'energy_kwh',
        'disagrees',
        `${reporter} reported ${kwh} kWh for the same month`,
        `${reporter} 对同月报送 ${kwh} kWh`,
      );
    });
}

/** GEC-006: storage beside a plant is metered apart. GEC-011: only hydro is bought by the grid company as agent. */
function misplacedParts(
  { line, plant: name, split, reportedBy }: MeterMonthRow,
  plant: Plant,
): CsvFault | undefined {
  const { storageWh, gridAgencyWh } = split ?? NO_SPLIT;
  if (storageWh > 0n && !plant.hasStorage) {
    return csvFault(
      line,
      'storage_kwh',
      'no-storage',
      `${name} is filed without storage`,
      `${name} 建档时未申报储能`,
    );
  }
  if (plant.hasStorage && split === undefined && reportedBy !== 'owner') {
    return csvFault(
      line,
      'storage_kwh',
      'storage-apart',
      `the storage of ${name} must be metered apart (GEC-006)`,
      `${name} 的储能放电量须单独计量`,
    );
  }
  if (gridAgencyWh > 0n && technologyOf(plant.technology).energyType !== 'hydro') {
    return csvFault(
      line,
      'grid_agency_kwh',
      'not-hydro',
      `only power of hydro is bought by the grid company as agent (GEC-011)`,
      `仅水电存在电网企业代理购电`,
    );
  }
  return undefined;
}
