import { IsChinaDate, IsCount, IsText } from '@carbon/http';
import { type Column, ExportBody, type JobKind, runExport } from '@carbon/jobs';
import type { ChinaDate, Clock } from '@carbon/kernel';
import { Type } from 'class-transformer';
import { yuanOf } from '../../domain/trading';
import { CASH } from '../domain/account-statement';
import { statementUnknown } from '../domain/refusals';
import type { StatementJson } from '../domain/statement-json';
import { findStatement, seesAll } from '../persistence/account-statements';

export class ExportAccountStatementPayload extends ExportBody {
  @IsText({
    description: 'Number of the trading account. 交易账户',
    max: 40,
    pattern: /^TA[A-Z0-9-]+$/,
    example: 'TA-10000001-42',
  })
  account!: string;

  @IsChinaDate({ description: 'Day of the statement. 结算日', example: '2026-03-02' })
  day!: ChinaDate;

  @Type(() => Number)
  @IsCount({
    description: 'Version; the latest when absent. 版本',
    min: 1,
    max: 1_000_000,
    optional: true,
    example: 1,
  })
  version?: number;
}

/** One line of the sheet: a balance, a trade, a movement or an order. */
interface Row {
  readonly part: string;
  readonly at: string;
  readonly instrument: string;
  readonly what: string;
  readonly reference: string;
  readonly price: string | null;
  readonly quantity: bigint | null;
  readonly yuan: string | null;
  readonly feeYuan: string | null;
}

const COLUMNS: readonly Column<Row>[] = [
  { kind: 'text', title: { zh: '部分', en: 'Part' }, of: ({ part }) => part },
  { kind: 'text', title: { zh: '时间', en: 'Time' }, of: ({ at }) => at },
  { kind: 'text', title: { zh: '品种', en: 'Instrument' }, of: ({ instrument }) => instrument },
  { kind: 'text', title: { zh: '事项', en: 'What' }, of: ({ what }) => what },
  { kind: 'text', title: { zh: '编号', en: 'Reference' }, of: ({ reference }) => reference },
  { kind: 'decimal', title: { zh: '单价（元）', en: 'Price (yuan)' }, of: ({ price }) => price },
  { kind: 'quantity', title: { zh: '数量', en: 'Quantity' }, of: ({ quantity }) => quantity },
  { kind: 'decimal', title: { zh: '金额（元）', en: 'Amount (yuan)' }, of: ({ yuan }) => yuan },
  { kind: 'decimal', title: { zh: '手续费（元）', en: 'Fee (yuan)' }, of: ({ feeYuan }) => feeYuan },
];

/** A statement as a sheet: what the statement tells, line by line. */
export function exportStatementKind(clock: Clock): JobKind<ExportAccountStatementPayload> {
  return {
    kind: 'export-account-statement',
    title: { zh: '导出日结算单', en: 'Export a daily statement' },
    payload: ExportAccountStatementPayload,
    permission: 'exports.write',
    reads: 'exchange.read',
    run: async (job) => {
      const { account, day, version } = job.payload;
      const kept = await findStatement(job.database, { account, day, version }, job.reach);
      if (kept === undefined || !seesAll(job.reach, kept.holderId)) throw statementUnknown(account, day);
      const rows = rowsOf(JSON.parse(kept.content) as StatementJson);
      return runExport(job, clock, {
        title: { zh: '日结算单', en: 'Daily statement' },
        name: `statement-${account}-${day}`,
        columns: COLUMNS,
        pages: pages(rows),
        filter: [
          [{ zh: '交易账户', en: 'Trading account' }, account],
          [{ zh: '结算日与版本', en: 'Day and version' }, `${day} v${kept.version}`],
          [{ zh: '内容哈希', en: 'Hash' }, kept.contentHash.toString('hex')],
        ],
        finePrint: [PERIOD],
        holderId: kept.holderId,
      });
    },
  };
}

const PAGE = 500;
async function* pages(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += PAGE) yield await Promise.resolve(rows.slice(at, at + PAGE));
}

const PERIOD = {
  zh: '结算单载明上一收盘时点之后至本次收盘时点（含）记账的全部事项，期初加变动等于期末。',
  en: 'It tells what was recorded after the close before and up to this one: opening and changes give the closing balance.',
};

const yuan = (fen: string) => yuanOf(BigInt(fen));

function rowsOf(content: StatementJson): readonly Row[] {
  return [
    ...content.lines.flatMap((line) =>
      (
        [
          'opening',
          'bought',
          'sold',
          'fees',
          'movedIn',
          'movedOut',
          'closing',
          'available',
          'frozen',
          'orders',
        ] as const
      ).map((what) =>
        row('balance', content.to, line.instrument, { what, ...worth(line.instrument, line[what]) }),
      ),
    ),
    ...content.trades.map((trade) =>
      row('trade', trade.at, trade.instrument, {
        ...{ what: `${trade.side} ${trade.method}`, reference: trade.trade, price: yuan(trade.priceFen) },
        ...{ quantity: BigInt(trade.quantity), yuan: yuan(trade.amountFen), feeYuan: yuan(trade.feeFen) },
      }),
    ),
    ...content.movements.map((movement) =>
      row('movement', movement.at, movement.instrument, {
        ...{ what: movement.kind, reference: movement.reference ?? '' },
        ...worth(movement.instrument, movement.change),
      }),
    ),
    ...content.orders.map((order) =>
      row('order', content.to, order.instrument, {
        ...{ what: order.side, reference: order.order, price: yuan(order.priceFen) },
        quantity: BigInt(order.quantity) - BigInt(order.filled),
      }),
    ),
  ];
}

const worth = (instrument: string, value: string): Partial<Row> =>
  instrument === CASH ? { yuan: yuan(value) } : { quantity: BigInt(value) };

const row = (part: string, at: string, instrument: string, rest: Partial<Row>): Row => ({
  ...{
    part,
    at,
    instrument,
    what: '',
    reference: '',
    price: null,
    quantity: null,
    yuan: null,
    feeYuan: null,
  },
  ...rest,
});
