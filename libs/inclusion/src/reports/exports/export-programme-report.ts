import { IsChinaMonth } from '@carbon/http';
import { type Column, ExportBody, type JobKind, runExport, type RunningJob } from '@carbon/jobs';
import { type ChinaMonth, type Clock, decodeCursor, formatGrams } from '@carbon/kernel';
import type { InclusionParts } from '../../parts';
import { IsProgrammeCode } from '../../programmes/http/fields';
import { yuanOf } from '../../rewards/domain/yuan';
import { costPerTonne, tonnesOf } from '../domain/cost-per-tonne';
import { type ReportMonth, reportMonths } from '../use-cases/programme-report';
import { type ReportReader, reportReader } from '../use-cases/report-reader';

export class ExportProgrammeReportPayload extends ExportBody {
  @IsProgrammeCode()
  programme!: string;

  @IsChinaMonth({ description: 'First China month. 起始月份', example: '2026-01', optional: true })
  from?: ChinaMonth;

  @IsChinaMonth({ description: 'Last China month. 截止月份', example: '2026-09', optional: true })
  to?: ChinaMonth;
}

interface Row {
  readonly month: ReportMonth;
  /** A line of the month; its sum where undefined. */
  readonly line?: ReportMonth['lines'][number];
}

const figuresOf = ({ month, line }: Row) => (line === undefined ? month.total : line.figures);

const COLUMNS: readonly Column<Row>[] = [
  { kind: 'text', title: { zh: '月份', en: 'Month' }, of: ({ month }) => month.month.slice(0, 7) },
  {
    kind: 'text',
    title: { zh: '方法', en: 'Method' },
    of: ({ line }) => (line === undefined ? '合计 total' : (line.method?.code ?? '已注销居民 departed')),
  },
  {
    kind: 'text',
    title: { zh: '名称', en: 'Title' },
    of: ({ line }) => (line?.method === undefined ? null : `${line.method.title.zh} ${line.method.title.en}`),
  },
  {
    kind: 'text',
    title: { zh: '是否公开', en: 'Told' },
    of: (row) => (figuresOf(row) === undefined ? '人数过少不公开 withheld' : '是 yes'),
  },
  {
    kind: 'quantity',
    title: { zh: '参与人数', en: 'Residents' },
    of: (row) => whole(figuresOf(row)?.residents),
  },
  { kind: 'quantity', title: { zh: '计入次数', en: 'Acts' }, of: (row) => figuresOf(row)?.acts ?? null },
  {
    kind: 'quantity',
    title: { zh: '未计入次数', en: 'Refused' },
    of: (row) => figuresOf(row)?.refused ?? null,
  },
  {
    kind: 'quantity',
    title: { zh: '数量', en: 'Amount' },
    of: ({ line }) => (line?.method === undefined ? null : (line.figures?.amount ?? null)),
  },
  { kind: 'text', title: { zh: '单位', en: 'Unit' }, of: ({ line }) => line?.method?.unit ?? null },
  {
    kind: 'decimal',
    title: { zh: '减排（吨）', en: 'Reduced (t)' },
    of: (row) => written(figuresOf(row)?.reducedUg, tonnesOf),
  },
  {
    kind: 'decimal',
    title: { zh: '已知排放（克）', en: 'Known emissions (g)' },
    of: (row) => written(figuresOf(row)?.emittedUg, formatGrams),
  },
  { kind: 'quantity', title: { zh: '积分', en: 'Points' }, of: (row) => figuresOf(row)?.points ?? null },
  {
    kind: 'quantity',
    title: { zh: '新加入', en: 'Joined' },
    of: (row) => ofMonth(row, ({ joined }) => whole(joined)),
  },
  {
    kind: 'quantity',
    title: { zh: '退出', en: 'Left' },
    of: (row) => ofMonth(row, ({ departed }) => whole(departed)),
  },
  {
    kind: 'quantity',
    title: { zh: '月末成员', en: 'Members' },
    of: (row) => ofMonth(row, ({ members }) => whole(members)),
  },
  {
    kind: 'decimal',
    title: { zh: '成本（元）', en: 'Cost (yuan)' },
    of: (row) => ofMonth(row, ({ fen }) => yuanOf(fen)),
  },
  {
    kind: 'decimal',
    title: { zh: '每吨成本（元）', en: 'Yuan a tonne' },
    of: (row) => ofMonth(row, yuanPerTonne),
  },
  {
    kind: 'text',
    title: { zh: '是否定稿', en: 'Final' },
    of: (row) => ofMonth(row, ({ finalAt }) => (finalAt === null ? '否 no' : '是 yes')),
  },
];

const whole = (count: number | undefined): bigint | null => (count === undefined ? null : BigInt(count));
const written = (figure: bigint | undefined, how: (figure: bigint) => string): string | null =>
  figure === undefined ? null : how(figure);

/** What is of the whole month stands in the line of its sum. */
function ofMonth<T>({ month, line }: Row, of: (month: ReportMonth) => T): T | null {
  return line === undefined ? of(month) : null;
}

function yuanPerTonne({ total, fen }: ReportMonth): string | null {
  const perTonne = total === undefined ? null : costPerTonne(fen, total.reducedUg);
  return perTonne === null ? null : yuanOf(perTonne);
}

const PAGE = 50;

/** Months and methods of a programme, the latest first, for its operator and its sponsors. */
export function exportProgrammeReportKind(
  clock: Clock,
  parts: Pick<InclusionParts, 'packs'>,
): JobKind<ExportProgrammeReportPayload> {
  return {
    kind: 'export-programme-report',
    title: { zh: '导出碳普惠项目报告', en: 'Export the report of a programme' },
    payload: ExportProgrammeReportPayload,
    permission: 'exports.write',
    reads: 'inclusion.operate',
    run: async (job) => {
      const { programme: code, from, to } = job.payload;
      const who = await reportReader(job.database, code, job);
      return runExport(job, clock, {
        title: { zh: '碳普惠项目报告', en: 'Programme report' },
        name: 'programme-report',
        columns: COLUMNS,
        pages: months(job, parts, who, clock.now()),
        filter: [
          [{ zh: '项目', en: 'Programme' }, code],
          [{ zh: '月份', en: 'Months' }, `${from ?? '…'} – ${to ?? '…'}`],
        ],
        finePrint: [SMALL_GROUPS],
        holderId: who.funders?.[0] ?? who.programme.operatorId,
      });
    },
  };
}

const SMALL_GROUPS = {
  zh: '参与人数低于规则包最小公开人数的数字不显示，且不能由其他数字推算；成本为积分奖励的结算金额。',
  en: 'Figures of fewer residents than the smallest group of the rules are withheld, and cannot be reckoned from others; costs are what merchants are owed for rewards.',
};

async function* months(
  job: RunningJob<ExportProgrammeReportPayload>,
  parts: Pick<InclusionParts, 'packs'>,
  who: ReportReader,
  now: Date,
): AsyncGenerator<readonly Row[]> {
  const { from, to } = job.payload;
  let after: readonly string[] | undefined;
  do {
    const page = { limit: PAGE, ...(after === undefined ? {} : { after }) };
    const wanted = {
      ...(from === undefined ? {} : { from: `${from}-01` }),
      ...(to === undefined ? {} : { to: `${to}-01` }),
      ...{ page, now },
    };
    const { items, next } = await reportMonths(job.database, parts, who, wanted);
    yield items.flatMap((month) => [{ month }, ...month.lines.map((line) => ({ month, line }))]);
    after = next === undefined ? undefined : decodeCursor(next, 1);
  } while (after !== undefined);
}
