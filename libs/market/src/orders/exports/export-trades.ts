import { findHoldersById, type Holder } from '@carbon/identity';
import { type Column, type JobKind, pagesOf, runExport, type RunningJob } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { pageRequest } from '@carbon/ledger';
import { yuan, yuanOrNull } from '../domain/yuan';
import { readTrades, type SeenSide, type SeenTrade } from '../persistence/read-trades';
import { ExportTradingPayload, filterLines, holderOf, tradingFilter } from './export-orders';

export class ExportTradesPayload extends ExportTradingPayload {}

interface Row extends SeenTrade {
  readonly holders: ReadonlyMap<string, Holder>;
}

/** What is told of one side, where the caller may see it. */
const sideColumns = (
  side: 'seller' | 'buyer',
  { zh, en }: { readonly zh: string; readonly en: string },
): Column<Row>[] => {
  const of = (tell: (seen: SeenSide, row: Row) => string | null) => (row: Row) => {
    const seen = row[side];
    return seen === undefined ? null : tell(seen, row);
  };
  return [
    {
      kind: 'text',
      title: { zh: `${zh}主体`, en },
      of: of(({ holderId }, { holders }) => holders.get(holderId)?.code ?? null),
    },
    {
      kind: 'text',
      title: { zh: `${zh}交易账户`, en: `${en} account` },
      of: of(({ tradingAccount }) => tradingAccount),
    },
    {
      kind: 'text',
      title: { zh: `${zh}委托`, en: `${en} order` },
      of: of(({ order }) => order?.toString() ?? null),
    },
    {
      kind: 'decimal',
      title: { zh: `${zh}费用（元）`, en: `${en} fee (yuan)` },
      of: of(({ feeFen }) => yuanOrNull(feeFen)),
    },
  ];
};

const COLUMNS: readonly Column<Row>[] = [
  { kind: 'moment', title: { zh: '成交时间', en: 'Traded' }, of: ({ tradedAt }) => tradedAt },
  { kind: 'date', title: { zh: '交易日', en: 'Day' }, of: ({ day }) => day },
  { kind: 'text', title: { zh: '成交编号', en: 'Trade' }, of: ({ id }) => id.toString() },
  { kind: 'text', title: { zh: '市场', en: 'Market' }, of: ({ market }) => market },
  { kind: 'text', title: { zh: '品种', en: 'Instrument' }, of: ({ instrument }) => instrument },
  { kind: 'text', title: { zh: '交易方式', en: 'Method' }, of: ({ method }) => method },
  {
    kind: 'decimal',
    title: { zh: '成交价（元）', en: 'Price (yuan)' },
    of: ({ priceFen }) => yuan(priceFen),
  },
  { kind: 'quantity', title: { zh: '数量', en: 'Quantity' }, of: ({ quantity }) => quantity },
  {
    kind: 'decimal',
    title: { zh: '成交额（元）', en: 'Amount (yuan)' },
    of: ({ amountFen }) => yuan(amountFen),
  },
  ...sideColumns('seller', { zh: '卖方', en: 'Seller' }),
  ...sideColumns('buyer', { zh: '买方', en: 'Buyer' }),
  { kind: 'text', title: { zh: '规则包', en: 'Rule pack' }, of: ({ rulePack }) => rulePack },
  {
    kind: 'text',
    title: { zh: '账本交易', en: 'Transaction' },
    of: ({ transactionId }) => transactionId.toString(),
  },
];

const STEP = { zh: '读取成交', en: 'reading trades' };
const FINE_PRINT = {
  zh: '对手方不予披露；价格与金额单位为元，精确到分；费用按每笔成交所列规则包计算。',
  en: 'The other side is not disclosed; prices and amounts are in yuan, exact to the fen; fees follow the rule pack of each trade.',
};

/** Trades of which the caller may see a side, the latest first. */
export function exportTradesKind(clock: Clock): JobKind<ExportTradesPayload> {
  return {
    kind: 'export-exchange-trades',
    title: { zh: '导出交易成交', en: 'Export trades' },
    payload: ExportTradesPayload,
    permission: 'exports.write',
    reads: 'exchange.read',
    run: async (job) => {
      const holderId = await holderOf(job);
      return runExport(job, clock, {
        title: { zh: '成交', en: 'Trades' },
        name: 'trades',
        columns: COLUMNS,
        pages: trades(job),
        filter: filterLines(job.payload),
        finePrint: [FINE_PRINT],
        ...(holderId === undefined ? {} : { holderId }),
      });
    },
  };
}

async function* trades(job: RunningJob<ExportTradesPayload>): AsyncGenerator<readonly Row[]> {
  const { database, reach, payload } = job;
  const filter = tradingFilter(payload);
  const pages = pagesOf(job, STEP, ({ limit, cursor }) =>
    readTrades(database, reach, pageRequest(limit, cursor, 1), filter),
  );
  for await (const page of pages) {
    const ids = page.flatMap(({ seller, buyer }) =>
      [seller, buyer].flatMap((side) => (side === undefined ? [] : [side.holderId])),
    );
    const holders = await findHoldersById(database.source.manager, ids);
    yield page.map((trade) => ({ ...trade, holders }));
  }
}
