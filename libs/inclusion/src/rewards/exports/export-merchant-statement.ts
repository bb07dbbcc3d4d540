import { IsChinaMonth } from '@carbon/http';
import type { Holder } from '@carbon/identity';
import { type Column, ExportBody, type JobKind, pagesOf, runExport, type RunningJob } from '@carbon/jobs';
import type { ChinaMonth, Clock } from '@carbon/kernel';
import { pageRequest } from '@carbon/ledger';
import { yuanOf } from '../domain/yuan';
import { IsMerchantCode } from '../http/settlement-bodies';
import type { SettlementLine } from '../persistence/lines';
import { settlementLines } from '../use-cases/read-settlements';

export class ExportMerchantStatementPayload extends ExportBody {
  @IsMerchantCode(true)
  merchant?: string;

  @IsChinaMonth({ description: 'The month. 结算月份' })
  month!: ChinaMonth;
}

interface Row {
  readonly line: SettlementLine;
  readonly holders: ReadonlyMap<string, Holder>;
}

const text = (zh: string, en: string, of: (row: Row) => string | null): Column<Row> => ({
  ...{ kind: 'text', title: { zh, en }, of },
});

const COLUMNS: readonly Column<Row>[] = [
  text('明细编号', 'Line', ({ line }) => line.number.toString()),
  { kind: 'moment', title: { zh: '时间', en: 'Time' }, of: ({ line }) => line.recordedAt },
  text('商户', 'Merchant', ({ line, holders }) => holders.get(line.merchantId)?.code ?? null),
  text('碳普惠项目', 'Programme', ({ line }) => line.programme),
  text('兑换项', 'Reward', ({ line }) => line.reward),
  text('名称', 'Name', ({ line }) => `${line.name.zh} ${line.name.en}`),
  text('类型', 'Kind', ({ line }) => line.kind),
  { kind: 'decimal', title: { zh: '金额（元）', en: 'Amount (yuan)' }, of: ({ line }) => yuanOf(line.fen) },
  text('资助方', 'Funder', ({ line, holders }) => holders.get(line.funderId ?? '')?.code ?? null),
  text('更正明细', 'Corrects', ({ line }) => line.corrects?.toString() ?? null),
  text('更正事由', 'Why', ({ line }) => line.reason),
];

const STEP = { zh: '读取结算明细', en: 'reading settlement lines' };

/** Lines of a month as merchant, funder or programme see their own. */
export function exportMerchantStatementKind(clock: Clock): JobKind<ExportMerchantStatementPayload> {
  return {
    kind: 'export-merchant-statement',
    title: { zh: '导出商户结算明细', en: 'Export settlement lines of vouchers' },
    payload: ExportMerchantStatementPayload,
    permission: 'exports.write',
    reads: 'inclusion.operate',
    run: (job) => {
      const { merchant, month } = job.payload;
      return runExport(job, clock, {
        title: { zh: '商户结算', en: 'Settlement' },
        name: `settlement-${month}`,
        columns: COLUMNS,
        pages: lines(job),
        filter: [
          [{ zh: '商户', en: 'Merchant' }, merchant ?? '全部 all'],
          [{ zh: '月份', en: 'Month' }, month],
        ],
        finePrint: [OUTSIDE],
        ...(job.holderId !== null && { holderId: job.holderId }),
      });
    },
  };
}

async function* lines(job: RunningJob<ExportMerchantStatementPayload>): AsyncGenerator<readonly Row[]> {
  const { database, reach, payload } = job;
  let holders: ReadonlyMap<string, Holder> = new Map();
  const pages = pagesOf(job, STEP, async ({ limit, cursor }) => {
    const found = await settlementLines(database, reach, pageRequest(limit, cursor, 1), payload);
    holders = found.holders;
    return found.page;
  });
  for await (const page of pages) yield page.map((line) => ({ line, holders }));
}

const OUTSIDE = {
  zh: '更正另列一行，原行不变；金额为应付金额，支付在平台之外办理。',
  en: 'Corrections are lines of their own; amounts are what is owed, and are paid outside of this platform.',
};
