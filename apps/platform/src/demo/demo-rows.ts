import type { NewHolder } from '@carbon/identity';
import { type ChinaDate, parseChinaDate } from '@carbon/kernel';
import { parse } from 'csv-parse/sync';
import { demoFile } from './demo-file';

/** A row of `credits.csv`: what was published of a project. */
export interface PublishedCredits {
  readonly project: string;
  readonly nameZh: string;
  /** Codes of `enterprises.csv`. */
  readonly owner: string;
  readonly from: ChinaDate;
  readonly to: ChinaDate;
  /** Whole tonnes. */
  readonly verifiedT: bigint;
  readonly event: string;
  /** Document and lines. */
  readonly source: string;
}

type Row = Readonly<Record<string, string>>;

const rowsOf = (file: string): Row[] => parse(demoFile(file), { columns: true, bom: true });

function rowWhere(file: string, column: string, value: string): Row {
  const row = rowsOf(file).find((each) => each[column] === value);
  if (row === undefined) throw new Error(`${file} has no ${value}`);
  return row;
}

/** What was published of a project, by its name in `credits.csv`. */
export function publishedCredits(project: string): PublishedCredits {
  const row = rowWhere('credits.csv', 'project', project);
  const cell = (column: string) => row[column] ?? '';
  return {
    ...{ project, nameZh: cell('name_zh'), owner: cell('owner'), event: cell('event') },
    from: parseChinaDate(cell('period_start')),
    to: parseChinaDate(cell('period_end')),
    verifiedT: BigInt(cell('verified_t')),
    source: cell('source'),
  };
}

/** Sectors whose enterprises are key emitters in the demonstration. */
const KEY_EMITTERS: readonly string[] = ['power', 'steel', 'cement', 'aluminium'];

/** An enterprise of `enterprises.csv` as a holder. */
export function demoEnterprise(code: string): NewHolder {
  const row = rowWhere('enterprises.csv', 'code', code);
  const cell = (column: string) => row[column] ?? '';
  return {
    ...{ code, nameZh: cell('name_zh'), nameEn: cell('name_en'), kind: kindOf(cell('sector')) },
    ...{ province: cell('province'), source: cell('source') },
  };
}

/** The sector of an enterprise of `enterprises.csv`. */
export const demoSector = (code: string): string => rowWhere('enterprises.csv', 'code', code)['sector'] ?? '';

function kindOf(sector: string): NewHolder['kind'] {
  if (sector === 'project-owner') return 'project-owner';
  return KEY_EMITTERS.includes(sector) ? 'key-emitter' : 'organisation';
}
