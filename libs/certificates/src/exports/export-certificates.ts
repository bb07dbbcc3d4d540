import { type Column, ExportBody, type JobKind, pagesOf, runExport, type RunningJob } from '@carbon/jobs';
import { decodeCursor } from '@carbon/kernel';
import { accountInReach, IsAccountNumber, isSeen, outsideWindow, type Seen, seenOf } from '@carbon/ledger';
import { In } from 'typeorm';
import { readInstrumentCode } from '../domain/instrument-code';
import { type Plant, plantEntity } from '../persistence/plant.entity';
import { type Desk, rulesToday } from '../use-cases/desk';
import { type HeldCertificates, listCertificates } from '../use-cases/list-certificates';

export class ExportCertificatesPayload extends ExportBody {
  @IsAccountNumber({ description: 'Whose certificates. 账户' })
  account!: string;
}

interface Row extends HeldCertificates {
  readonly plant: Plant | undefined;
}

const COLUMNS: readonly Column<Row>[] = [
  { kind: 'text', title: { zh: '首个绿证编码', en: 'First code' }, of: ({ firstCode }) => firstCode },
  { kind: 'text', title: { zh: '末个绿证编码', en: 'Last code' }, of: ({ lastCode }) => lastCode },
  { kind: 'quantity', title: { zh: '数量', en: 'Quantity' }, of: ({ quantity }) => quantity },
  { kind: 'text', title: { zh: '电站建档编码', en: 'Plant file' }, of: ({ plant }) => plant?.code ?? null },
  { kind: 'text', title: { zh: '电站简码', en: 'Plant' }, of: ({ plant }) => plant?.shortCode ?? null },
  { kind: 'text', title: { zh: '电站名称', en: 'Plant name' }, of: ({ plant }) => plant?.nameZh ?? null },
  { kind: 'text', title: { zh: '生产月份', en: 'Month' }, of: ({ productionMonth }) => productionMonth },
  {
    kind: 'text',
    title: { zh: '电量类别', en: 'Electricity' },
    of: ({ electricityClass }) => electricityClass,
  },
  { kind: 'text', title: { zh: '交易类别', en: 'Trade class' }, of: ({ tradeClass }) => tradeClass },
  { kind: 'date', title: { zh: '有效期至', en: 'Valid through' }, of: ({ validThrough }) => validThrough },
  {
    kind: 'text',
    title: { zh: '状态', en: 'State' },
    of: ({ part, pastValidity }) => stateOf(part, pastValidity),
  },
];

/** What is past its validity waits for an expiry run, in whichever part it stands. */
const stateOf = (part: string, pastValidity: boolean) => (pastValidity ? `${part}, past validity` : part);

const STEP = { zh: '读取绿证', en: 'reading certificates' };

/** The certificates that an account holds, in runs, with their plants. */
export function exportCertificatesKind(desk: Desk): JobKind<ExportCertificatesPayload> {
  return {
    kind: 'export-certificates',
    title: { zh: '导出持有绿证', en: 'Export certificates held' },
    payload: ExportCertificatesPayload,
    permission: 'exports.write',
    reads: 'certificates.read',
    run: async (job) => {
      const { number, holderId } = await accountInReach(job.database, job.payload.account, job.reach);
      const seen = seenOf(job.reach, holderId);
      // who holds what is kept as it is now only
      if (!isSeen(seen, desk.clock.now())) throw outsideWindow();
      const { pack } = rulesToday(desk);
      return runExport(job, desk.clock, {
        title: { zh: '持有绿证', en: 'Certificates held' },
        name: 'certificates',
        columns: COLUMNS,
        pages: rows(job, desk, number, seen),
        filter: [[{ zh: '账户', en: 'Account' }, number]],
        finePrint: [
          {
            zh: `有效期按规则包 ${pack.id} ${pack.version}（GEC-013，${pack.validityMonths.source}）计算。`,
            en: `Validity follows the rule pack ${pack.id} ${pack.version} (GEC-013, ${pack.validityMonths.source}).`,
          },
        ],
        holderId,
      });
    },
  };
}

async function* rows(
  job: RunningJob<ExportCertificatesPayload>,
  desk: Desk,
  account: string,
  seen: Seen,
): AsyncGenerator<readonly Row[]> {
  const { database } = job;
  const pages = pagesOf(job, STEP, ({ limit, cursor }) => {
    const after = cursor === undefined ? {} : { after: decodeCursor(cursor, 2) };
    return listCertificates(database, desk, account, { limit, ...after }, seen);
  });
  for await (const page of pages) {
    const codes = [...new Set(page.flatMap(({ instrument }) => readInstrumentCode(instrument)?.plant ?? []))];
    const plants = await database.source.manager.findBy(plantEntity, { code: In(codes) });
    const byCode = new Map<string, Plant>(plants.map((plant) => [plant.code, plant]));
    yield page.map((held) => ({
      ...held,
      plant: byCode.get(readInstrumentCode(held.instrument)?.plant ?? ''),
    }));
  }
}
