import type { Text } from '@carbon/kernel';
import { COLOURS, drawFacts, drawHead, type PrintLanguage, type ReceiptLine, Sheet } from '@carbon/receipts';
import { yuanOf } from '../../domain/trading';
import type {
  FaultJson,
  LineJson,
  MovementJson,
  OrderJson,
  StatementJson,
  TradeJson,
} from '../domain/statement-json';
import type { KeptStatement } from '../persistence/account-statements';
import { drawTable, type TableColumn } from './draw-table';

const TITLE: Text = { zh: '交易账户日结算单', en: 'Daily statement of a trading account' };

export interface StatementPrint {
  readonly kept: KeptStatement;
  readonly language: PrintLanguage;
  /** False only to look into the file. */
  readonly compress?: boolean;
}

/** The PDF of a statement (TRD-016): the same statement always gives the same bytes. */
export function renderStatement({ kept, language, compress = true }: StatementPrint): Promise<Buffer> {
  const content = JSON.parse(kept.content) as StatementJson;
  const number = `${kept.account} ${kept.day} v${kept.version}`;
  const sheet = new Sheet({ language, compress, title: `${TITLE.en} ${number}`, moment: kept.madeAt });
  drawHead(sheet, TITLE, number);
  drawFacts(sheet, factsOf(kept, content, sheet));
  drawTable(sheet, { zh: '余额', en: 'Balances' }, LINES, content.lines);
  drawTable(sheet, { zh: '成交', en: 'Trades' }, TRADES, content.trades);
  drawTable(
    sheet,
    { zh: '出入金与划转', en: 'Deposits, withdrawals and moves' },
    MOVEMENTS,
    content.movements,
  );
  drawTable(sheet, { zh: '未成交委托', en: 'Open orders' }, ORDERS, content.orders);
  if (content.faults.length > 0)
    drawTable(sheet, { zh: '与账本不符', en: 'Does not agree with the ledger' }, FAULTS, content.faults);
  const units = { zh: '资金单位为元，品种以其单位计。', en: 'Money in yuan, goods in their own units.' };
  sheet.need(20);
  sheet.write(
    sheet.words(units),
    { x: sheet.left, y: sheet.y, width: sheet.width },
    { size: 7, colour: COLOURS.muted },
  );
  sheet.number(`${sheet.words({ zh: '碳账本', en: 'Carbon Ledger' })} · ${number}`);
  return sheet.finish();
}

function factsOf(
  { contentHash, state, version }: KeptStatement,
  content: StatementJson,
  sheet: Sheet,
): ReceiptLine[] {
  const line = (zh: string, en: string, value: string): ReceiptLine => ({ label: { zh, en }, value });
  const balanced = { zh: '与账本一致', en: 'agrees with the ledger' };
  const faulty = {
    zh: '与账本不符，已通知运营方',
    en: 'does not agree with the ledger; the operator was told',
  };
  return [
    line('持有人', 'Holder', content.holder),
    line('市场与交易日', 'Market and day', `${content.market} ${content.day} · v${version}`),
    line('期间', 'Period', `${content.from} – ${content.to}`),
    line('账户', 'Accounts', `${content.unitsAccount}\n${content.fundsAccount}`),
    line('核对', 'Checked', sheet.words(state === 'balanced' ? balanced : faulty)),
    line('内容哈希', 'Hash (SHA-256)', contentHash.toString('hex')),
  ];
}

const CASH = 'CNY';
const grouped = (text: string) => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
/** Money as yuan, everything else as it is counted. */
const told = (instrument: string, value: string): string => {
  if (instrument !== CASH) return grouped(value);
  const [yuan = '', fen = ''] = yuanOf(BigInt(value)).split('.');
  return `${grouped(yuan)}.${fen}`;
};
const text = <Row>(zh: string, en: string, share: number, of: (row: Row) => string): TableColumn<Row> => ({
  ...{ title: { zh, en }, share, of },
});
const figure = <Row>(zh: string, en: string, share: number, of: (row: Row) => string): TableColumn<Row> => ({
  ...{ title: { zh, en }, share, of, align: 'right' },
});
const lineFigure = (zh: string, en: string, name: keyof LineJson) =>
  figure<LineJson>(zh, en, 1.1, (line) => told(line.instrument, line[name]));

const LINES: readonly TableColumn<LineJson>[] = [
  text('品种', 'Instrument', 0.9, ({ instrument }) => instrument),
  lineFigure('期初', 'Opening', 'opening'),
  lineFigure('买入', 'Bought', 'bought'),
  lineFigure('卖出', 'Sold', 'sold'),
  figure('手续费', 'Fees', 0.7, (line) => told(line.instrument, line.fees)),
  lineFigure('其他转入', 'In', 'movedIn'),
  lineFigure('其他转出', 'Out', 'movedOut'),
  lineFigure('期末', 'Closing', 'closing'),
  lineFigure('其中冻结', 'Set apart', 'frozen'),
];
const TRADES: readonly TableColumn<TradeJson>[] = [
  text('成交编号', 'Trade', 0.8, ({ trade }) => trade),
  text('时间', 'Time', 1, ({ at }) => at.slice(11, 19)),
  text('方式', 'Method', 0.9, ({ method }) => method),
  text('品种', 'Instrument', 0.9, ({ instrument }) => instrument),
  text('方向', 'Side', 0.6, ({ side }) => side),
  figure('单价', 'Price', 0.9, ({ priceFen }) => told(CASH, priceFen)),
  figure('数量', 'Quantity', 1, ({ quantity }) => grouped(quantity)),
  figure('金额', 'Amount', 1.3, ({ amountFen }) => told(CASH, amountFen)),
  figure('手续费', 'Fee', 0.8, ({ feeFen }) => told(CASH, feeFen)),
];
const MOVEMENTS: readonly TableColumn<MovementJson>[] = [
  text('时间', 'Time', 1.5, ({ at }) => at.slice(0, 19).replace('T', ' ')),
  text('类别', 'Kind', 1, ({ kind }) => kind),
  text('品种', 'Instrument', 1, ({ instrument }) => instrument),
  figure('变动', 'Change', 1.2, ({ instrument, change }) => told(instrument, change)),
  text('业务编号', 'Reference', 2.4, ({ reference }) => reference ?? ''),
];
const ORDERS: readonly TableColumn<OrderJson>[] = [
  text('委托编号', 'Order', 1.3, ({ order }) => order),
  text('品种', 'Instrument', 1, ({ instrument }) => instrument),
  text('方向', 'Side', 0.7, ({ side }) => side),
  figure('单价', 'Price', 1, ({ priceFen }) => told(CASH, priceFen)),
  figure('数量', 'Quantity', 1, ({ quantity }) => grouped(quantity)),
  figure('已成交', 'Filled', 1, ({ filled }) => grouped(filled)),
  figure('占用', 'Set apart', 1.2, (order) =>
    told(order.side === 'buy' ? CASH : order.instrument, order.reserved),
  ),
];
const FAULTS: readonly TableColumn<FaultJson>[] = [
  text('品种', 'Instrument', 0.8, ({ instrument }) => instrument),
  text('说明', 'What', 3, ({ zh, en }) => `${zh}\n${en}`),
  figure('应为', 'Expected', 1, ({ instrument, expected }) => told(instrument, expected)),
  figure('账本', 'Ledger', 1, ({ instrument, found }) => told(instrument, found)),
];
