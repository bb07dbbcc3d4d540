import type { Text } from '@carbon/kernel';

export const SEVERITIES = ['notable', 'severe'] as const;
/** Severe ones may be somebody's breach (PEN-006): to dismiss one takes a second person. */
export type Severity = (typeof SEVERITIES)[number];

export const ALERT_KINDS = [
  'group-wash',
  'round-trip',
  'layering',
  'price-move',
  'limit-hit',
  'concentration',
  'large-holding',
  'closing-mark',
  'order-flooding',
  'barred-trader',
  'repeated-refusals',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export interface AlertKindTold {
  readonly title: Text;
  /** Why whoever runs a market looks at it. */
  readonly matters: Text;
  readonly rules: readonly string[];
  readonly severity: Severity;
}

/** What each kind of alert is called, why it matters, and the rules behind it. */
export const alertKinds: Readonly<Record<AlertKind, AlertKindTold>> = {
  'group-wash': {
    title: { zh: '同一控制下的对敲', en: 'Trade within one group' },
    matters: {
      zh: '买卖双方受同一主体控制，成交不转移风险，却形成价格和成交量，可能构成操纵市场',
      en: 'Buyer and seller are under one control: no risk changes hands, yet a price and a volume are made; it may be manipulation',
    },
    rules: ['TRD-017', 'PEN-006'],
    severity: 'severe',
  },
  'round-trip': {
    title: { zh: '两账户往返交易', en: 'Round trips of two accounts' },
    matters: {
      zh: '两账户以相近价格互为买卖，持仓几乎不变，可能虚增成交量',
      en: 'Two accounts buy from each other at nearly the same price and end where they began: the volume may be made up',
    },
    rules: ['TRD-017', 'PEN-006'],
    severity: 'severe',
  },
  layering: {
    title: { zh: '虚假申报（分层挂单）', en: 'Layering' },
    matters: {
      zh: '大量同向挂单在反向成交后迅速撤销，可能以虚假深度误导他人',
      en: 'Large orders on one side vanish right after a trade on the other: their depth may have misled others',
    },
    rules: ['TRD-017', 'PEN-006'],
    severity: 'severe',
  },
  'price-move': {
    title: { zh: '价格异常波动', en: 'Price move' },
    matters: {
      zh: '价格偏离前收盘价或近期成交均价过大，应核实原因，必要时提示风险',
      en: 'The price is far from the previous close or from the last trades: find out why, and warn if need be',
    },
    rules: ['TRD-017', 'TRD-018'],
    severity: 'notable',
  },
  'limit-hit': {
    title: { zh: '触及涨跌幅限制', en: 'Price limit reached' },
    matters: {
      zh: '成交价达到当日涨跌幅限制，当日价格不能继续反映供求',
      en: 'A trade stands at the edge of the day’s band: beyond it the price cannot tell supply and demand',
    },
    rules: ['TRD-005', 'TRD-017'],
    severity: 'notable',
  },
  concentration: {
    title: { zh: '成交集中', en: 'Concentrated volume' },
    matters: {
      zh: '单一账户占当日成交量过高，收盘价主要由其决定',
      en: 'One account has so much of a day’s volume that it largely decides the close',
    },
    rules: ['TRD-017', 'TRD-009'],
    severity: 'notable',
  },
  'large-holding': {
    title: { zh: '大户持有', en: 'Large holding' },
    matters: {
      zh: '持有量达到大户报告线，应报告持有目的与后续安排',
      en: 'A holding is above the line of the large-holder report: its purpose is to be told',
    },
    rules: ['TRD-017'],
    severity: 'notable',
  },
  'closing-mark': {
    title: { zh: '尾盘影响收盘价', en: 'Marking the close' },
    matters: {
      zh: '尾盘集中成交改变了作为收盘价的加权平均价，可能影响次日涨跌幅基准',
      en: 'Trades of the last minutes moved the weighted average that is the close, and with it the next day’s band',
    },
    rules: ['TRD-009', 'TRD-017', 'PEN-006'],
    severity: 'severe',
  },
  'order-flooding': {
    title: { zh: '频繁申报撤单', en: 'Order flooding' },
    matters: {
      zh: '短时间内大量申报或撤单而极少成交，可能扰乱市场秩序',
      en: 'Very many orders or cancellations and hardly a trade: it may disturb the market',
    },
    rules: ['TRD-017', 'PEN-007'],
    severity: 'notable',
  },
  'barred-trader': {
    title: { zh: '禁止交易人员申报', en: 'Somebody barred tried to trade' },
    matters: {
      zh: '主管部门、登记机构、交易机构和技术服务机构及其人员不得参与交易',
      en: 'Authorities, the registry, the exchange, technical service bodies and their staff may not trade',
    },
    rules: ['ETS-006'],
    severity: 'severe',
  },
  'repeated-refusals': {
    title: { zh: '申报反复被拒', en: 'Orders refused again and again' },
    matters: {
      zh: '账户的申报短时间内反复被拒，可能是系统故障，也可能在试探规则',
      en: 'Orders of an account are refused again and again: a fault of its system, or somebody who tries the rules',
    },
    rules: ['TRD-017', 'TRD-018'],
    severity: 'notable',
  },
};
