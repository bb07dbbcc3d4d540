import { type ChinaMonth, fault, type FieldFault, lastDayOf, malformed } from '@carbon/kernel';
import { formatKwh, parseKwh, type Wh } from '../energy';
import { type EnergySplit, NO_SPLIT, partsOf, splitTotal } from '../energy-split';
import { parseProductionMonth } from '../production-month';
import { PLAUSIBLE_OUTPUT_PERCENT } from '../rules/gec';
import { anyText, type CsvReading, type CsvRow, plantShortCode, readCsv } from './csv-reading';
import { csvFault, type CsvFault, type CsvLimits } from './csv-table';

/** GEC-002: who may report metered energy; the owner's data is secondary. */
export const reporters = ['grid-company', 'power-exchange', 'owner'] as const;
export type Reporter = (typeof reporters)[number];

/** One plant's metered energy of one calendar month. */
export interface MeterMonthRow {
  readonly line: number;
  /** Short code of the plant in files. */
  readonly plant: string;
  readonly month: ChinaMonth;
  readonly energyWh: Wh;
  readonly reportedBy: Reporter;
  /** Where the energy went; without it, where the plant's power goes. */
  readonly split?: EnergySplit;
  /** Where the figure comes from, in the reporter's words; may be empty. */
  readonly basis: string;
}

export const METER_MONTH_COLUMNS = ['plant', 'month', 'energy_kwh', 'reported_by', 'basis'] as const;
/** Where energy went, in kWh; a file may leave these columns out. */
export const METER_MONTH_PARTS = {
  price_settled_kwh: 'priceSettledWh',
  grid_agency_kwh: 'gridAgencyWh',
  self_use_kwh: 'selfUseWh',
  off_grid_kwh: 'offGridWh',
  storage_kwh: 'storageWh',
} as const satisfies Record<string, keyof EnergySplit>;
const PART_COLUMNS = Object.keys(METER_MONTH_PARTS) as (keyof typeof METER_MONTH_PARTS)[];

export interface MeterMonthsOptions {
  /** Nameplate capacity of a plant in W; undefined when the plant is not known. */
  readonly capacityWOf?: (plant: string) => bigint | undefined;
  readonly limits?: CsvLimits;
}

/** Reads the monthly generation file. Energy that the capacity can hardly give is a warning, not a fault. */
export function readMeterMonthsCsv(
  text: string,
  options: MeterMonthsOptions = {},
): CsvReading<MeterMonthRow> {
  const { capacityWOf, limits } = options;
  return readCsv(text, {
    columns: METER_MONTH_COLUMNS,
    optional: PART_COLUMNS,
    readRow,
    keyOf: (row) => ({
      column: 'month',
      key: `${row.plant}/${row.month}`,
      says: [row.energyWh, ...partsOf(row.split ?? NO_SPLIT)].join('/'),
    }),
    warningsOf: (row) => implausible(row, capacityWOf?.(row.plant)),
    ...(limits && { limits }),
  });
}

function readRow(row: CsvRow): MeterMonthRow | undefined {
  const plant = row.take('plant', 32, plantShortCode);
  const month = row.take('month', 7, (text, column) => parseProductionMonth(text, column));
  const energyWh = row.take('energy_kwh', 40, (text, column) => parseKwh(text, column));
  const reportedBy = row.take('reported_by', 20, parseReporter);
  const basis = row.take('basis', 300, anyText);
  if (!plant || !month || energyWh === undefined || !reportedBy || basis === undefined) return undefined;
  const split = readSplit(row, energyWh);
  if (split === undefined) return undefined;
  return { line: row.line, plant, month, energyWh, reportedBy, basis, ...(split !== 'none' && { split }) };
}

function readSplit(row: CsvRow, energyWh: Wh): EnergySplit | 'none' | undefined {
  const parts: Record<keyof EnergySplit, Wh> = { ...NO_SPLIT };
  let stated = false;
  for (const column of PART_COLUMNS) {
    if (!row.has(column)) continue;
    const part = row.take(column, 40, (text) => (text === '' ? 'left out' : parseKwh(text, column)));
    if (part === undefined) return undefined;
    if (part === 'left out') continue;
    parts[METER_MONTH_PARTS[column]] = part;
    stated = true;
  }
  if (!stated) return 'none';
  const total = splitTotal(parts);
  return row.take('energy_kwh', 40, (_, column) => {
    if (total > energyWh) throw malformed([partsTooMuch(column)]);
    return parts;
  });
}

/** The parts of a month are more than its energy. */
export function partsTooMuch(field: string): FieldFault {
  return fault(field, 'parts', 'is less than its parts together', '小于各分项电量之和');
}

function parseReporter(text: string, column: string): Reporter {
  const reporter = reporters.find((known) => known === text);
  if (reporter === undefined) {
    const known = reporters.join(', ');
    throw malformed([fault(column, 'reporter', `must be one of ${known}`, `必须是以下之一：${known}`)]);
  }
  return reporter;
}

/** The most a plant can plausibly give in a month: its capacity in every hour, with our tolerance. */
export function plausibleMaximumWh(month: ChinaMonth, capacityW: bigint): bigint {
  const hours = BigInt(lastDayOf(month).slice(8)) * 24n;
  return (capacityW * hours * PLAUSIBLE_OUTPUT_PERCENT.value) / 100n;
}

/** The warning of a row whose energy the capacity can hardly give. */
export function implausible(row: MeterMonthRow, capacityW: bigint | undefined): readonly CsvFault[] {
  if (capacityW === undefined || row.energyWh <= plausibleMaximumWh(row.month, capacityW)) return [];
  const kwh = formatKwh(row.energyWh);
  return [
    csvFault(
      row.line,
      'energy_kwh',
      'implausible',
      `${kwh} kWh is more than ${row.plant} gives at full load all month`,
      `${kwh} kWh 超过 ${row.plant} 全月满发电量`,
    ),
  ];
}
