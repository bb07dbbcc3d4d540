import { parse } from 'csv-parse/sync';
import { fault, malformed } from '@carbon/kernel';

const GENERAL = ['event_id', 'resident', 'method', 'started_at', 'duration_s', 'amount'] as const;
const PLACES = ['from_latitude', 'from_longitude', 'to_latitude', 'to_longitude'] as const;
const TRIPS = ['partner', 'event_id', 'resident', 'mode', 'start', 'duration_min', 'distance_m'] as const;

/** A row of a file as an act that was told, or as one of another partner. */
export interface ActRow {
  /** In the file; the header is line 1. */
  readonly line: number;
  readonly eventId: string;
  /** Undefined for a row of another partner: it is nothing of ours to tell. */
  readonly act: Readonly<Record<string, unknown>> | undefined;
}

type Cells = readonly string[];

/**
 * Reads a file of acts. Two forms: `event_id,resident,method,started_at,duration_s,amount`, perhaps with four columns of
 * places (`from_latitude` …), and trips as partners export them, `partner,event_id,resident,mode,start,duration_min,
 * distance_m`, of which rows of other partners are left alone. What a row says is judged when it lands.
 * @throws Refusal INPUT_MALFORMED for another header, or a file that is no CSV
 */
export function readActFile(bytes: Buffer, partner: string): ActRow[] {
  const [header = [], ...rows] = table(bytes);
  const read = readerOf(header, partner);
  return rows.map((cells, at) => ({ line: at + 2, ...read(cells) }));
}

function table(bytes: Buffer): Cells[] {
  try {
    return parse(bytes, { bom: true, skip_empty_lines: true, relax_column_count: true });
  } catch {
    throw malformed([fault('file', 'csv', 'is not a CSV file', '不是 CSV 文件')]);
  }
}

function readerOf(header: Cells, partner: string): (cells: Cells) => Omit<ActRow, 'line'> {
  const named = header.map((name) => name.trim());
  if (named.join() === TRIPS.join()) return (cells) => trip(cells, partner);
  if (named.join() === GENERAL.join()) return (cells) => general(cells);
  if (named.join() === [...GENERAL, ...PLACES].join()) return (cells) => placed(cells);
  throw malformed([
    fault(
      'file',
      'header',
      `must begin with ${GENERAL.join(',')} or ${TRIPS.join(',')}`,
      `首行应为 ${GENERAL.join(',')} 或 ${TRIPS.join(',')}`,
    ),
  ]);
}

function trip(cells: Cells, partner: string): Omit<ActRow, 'line'> {
  const [whose = '', eventId = '', resident = '', method = '', startedAt = '', minutes = '', metres = ''] =
    cells;
  if (cells.length === TRIPS.length && whose !== partner) return { eventId, act: undefined };
  const act = {
    eventId,
    resident,
    method,
    startedAt,
    durationS: numberOf(minutes, 60),
    amount: numberOf(metres),
  };
  return { eventId, act: cells.length === TRIPS.length ? act : {} };
}

function general(cells: Cells): Omit<ActRow, 'line'> {
  const [eventId = '', resident = '', method = '', startedAt = '', seconds = '', amount = ''] = cells;
  const act = {
    eventId,
    resident,
    method,
    startedAt,
    durationS: numberOf(seconds),
    amount: numberOf(amount),
  };
  return { eventId, act: cells.length === GENERAL.length ? act : {} };
}

function placed(cells: Cells): Omit<ActRow, 'line'> {
  const { eventId, act } = general(cells.slice(0, GENERAL.length));
  const places = cells.slice(GENERAL.length);
  if (places.length !== PLACES.length) return { eventId, act: {} };
  if (places.every((cell) => cell === '')) return { eventId, act };
  const [a, b, c, d] = places.map((cell) => (DEGREES.test(cell) ? Number(cell) : undefined));
  return { eventId, act: { ...act, from: { latitude: a, longitude: b }, to: { latitude: c, longitude: d } } };
}

const DEGREES = /^-?\d{1,3}(\.\d{1,12})?$/;
const NUMBER = /^-?\d{1,16}(\.\d{1,6})?$/;

/** What is no number stays what it is: the act is then malformed. */
function numberOf(cell: string, times = 1): number | string {
  return NUMBER.test(cell) ? Number(cell) * times : cell;
}
