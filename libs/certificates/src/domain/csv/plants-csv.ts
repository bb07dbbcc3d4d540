import { type ChinaMonth, fault, malformed, parseChinaMonth } from '@carbon/kernel';
import { parseScaled } from '../decimal';
import { parseKwh, type Wh } from '../energy';
import { parseProvince, type ProvinceCode } from '../provinces';
import { parseTechnology, type TechnologyCode } from '../technology';
import { type CsvReading, type CsvRow, plantShortCode, readCsv, required } from './csv-reading';
import type { CsvLimits } from './csv-table';

/** One plant as filed by its owner. */
export interface PlantRow {
  readonly line: number;
  /** Short code of the plant in files. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly province: ProvinceCode;
  readonly technology: TechnologyCode;
  /** Nameplate capacity in W. */
  readonly capacityW: bigint;
  /** Month of grid connection. */
  readonly connectedMonth: ChinaMonth;
  /** What the plant is said to give in a year; absent when the field is empty. */
  readonly publishedAnnualWh?: Wh;
  /** Where the figures are published. */
  readonly source: string;
}

export const PLANT_COLUMNS = [
  'code',
  'name_zh',
  'name_en',
  'province',
  'technology',
  'capacity_mw',
  'connected_month',
  'published_annual_kwh',
  'source',
] as const;

/** 100 GW: four times the largest power station there is (X). */
const MAX_CAPACITY_W = 100_000_000_000n;
/** No power station fed a grid before (X). */
const EARLIEST_CONNECTION: ChinaMonth = '1880-01';
const LATEST_CONNECTION: ChinaMonth = '2099-12';

export function readPlantsCsv(text: string, options: { limits?: CsvLimits } = {}): CsvReading<PlantRow> {
  return readCsv(text, {
    columns: PLANT_COLUMNS,
    readRow,
    keyOf: (row) => ({ column: 'code', key: row.code, says: saying(row) }),
    ...options,
  });
}

/** All that a row says of its plant, in one text. */
function saying(row: PlantRow): string {
  const { nameZh, nameEn, province, technology, capacityW, connectedMonth, publishedAnnualWh, source } = row;
  const annual = publishedAnnualWh?.toString() ?? '';
  return [nameZh, nameEn, province, technology, capacityW.toString(), connectedMonth, annual, source].join(
    '\n',
  );
}

function readRow(row: CsvRow): PlantRow | undefined {
  const code = row.take('code', 32, plantShortCode);
  const nameZh = row.take('name_zh', 120, required);
  const nameEn = row.take('name_en', 120, required);
  const province = row.take('province', 20, (text, column) => parseProvince(text, column).code);
  const technology = row.take('technology', 40, (text, column) => parseTechnology(text, column).code);
  const capacityW = row.take('capacity_mw', 40, parseCapacityMw);
  const connectedMonth = row.take('connected_month', 7, parseConnection);
  const annual = row.take('published_annual_kwh', 40, parseAnnual);
  const source = row.take('source', 300, required);
  if (
    !code ||
    !nameZh ||
    !nameEn ||
    !province ||
    !technology ||
    !capacityW ||
    !connectedMonth ||
    !annual ||
    !source
  ) {
    return undefined;
  }
  return {
    line: row.line,
    code,
    nameZh,
    nameEn,
    province,
    technology,
    capacityW,
    connectedMonth,
    source,
    ...annual,
  };
}

function parseCapacityMw(text: string, column: string): bigint {
  const capacityW = parseScaled(text, column, { places: 6, maximum: MAX_CAPACITY_W, unit: 'W' });
  if (capacityW === 0n) {
    throw malformed([fault(column, 'positive', 'must be more than 0', '必须大于 0')]);
  }
  return capacityW;
}

function parseConnection(text: string, column: string): ChinaMonth {
  const month = parseChinaMonth(text, column);
  if (month < EARLIEST_CONNECTION || month > LATEST_CONNECTION) {
    const [from, to] = [EARLIEST_CONNECTION, LATEST_CONNECTION];
    throw malformed([
      fault(column, 'range', `must lie from ${from} to ${to}`, `必须在 ${from} 至 ${to} 之间`),
    ]);
  }
  return month;
}

function parseAnnual(text: string, column: string): { readonly publishedAnnualWh?: Wh } {
  return text === '' ? {} : { publishedAnnualWh: parseKwh(text, column) };
}
