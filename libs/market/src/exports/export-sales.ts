import { findHoldersById, type Holder } from '@carbon/identity';
import { type Column, ExportBody, type JobKind, pagesOf, runExport, type RunningJob } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { accountInReach, IsAccountNumber, IsInstrumentCode, pageRequest } from '@carbon/ledger';
import { readSales } from '../sales/persistence/read-sales';
import type { Sale } from '../sales/persistence/sale';

export class ExportSalesPayload extends ExportBody {
  @IsAccountNumber({ description: 'Only of this account, of units or funds. 账户', optional: true })
  account?: string;

  @IsInstrumentCode({ description: 'Only of this instrument. 品种', optional: true })
  instrument?: string;
}

interface Row extends Sale {
  readonly holders: ReadonlyMap<string, Holder>;
}

/** Fen as yuan, exactly. */
function yuan(fen: bigint): string {
  const digits = fen.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const COLUMNS: readonly Column<Row>[] = [
  { kind: 'moment', title: { zh: '成交时间', en: 'Settled' }, of: ({ settledAt }) => settledAt },
  { kind: 'text', title: { zh: '成交编号', en: 'Sale' }, of: ({ id }) => id },
  { kind: 'text', title: { zh: '交易方式', en: 'Type' }, of: ({ type }) => type },
  {
    kind: 'text',
    title: { zh: '卖方', en: 'Seller' },
    of: ({ holders, sellerId }) => holders.get(sellerId)?.code ?? null,
  },
  { kind: 'text', title: { zh: '卖方账户', en: 'Seller account' }, of: ({ sellerAccount }) => sellerAccount },
  {
    kind: 'text',
    title: { zh: '买方', en: 'Buyer' },
    of: ({ holders, buyerId }) => holders.get(buyerId)?.code ?? null,
  },
  { kind: 'text', title: { zh: '买方账户', en: 'Buyer account' }, of: ({ buyerAccount }) => buyerAccount },
  { kind: 'text', title: { zh: '品种', en: 'Instrument' }, of: ({ instrument }) => instrument },
  { kind: 'text', title: { zh: '编号', en: 'Serials' }, of: ({ serials }) => serials?.join(' ') ?? null },
  { kind: 'quantity', title: { zh: '数量', en: 'Quantity' }, of: ({ quantity }) => quantity },
  { kind: 'text', title: { zh: '单位', en: 'Unit' }, of: ({ unit }) => unit },
  {
    kind: 'decimal',
    title: { zh: '单价（元）', en: 'Price (yuan)' },
    of: ({ unitPriceFen }) => yuan(unitPriceFen),
  },
  {
    kind: 'decimal',
    title: { zh: '金额（元）', en: 'Amount (yuan)' },
    of: ({ amountFen }) => yuan(amountFen),
  },
  {
    kind: 'decimal',
    title: { zh: '卖方费用（元）', en: 'Seller fee (yuan)' },
    of: ({ sellerFeeFen }) => yuan(sellerFeeFen),
  },
  {
    kind: 'decimal',
    title: { zh: '买方费用（元）', en: 'Buyer fee (yuan)' },
    of: ({ buyerFeeFen }) => yuan(buyerFeeFen),
  },
  { kind: 'text', title: { zh: '规则包', en: 'Rule pack' }, of: ({ rulePack }) => rulePack },
  { kind: 'text', title: { zh: '合同编号', en: 'Contract' }, of: ({ contract }) => contract },
  {
    kind: 'text',
    title: { zh: '账本交易', en: 'Transaction' },
    of: ({ transactionId }) => transactionId.toString(),
  },
];

const STEP = { zh: '读取成交', en: 'reading sales' };

/** Sales that the caller may see, the latest first. */
export function exportSalesKind(clock: Clock): JobKind<ExportSalesPayload> {
  return {
    kind: 'export-sales',
    title: { zh: '导出成交', en: 'Export sales' },
    payload: ExportSalesPayload,
    permission: 'exports.write',
    reads: 'sales.read',
    run: async (job) => {
      const { account, instrument } = job.payload;
      const owner =
        account === undefined ? undefined : await accountInReach(job.database, account, job.reach);
      return runExport(job, clock, {
        title: { zh: '成交', en: 'Sales' },
        name: 'sales',
        columns: COLUMNS,
        pages: sales(job),
        filter: [
          [{ zh: '账户', en: 'Account' }, account ?? '全部 all'],
          [{ zh: '品种', en: 'Instrument' }, instrument ?? '全部 all'],
        ],
        finePrint: [FEES],
        ...(owner !== undefined && { holderId: owner.holderId }),
      });
    },
  };
}

async function* sales(job: RunningJob<ExportSalesPayload>): AsyncGenerator<readonly Row[]> {
  const { database, reach, payload } = job;
  const { account, instrument } = payload;
  const pages = pagesOf(job, STEP, ({ limit, cursor }) =>
    readSales(database, reach, pageRequest(limit, cursor, 1), { account, instrument }),
  );
  for await (const page of pages) {
    const ids = page.flatMap(({ sellerId, buyerId }) => [sellerId, buyerId]);
    const holders = await findHoldersById(database.source.manager, ids);
    yield page.map((sale) => ({ ...sale, holders }));
  }
}

const FEES = {
  zh: '费用按每笔成交所列规则包计算；金额单位为元，精确到分。',
  en: 'Fees follow the rule pack named with each sale; amounts are in yuan, exact to the fen.',
};
