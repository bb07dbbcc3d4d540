import { fault, FaultCollector, malformed, parseMoment } from '@carbon/kernel';
import type { RowFault } from './row-fault';

/** Columns of a file of readings, in any order. */
export const READING_COLUMNS = [
  'meter',
  'start',
  'end',
  'energy_wh',
  'register_start_wh',
  'register_end_wh',
] as const;
export type ReadingColumn = (typeof READING_COLUMNS)[number];
/** Energy may stand alone or follow from the register. */
export const REQUIRED_COLUMNS: readonly ReadingColumn[] = ['meter', 'start', 'end'];

/** A cell as it stands in the file; a spreadsheet has days and times of its own. */
export type Cell = string | Date | null;
export type ReadingFields = Readonly<Partial<Record<ReadingColumn, Cell>>>;

/** A reading of a meter over an interval `[start, end)`; energies in Wh. */
export interface ReadingRow {
  readonly row: number;
  readonly meter: string;
  readonly start: Date;
  readonly end: Date;
  readonly energyWh: bigint;
  readonly registerStartWh: bigint | null;
  readonly registerEndWh: bigint | null;
}

/** Reads one row: the reading, or all that is wrong with it. */
export function readReadingRow(
  fields: ReadingFields,
  row: number,
): { readonly reading: ReadingRow } | { readonly faults: readonly RowFault[] } {
  const faults = new FaultCollector();
  const meter = faults.attempt(() => meterOf(fields.meter));
  const start = faults.attempt(() => momentOf(fields.start, 'start'));
  const end = faults.attempt(() => momentOf(fields.end, 'end'));
  const amounts = faults.attempt(() => amountsOf(fields, faults));
  if (start !== undefined && end !== undefined) faults.attempt(() => refuseInterval(start, end));
  if (faults.faults.length > 0 || !meter || !start || !end || !amounts) {
    return {
      faults: faults.faults.map(({ field, rule, message }) => ({ row, column: field, rule, message })),
    };
  }
  return { reading: { row, meter, start, end, ...amounts } };
}

const METER = /^MD-\d{6,18}$/;

function meterOf(cell: Cell | undefined): string {
  if (typeof cell === 'string' && METER.test(cell.trim())) return cell.trim();
  throw malformed([
    fault(
      'meter',
      'meter',
      'must be the number of a device, e.g. MD-000012',
      '应为计量设备编号，例如 MD-000012',
    ),
  ]);
}

/** `2026-01-31 23:45`, as spreadsheets and meters write it, on the China clock. */
const CHINA_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?$/;

/** A moment with its offset; one without is of the China clock, as are the days and times of a spreadsheet. */
export function momentOf(cell: Cell | undefined, field: string): Date {
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return parseMoment('', field);
    return momentOf(cell.toISOString().slice(0, 19), field);
  }
  const text = (cell ?? '').trim().slice(0, 40);
  const [, day, minute, second = ':00'] = CHINA_TIME.exec(text) ?? [];
  const moment = parseMoment(day === undefined ? text : `${day}T${String(minute)}${second}+08:00`, field);
  if (moment.getTime() % 1_000 === 0) return moment;
  throw malformed([fault(field, 'second', 'must be of a whole second', '应精确到整秒')]);
}

const WH = /^-?(0|[1-9]\d{0,17})$/;

function whOf(cell: Cell | undefined, field: ReadingColumn): bigint | undefined {
  if (cell === undefined || cell === null || cell === '') return undefined;
  if (typeof cell === 'string' && WH.test(cell.trim())) return BigInt(cell.trim());
  throw malformed([fault(field, 'whole-wh', 'must be a whole number of Wh', '应为整数（瓦时）')]);
}

function amountsOf(
  fields: ReadingFields,
  faults: FaultCollector,
): Pick<ReadingRow, 'energyWh' | 'registerStartWh' | 'registerEndWh'> | undefined {
  const [energy, from, to] = (['energy_wh', 'register_start_wh', 'register_end_wh'] as const).map((name) =>
    faults.attempt(() => ({ wh: whOf(fields[name], name) })),
  );
  if (energy === undefined || from === undefined || to === undefined) return undefined;
  if ((from.wh === undefined) !== (to.wh === undefined)) {
    const missing = from.wh === undefined ? 'register_start_wh' : 'register_end_wh';
    throw malformed([
      fault(missing, 'both-registers', 'both readings of the register are needed', '须同时给出起止示数'),
    ]);
  }
  const difference = from.wh === undefined || to.wh === undefined ? undefined : to.wh - from.wh;
  const energyWh = energy.wh ?? difference;
  if (energyWh === undefined) {
    throw malformed([
      fault('energy_wh', 'required', 'is missing, and there is no register', '缺少电量，也没有示数'),
    ]);
  }
  if (difference !== undefined && difference !== energyWh) {
    throw malformed([
      fault(
        'energy_wh',
        'register',
        `is not what the register went on by, ${difference}`,
        `与示数之差 ${difference} 不符`,
      ),
    ]);
  }
  return { energyWh, registerStartWh: from.wh ?? null, registerEndWh: to.wh ?? null };
}

const CHINA_MS = 8 * 3_600_000;
const chinaMonth = (ms: number) => new Date(ms + CHINA_MS).toISOString().slice(0, 7);
/** Readings of other centuries are mistakes. */
const YEARS = { first: '2000', last: '2099' } as const;

/** An interval has a length and lies within one China month, so that months add up. */
function refuseInterval(start: Date, end: Date): void {
  if (start.getTime() >= end.getTime()) {
    throw malformed([fault('end', 'after-start', 'must be later than the start', '必须晚于起始时刻')]);
  }
  const [first, last] = [chinaMonth(start.getTime()), chinaMonth(end.getTime() - 1)];
  if (first < YEARS.first || last > `${YEARS.last}-12`) {
    throw malformed([
      fault(
        'start',
        'year',
        `must be from ${YEARS.first} to ${YEARS.last}`,
        `应在 ${YEARS.first} 至 ${YEARS.last} 年`,
      ),
    ]);
  }
  if (first !== last) {
    throw malformed([
      fault('end', 'one-month', 'must not lie beyond the end of the month', '区间不得跨月，请在月末分开'),
    ]);
  }
}
