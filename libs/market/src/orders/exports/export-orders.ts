import { IsChinaDate } from '@carbon/http';
import { type Column, ExportBody, type JobKind, pagesOf, runExport, type RunningJob } from '@carbon/jobs';
import type { ChinaDate, Clock, Text } from '@carbon/kernel';
import { IsInstrumentCode, pageRequest } from '@carbon/ledger';
import { tradingAccountUnknown } from '../../exchange/refusals';
import { findTradingAccount } from '../../instruments';
import { yuan } from '../domain/yuan';
import { IsTradingAccount } from '../http/fields';
import type { OrderRecord } from '../persistence/order-record';
import { type OrderFilter, readOrders } from '../persistence/read-orders';

/** Which orders or trades go into a file. */
export class ExportTradingPayload extends ExportBody {
  @IsTradingAccount({ description: 'Only of this trading account. 交易账户', optional: true })
  tradingAccount?: string;

  @IsInstrumentCode({ description: 'Only of this instrument. 品种', optional: true, example: 'CEA25' })
  instrument?: string;

  @IsChinaDate({ description: 'First China day. 起始日', optional: true })
  from?: string;

  @IsChinaDate({ description: 'Last China day. 截止日', optional: true })
  to?: string;
}

export class ExportOrdersPayload extends ExportTradingPayload {}

const STATES = {
  submitted: '已申报 submitted',
  'part-filled': '部分成交 part-filled',
  filled: '已成交 filled',
  cancelled: '已撤单 cancelled',
  'system-cancelled': '系统撤单 system-cancelled',
} as const;

const COLUMNS: readonly Column<OrderRecord>[] = [
  { kind: 'moment', title: { zh: '申报时间', en: 'Placed' }, of: ({ placedAt }) => placedAt },
  { kind: 'text', title: { zh: '委托编号', en: 'Order' }, of: ({ id }) => id.toString() },
  { kind: 'text', title: { zh: '市场', en: 'Market' }, of: ({ market }) => market },
  { kind: 'text', title: { zh: '品种', en: 'Instrument' }, of: ({ instrument }) => instrument },
  {
    kind: 'text',
    title: { zh: '交易账户', en: 'Trading account' },
    of: ({ tradingAccount }) => tradingAccount,
  },
  {
    kind: 'text',
    title: { zh: '买卖方向', en: 'Side' },
    of: ({ side }) => (side === 'buy' ? '买入 buy' : '卖出 sell'),
  },
  { kind: 'decimal', title: { zh: '价格（元）', en: 'Price (yuan)' }, of: ({ priceFen }) => yuan(priceFen) },
  { kind: 'quantity', title: { zh: '委托数量', en: 'Quantity' }, of: ({ quantity }) => quantity },
  { kind: 'quantity', title: { zh: '成交数量', en: 'Filled' }, of: ({ filled }) => filled },
  {
    kind: 'decimal',
    title: { zh: '成交金额（元）', en: 'Filled amount (yuan)' },
    of: ({ filledFen }) => yuan(filledFen),
  },
  { kind: 'text', title: { zh: '状态', en: 'State' }, of: ({ state }) => STATES[state] },
  { kind: 'date', title: { zh: '有效期至', en: 'Good till' }, of: ({ goodTill }) => goodTill },
  {
    kind: 'text',
    title: { zh: '自编号', en: 'Own reference' },
    of: ({ clientReference }) => clientReference,
  },
  { kind: 'text', title: { zh: '撤单原因', en: 'Ended because' }, of: ({ endedBecause }) => endedBecause },
  { kind: 'moment', title: { zh: '更新时间', en: 'Changed' }, of: ({ changedAt }) => changedAt },
];

const STEP = { zh: '读取委托', en: 'reading orders' };
const FINE_PRINT = {
  zh: '价格与金额单位为元，精确到分；状态按交易规则（TRD-013）。',
  en: 'Prices and amounts are in yuan, exact to the fen; states are those of TRD-013.',
};

/** Orders that the caller may see, the latest first. */
export function exportOrdersKind(clock: Clock): JobKind<ExportOrdersPayload> {
  return {
    kind: 'export-exchange-orders',
    title: { zh: '导出委托', en: 'Export orders' },
    payload: ExportOrdersPayload,
    permission: 'exports.write',
    reads: 'exchange.read',
    run: async (job) => {
      const filter = tradingFilter(job.payload);
      const holderId = await holderOf(job);
      return runExport(job, clock, {
        title: { zh: '委托', en: 'Orders' },
        name: 'orders',
        columns: COLUMNS,
        pages: pagesOf(job, STEP, ({ limit, cursor }) =>
          readOrders(job.database, job.reach, pageRequest(limit, cursor, 1), filter),
        ),
        filter: filterLines(job.payload),
        finePrint: [FINE_PRINT],
        ...(holderId === undefined ? {} : { holderId }),
      });
    },
  };
}

/** The same as the lists take it. */
export const tradingFilter = (
  payload: ExportTradingPayload,
): Pick<OrderFilter, 'tradingAccount' | 'instrument' | 'from' | 'to'> => ({
  ...{ tradingAccount: payload.tradingAccount, instrument: payload.instrument },
  ...{ from: payload.from as ChinaDate | undefined, to: payload.to as ChinaDate | undefined },
});

/** What was asked for, in words. */
export const filterLines = (payload: ExportTradingPayload): readonly (readonly [Text, string])[] => [
  [{ zh: '交易账户', en: 'Trading account' }, payload.tradingAccount ?? '全部 all'],
  [{ zh: '品种', en: 'Instrument' }, payload.instrument ?? '全部 all'],
  [{ zh: '日期', en: 'Days' }, `${payload.from ?? '…'} – ${payload.to ?? '…'}`],
];

/** Whose matter a file is, where it is of one account. @throws Refusal EXCHANGE_TRADING_ACCOUNT_UNKNOWN */
export async function holderOf(job: RunningJob<ExportTradingPayload>): Promise<string | undefined> {
  const { tradingAccount } = job.payload;
  if (tradingAccount === undefined) return undefined;
  const account = await findTradingAccount(job.database, tradingAccount, job.reach);
  if (account === undefined) throw tradingAccountUnknown(tradingAccount);
  return account.holderId;
}
