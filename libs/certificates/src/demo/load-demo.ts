import type { Database, Transaction } from '@carbon/database';
import { createHolder, findHolder } from '@carbon/identity';
import { type FieldFault, malformed, type OnProgress } from '@carbon/kernel';
import { openAccounts } from '@carbon/ledger';
import { In } from 'typeorm';
import type { CsvReading } from '../domain/csv/csv-reading';
import { readMeterMonthsCsv } from '../domain/csv/meter-months-csv';
import { type PlantRow, readPlantsCsv } from '../domain/csv/plants-csv';
import { holdingAccountsOf } from '../persistence/ledger-holdings';
import { meterMonthEntity } from '../persistence/meter-month.entity';
import { plantEntity } from '../persistence/plant.entity';
import type { Desk } from '../use-cases/desk';
import { filePlants } from '../use-cases/file-plants';
import { importMeterMonths } from '../use-cases/import-meter-months';
import { issueAll, type IssueRun } from '../use-cases/issue-all';
import { readEnterprisesCsv } from './enterprises-csv';
import { type DemoHolder, ownerOf, projectCompany } from './owners';

/** The demonstration files, as text. */
export interface DemoFiles {
  readonly plants: string;
  readonly generation: string;
  readonly enterprises: string;
}

/** What was new; all zero when the demonstration was loaded before. */
export interface DemoReport {
  readonly holders: number;
  readonly plants: number;
  readonly meterMonths: number;
  readonly issued: IssueRun;
}

const ACTOR = { actor: 'demo' } as const;

/**
 * Loads the demonstration through the use cases: holders with their accounts, plants, a year of energy, and its
 * certificates. Loading again adds only what is missing.
 * @throws Refusal INPUT_MALFORMED for a file with a fault
 */
export async function loadDemo(
  database: Database,
  desk: Desk,
  files: DemoFiles,
  onProgress: OnProgress = () => undefined,
): Promise<DemoReport> {
  const plants = rowsOf(readPlantsCsv(files.plants), 'plants');
  const enterprises = rowsOf(readEnterprisesCsv(files.enterprises), 'enterprises');
  const companies = plants.flatMap((plant) => projectCompany(plant) ?? []);
  const loaded = await database.transaction(async (tx) => {
    const holders = await enterHolders(tx, desk, [...enterprises, ...companies]);
    const filed = await fileMissing(tx, desk, plants, holders.ids);
    return { holders: holders.entered, plants: filed };
  });
  onProgress({ step: 'load-demo-plants', done: plants.length, total: plants.length });
  const meterMonths = await database.transaction((tx) => reportMissing(tx, desk, files.generation));
  const issued = await issueAll(database, desk, ACTOR, onProgress);
  return { ...loaded, meterMonths, issued };
}

function rowsOf<Row>({ rows, faults }: CsvReading<Row>, file: string): readonly Row[] {
  if (faults.length === 0) return rows;
  throw malformed(
    faults.map(({ line, column, rule, message }): FieldFault => ({
      field: `${file}[${line}].${column}`,
      rule,
      message,
    })),
  );
}

/** Each holder with a holding account. */
async function enterHolders(
  tx: Transaction,
  desk: Desk,
  wanted: readonly DemoHolder[],
): Promise<{ readonly ids: ReadonlyMap<string, string>; readonly entered: number }> {
  const ids = new Map<string, string>();
  let entered = 0;
  for (const { code, nameZh, nameEn, kind, province, source } of wanted) {
    const known = await findHolder(tx.manager, code);
    const entry = { code, nameZh, nameEn, kind, province, source };
    const holder = known ?? (await createHolder(tx, entry, desk.clock.now(), ACTOR));
    if (known === undefined) entered += 1;
    ids.set(code, holder.id);
  }
  const withAccount = new Set(
    (await holdingAccountsOf(tx, [...ids.values()])).map(({ holderId }) => holderId),
  );
  const without = [...ids.values()].filter((id) => !withAccount.has(id));
  await openAccounts(
    tx,
    without.map((holderId) => ({ holderId, kind: 'holding' as const })),
  );
  return { ids, entered };
}

async function fileMissing(
  tx: Transaction,
  desk: Desk,
  plants: readonly PlantRow[],
  holderIds: ReadonlyMap<string, string>,
): Promise<number> {
  const codes = plants.map(({ code }) => code);
  const known = await tx.manager.find(plantEntity, { where: { shortCode: In(codes) } });
  const filed = new Set(known.map(({ shortCode }) => shortCode));
  const missing = plants.filter(({ code }) => !filed.has(code));
  await filePlants(
    tx,
    desk,
    missing.map(({ code, ...plant }) => {
      const holderId = holderIds.get(ownerOf(code));
      if (holderId === undefined) throw new Error(`no owner of ${code}`);
      return { ...plant, shortCode: code, holderId };
    }),
    ACTOR,
  );
  return missing.length;
}

async function reportMissing(tx: Transaction, desk: Desk, csv: string): Promise<number> {
  const rows = rowsOf(readMeterMonthsCsv(csv), 'generation');
  const plants = await tx.manager.find(plantEntity, {
    where: { shortCode: In([...new Set(rows.map(({ plant }) => plant))]) },
  });
  const codeOf = new Map(plants.map(({ id, shortCode }) => [id, shortCode]));
  const known = await tx.manager.find(meterMonthEntity, { where: { plantId: In([...codeOf.keys()]) } });
  const reported = new Set(
    known.map(({ plantId, month, reportedBy }) => `${codeOf.get(plantId) ?? ''}/${month}/${reportedBy}`),
  );
  const missing = rows.filter(
    ({ plant, month, reportedBy }) => !reported.has(`${plant}/${month}/${reportedBy}`),
  );
  // all of it at first: then the file itself is the evidence
  const input = missing.length === rows.length ? { csv } : { rows: missing };
  return (await importMeterMonths(tx, desk, { ...ACTOR, input })).imported;
}
