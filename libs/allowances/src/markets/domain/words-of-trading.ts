import type { Text } from '@carbon/kernel';
import type { OrderSize, ReportLine, Session, TradeMethod, TradingFigures } from '@carbon/rules/domain';
import { type InWords, text } from './words';

type Describers = {
  readonly [K in keyof TradingFigures]: { readonly title: Text; readonly words: InWords<TradingFigures[K]> };
};

const METHODS: Readonly<Record<TradeMethod, Text>> = {
  listed: text('挂牌协议', 'listed agreement'),
  continuous: text('连续撮合', 'continuous matching'),
  block: text('大宗协议', 'block agreement'),
  auction: text('单向竞价', 'one-way auction'),
};

const MINUTE_MS = 60_000;
const MINUTES_A_HOUR = 60;
const two = (number: number) => String(number).padStart(2, '0');
const clock = (ms: number) => {
  const minutes = ms / MINUTE_MS;
  return `${two(Math.floor(minutes / MINUTES_A_HOUR))}:${two(minutes % MINUTES_A_HOUR)}`;
};
const sessions: InWords<readonly Session[] | null> = (parts) => {
  const told = parts.map(({ opens, closes }) => `${clock(opens)}–${clock(closes)}`).join(', ');
  return text(told, told);
};
const orderSize: InWords<OrderSize> = ({ fromT, belowT }) => {
  if (fromT !== undefined) return text(`单笔不少于 ${fromT} 吨`, `Each order is at least ${fromT} t`);
  return belowT === undefined
    ? text('单笔数量未见限制', 'No bound of an order is known')
    : text(`单笔少于 ${belowT} 吨`, `Each order is below ${belowT} t`);
};
const band: InWords<string | null> = (percent) =>
  text(`价格不超出前收盘价的 ±${percent}%`, `Prices lie within ±${percent} % of the previous close`);

const PERCENT_OF_BASIS_POINTS = 100;
const percent = (basisPoints: number) => `${basisPoints / PERCENT_OF_BASIS_POINTS}%`;

const reportLine: InWords<ReportLine | null> = ({ sharePercent, quantityT }) => {
  const zh = [
    ...(sharePercent === undefined ? [] : [`该品种总量的 ${sharePercent}%`]),
    ...(quantityT === undefined ? [] : [`${quantityT} 吨`]),
  ];
  const en = [
    ...(sharePercent === undefined ? [] : [`${sharePercent} % of the instrument`]),
    ...(quantityT === undefined ? [] : [`${quantityT} t`]),
  ];
  return text(`持有达到 ${zh.join('或')} 的须报告`, `Holdings from ${en.join(' or ')} are reported`);
};

/** Kinds of holders, as the holders' own page names them. */
const HOLDERS: Readonly<Record<string, Text>> = {
  'key-emitter': text('重点排放单位', 'key emitters'),
  organisation: text('其他机构', 'other organisations'),
  generator: text('发电企业', 'generators'),
  'project-owner': text('项目业主', 'project owners'),
  aggregator: text('聚合商', 'aggregators'),
  merchant: text('商户', 'merchants'),
};
const holderWords = (kind: string): Text => HOLDERS[kind] ?? text(kind, kind);

/** Every figure of a market's trading in plain words: its name, and what it says. */
export const TRADING_WORDS: Describers = {
  methods: {
    title: text('交易方式', 'Methods'),
    words: (methods) =>
      text(
        methods.map((one) => METHODS[one].zh).join('、'),
        methods.map((one) => METHODS[one].en).join(', '),
      ),
  },
  schemes: {
    title: text('交易品种所属机制', 'Schemes whose units trade'),
    words: (schemes) => text(schemes.join('、'), schemes.join(', ')),
  },
  currency: { title: text('计价货币', 'Currency'), words: (code) => text(code, code) },
  tick: {
    title: text('最小变动价位', 'Tick'),
    words: (tick) => text(`价格为 ${tick} 的整数倍`, `Prices are multiples of ${tick}`),
  },
  lot: {
    title: text('最小数量', 'Lot'),
    words: (lot) => text(`数量为 ${lot} 吨的整数倍`, `Quantities are multiples of ${lot} t`),
  },
  'listed.order': { title: text('挂牌协议单笔数量', 'Size of a listed order'), words: orderSize },
  'block.order': { title: text('大宗协议单笔数量', 'Size of a block order'), words: orderSize },
  'listed.band': { title: text('挂牌协议涨跌幅', 'Band of listed prices'), words: band },
  'block.band': { title: text('大宗协议涨跌幅', 'Band of block prices'), words: band },
  'band.rounding': {
    title: text('涨跌幅取整', 'Rounding of the band'),
    words: () => text('最低价向上、最高价向下取整', 'The lowest price is rounded up, the highest down'),
  },
  'book.levels': {
    title: text('可选价位', 'Levels that can be picked'),
    words: (levels) =>
      text(`可选对手方最优 ${levels} 档价格`, `The best ${levels} price levels of the other side`),
  },
  close: {
    title: text('收盘价', 'Close'),
    words: () =>
      text(
        '当日挂牌成交的量加权平均价；无成交的沿用前收盘价',
        'Volume-weighted average of the listed trades; without one the previous close',
      ),
  },
  'close.rounding': {
    title: text('收盘价取整', 'Rounding of the close'),
    words: () => text('四舍五入', 'Half up'),
  },
  'resale.days': {
    title: text('买入后可卖出', 'When what was bought may be sold'),
    words: (days) => text(`买入后第 ${days} 个交易日起`, `From trading day ${days} after buying`),
  },
  'sessions.days': {
    title: text('交易日', 'Trading days'),
    words: (days) => text(days.join('、'), days.join(', ')),
  },
  'listed.sessions': { title: text('挂牌协议时段', 'Hours of listed trading'), words: sessions },
  'block.sessions': { title: text('大宗协议时段', 'Hours of block trading'), words: sessions },
  'auction.sessions': { title: text('单向竞价时段', 'Hours of auctions'), words: sessions },
  'holding.limit': {
    title: text('最大持仓', 'Holding limit'),
    words: ({ othersT, obligedAboveAllocationT }) =>
      text(
        `重点排放单位为当年配额加 ${obligedAboveAllocationT} 吨，其他为 ${othersT} 吨`,
        `Obliged: their allocation and ${obligedAboveAllocationT} t; others ${othersT} t`,
      ),
  },
  'auction.notice.days': {
    title: text('竞价公告期', 'Notice of an auction'),
    words: (days) =>
      text(`至少提前 ${days} 个工作日公告`, `At least ${days} working days before the first bids`),
  },
  'large-holder.report': { title: text('大户报告', 'Report of large holders'), words: reportLine },
  fees: {
    title: text('交易费用', 'Fees'),
    words: ({ sellerBasisPoints, buyerBasisPoints }) =>
      text(
        `卖方 ${percent(sellerBasisPoints)}，买方 ${percent(buyerBasisPoints)}（按成交额）`,
        `Seller ${percent(sellerBasisPoints)}, buyer ${percent(buyerBasisPoints)} of the amount`,
      ),
  },
  'holder.kinds': {
    title: text('交易主体', 'Who may trade'),
    words: (kinds) =>
      text(
        kinds.map((kind) => holderWords(kind).zh).join('、'),
        kinds.map((kind) => holderWords(kind).en).join(', '),
      ),
  },
};
