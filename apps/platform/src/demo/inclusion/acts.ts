import { parse } from 'csv-parse/sync';
import { demoFile } from '../demo-file';

/** A row of `acts-2026-09.csv` as a partner tells it. */
export interface DemoAct {
  readonly partner: string;
  readonly eventId: string;
  readonly resident: string;
  readonly method: string;
  readonly startedAt: string;
  readonly durationS: number;
  readonly amount: number;
}

const FILE = 'acts-2026-09.csv';
const MINUTE_S = 60;

/** The acts of the file, faulty ones too, in its order. */
export function demoActs(): DemoAct[] {
  const rows: Readonly<Record<string, string>>[] = parse(demoFile(FILE), { columns: true, bom: true });
  return rows.map((row) => ({
    partner: row['partner'] ?? '',
    eventId: row['event_id'] ?? '',
    resident: row['resident'] ?? '',
    method: row['mode'] ?? '',
    startedAt: row['start'] ?? '',
    durationS: Number(row['duration_min']) * MINUTE_S,
    amount: Number(row['distance_m']),
  }));
}

/** How the file calls its residents, each once. */
export function demoResidents(acts: readonly DemoAct[]): string[] {
  return [...new Set(acts.map(({ resident }) => resident))].sort();
}

/** The methods its partners tell of. */
export function demoMethods(acts: readonly DemoAct[]): string[] {
  return [...new Set(acts.map(({ method }) => method))].sort();
}
