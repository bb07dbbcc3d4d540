import { type CsvFault, formatKwh, readPlantsCsv } from '@carbon/certificates/domain';
import { fault, malformed } from '@carbon/kernel';
import type { Connection } from '../connection';
import { readInput } from '../input-file';
import { EXIT, type Exit, type Terminal } from '../terminal';

export interface ImportOptions {
  readonly owner?: string;
  readonly partial: boolean;
}

interface ImportReport {
  readonly imported: number;
  readonly faults: readonly CsvFault[];
  readonly faultCount: number;
  readonly warnings: readonly CsvFault[];
}

/** `carbon import plants|meter-months FILE.csv` */
export async function importFile(
  terminal: Terminal,
  connection: Connection,
  kind: string,
  file: string,
  options: ImportOptions,
): Promise<Exit> {
  const csv = readInput(file).toString('utf8');
  if (kind === 'meter-months') return importMeterMonths(terminal, connection, csv, options.partial);
  if (kind === 'plants') return importPlants(terminal, connection, csv, options);
  throw malformed([
    fault(
      'kind',
      'known',
      'must be plants or meter-months',
      '只能是 plants（电站）或 meter-months（月度电量）',
    ),
  ]);
}

async function importMeterMonths(
  terminal: Terminal,
  connection: Connection,
  csv: string,
  partial: boolean,
): Promise<Exit> {
  const path = `/v1/meter-months/imports?partial=${String(partial)}`;
  const report = await connection.post<ImportReport>(path, csv, 'text/csv');
  for (const each of [...report.faults, ...report.warnings]) tellFault(terminal, each);
  terminal.say(
    terminal.tell({
      zh: `已导入 ${report.imported} 行，${report.faultCount} 行有误。`,
      en: `${report.imported} rows imported, ${report.faultCount} faulty.`,
    }),
  );
  return report.faultCount === 0 ? EXIT.ok : EXIT.no;
}

async function importPlants(
  terminal: Terminal,
  connection: Connection,
  csv: string,
  { owner, partial }: ImportOptions,
): Promise<Exit> {
  if (owner === undefined) {
    throw malformed([
      fault('--owner', 'required', 'name the holder that owns them', '请用 --owner 指明业主'),
    ]);
  }
  const { rows, faults, faultCount } = readPlantsCsv(csv);
  for (const each of faults) tellFault(terminal, each);
  if (rows.length === 0 || (faultCount > 0 && !partial)) {
    terminal.say(terminal.tell({ zh: '没有导入任何内容。', en: 'Nothing was imported.' }));
    return EXIT.refused;
  }
  const plants = rows.map((row) => ({
    shortCode: row.code,
    nameZh: row.nameZh,
    nameEn: row.nameEn,
    province: row.province,
    technology: row.technology,
    capacityW: row.capacityW.toString(),
    connectedMonth: row.connectedMonth,
    holder: owner,
    source: row.source,
    ...(row.publishedAnnualWh === undefined ? {} : { publishedAnnualKwh: formatKwh(row.publishedAnnualWh) }),
  }));
  await connection.post('/v1/plants', { plants });
  terminal.say(
    terminal.tell({ zh: `已建档 ${plants.length} 座电站。`, en: `${plants.length} plants filed.` }),
  );
  return faultCount === 0 ? EXIT.ok : EXIT.no;
}

function tellFault(terminal: Terminal, { line, column, message }: CsvFault): void {
  terminal.note(
    terminal.tell({
      zh: `第 ${line} 行 ${column}：${message.zh}`,
      en: `line ${line}, ${column}: ${message.en}`,
    }),
  );
}
