import { IsChinaMonth } from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { type Column, ExportBody, type JobKind, pagesOf, runExport, type RunningJob } from '@carbon/jobs';
import { type ChinaMonth, decodeCursor } from '@carbon/kernel';
import type { DepositDatum } from '../../domain/emitters/index';
import type { EmitterDesk } from '../desk';
import { IsHolderName, IsMarketCode } from '../http/fields';
import { type DepositView, readDeposits } from '../persistence/deposits';

export class ExportDepositsPayload extends ExportBody {
  @IsMarketCode({ optional: true })
  market?: string;

  @IsHolderName({ optional: true })
  holder?: string;

  @IsChinaMonth({ description: 'From this month on. 起始月份', optional: true, example: '2026-01' })
  from?: ChinaMonth;

  @IsChinaMonth({ description: 'Until this month. 截止月份', optional: true, example: '2026-12' })
  to?: ChinaMonth;
}

type Row = DepositView & { readonly datum: DepositDatum };

const text = (zh: string, en: string, of: Column<Row>['of']): Column<Row> => ({
  kind: 'text',
  title: { zh, en },
  of,
});

const COLUMNS: readonly Column<Row>[] = [
  text('企业', 'holder', ({ holder }) => holder),
  text('场所编号', 'site', ({ site }) => site),
  text('机组编号', 'unit', ({ unit }) => unit),
  text('月份', 'month', ({ month }) => month),
  text('参数', 'parameter', ({ datum }) => datum.parameter),
  text('燃料或物料', 'material', ({ datum }) => datum.material ?? null),
  { kind: 'decimal', title: { zh: '数值', en: 'value' }, of: ({ datum }) => datum.value },
  text('计量单位', 'measured_in', ({ datum }) => datum.unit),
  text('数据来源', 'source', ({ datum }) => datum.source),
  text('依据文件', 'evidence', ({ evidence }) => evidence.join(' ')),
  { kind: 'quantity', title: { zh: '版本', en: 'version' }, of: ({ version }) => BigInt(version) },
  { kind: 'date', title: { zh: '应存证日', en: 'due on' }, of: ({ dueOn }) => dueOn },
  { kind: 'date', title: { zh: '存证日', en: 'deposited on' }, of: ({ depositedOn }) => depositedOn },
  { kind: 'quantity', title: { zh: '逾期天数', en: 'days late' }, of: ({ daysLate }) => BigInt(daysLate) },
];

const STEP = { zh: '读取存证数据', en: 'reading deposits' };

/** Monthly data of units as a file, a row for each figure that counts now. */
export function exportDepositsKind({ clock }: EmitterDesk): JobKind<ExportDepositsPayload> {
  return {
    kind: 'export-deposits',
    title: { zh: '导出月度存证数据', en: 'Export monthly deposits' },
    payload: ExportDepositsPayload,
    permission: 'exports.write',
    reads: 'emitters.read',
    run: async (job) => {
      const { market, holder, from, to } = job.payload;
      const { manager } = job.database.source;
      const holderId =
        holder === undefined ? undefined : (await holderInReach(manager, holder, job.reach)).id;
      return runExport(job, clock, {
        title: { zh: '月度存证数据', en: 'Monthly deposits' },
        name: 'deposits',
        columns: COLUMNS,
        pages: figures(job, holderId),
        filter: [
          [{ zh: '碳市场', en: 'Market' }, market ?? '—'],
          [{ zh: '企业', en: 'Enterprise' }, holder ?? '—'],
          [{ zh: '月份', en: 'Months' }, `${from ?? ''} … ${to ?? ''}`],
        ],
        finePrint: [DUE],
        ...(holderId === undefined ? {} : { holderId }),
      });
    },
  };
}

async function* figures(
  job: RunningJob<ExportDepositsPayload>,
  holderId: string | undefined,
): AsyncGenerator<readonly Row[]> {
  const { database, reach, payload } = job;
  const { market, from, to } = payload;
  const pages = pagesOf(job, STEP, ({ limit, cursor }) =>
    readDeposits(
      database,
      { reach, market, from, to, holderId },
      { limit, ...(cursor === undefined ? {} : { after: decodeCursor(cursor, 2) }) },
    ),
  );
  for await (const page of pages) {
    yield page.flatMap((deposit) => deposit.data.map((datum) => ({ ...deposit, datum })));
  }
}

const DUE = {
  zh: '逾期天数以首次存证为准；更正为新版本，旧版本保留（CYC-09）。',
  en: 'Lateness is that of the first deposit; corrections are further versions, and earlier ones are kept (CYC-09).',
};
