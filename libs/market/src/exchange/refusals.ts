import { Refusal } from '@carbon/kernel';

/** A request that may come again: nothing has happened. */
const RETRY_SECONDS = '1';

export const exchangeBusy = (waiting: number): Refusal =>
  new Refusal(
    'EXCHANGE_BUSY',
    503,
    {
      zh: '交易系统繁忙，请稍后用同一幂等键重试',
      en: 'The exchange is busy; try again with the same idempotency key',
    },
    { details: { retryAfterSeconds: RETRY_SECONDS, waiting: waiting.toString() } },
  );

export const exchangeStandby = (market: string): Refusal =>
  new Refusal(
    'EXCHANGE_STANDBY',
    503,
    {
      zh: `本进程暂不主持市场 ${market} 的撮合，请稍后用同一幂等键重试`,
      en: `This process does not run the market ${market} at the moment; try again with the same idempotency key`,
    },
    { details: { retryAfterSeconds: RETRY_SECONDS, market } },
  );

export const exchangeClosing = (): Refusal =>
  new Refusal(
    'EXCHANGE_CLOSING',
    503,
    {
      zh: '交易服务正在关闭，请稍后用同一幂等键重试',
      en: 'The exchange is shutting down; try again shortly with the same idempotency key',
    },
    { details: { retryAfterSeconds: '5' } },
  );

export const marketUnknown = (market: string): Refusal =>
  new Refusal(
    'EXCHANGE_MARKET_UNKNOWN',
    404,
    { zh: `没有市场 ${market}`, en: `There is no market ${market}` },
    { details: { market } },
  );

export const tradingAccountUnknown = (number: string): Refusal =>
  new Refusal(
    'EXCHANGE_TRADING_ACCOUNT_UNKNOWN',
    404,
    { zh: `交易账户 ${number} 不存在`, en: `There is no trading account ${number}` },
    { rule: 'CCT-002', details: { tradingAccount: number } },
  );

export const tradingAccountNotOpen = (number: string, state: string): Refusal =>
  new Refusal(
    'EXCHANGE_TRADING_ACCOUNT_NOT_OPEN',
    422,
    {
      zh: `交易账户 ${number} 已${state === 'closed' ? '注销' : '暂停'}，不能申报`,
      en: `The trading account ${number} is ${state}; it cannot place orders`,
    },
    { rule: 'TRD-018', details: { tradingAccount: number, state } },
  );

export const instrumentNotTraded = (instrument: string, market: string): Refusal =>
  new Refusal(
    'EXCHANGE_INSTRUMENT_UNKNOWN',
    404,
    {
      zh: `品种 ${instrument} 不在市场 ${market} 挂牌`,
      en: `The instrument ${instrument} is not traded in the market ${market}`,
    },
    { details: { instrument, market } },
  );

export const instrumentStopped = (instrument: string, state: string): Refusal =>
  new Refusal(
    'EXCHANGE_INSTRUMENT_STOPPED',
    422,
    {
      zh: `品种 ${instrument} 已${state === 'halted' ? '停牌' : '摘牌'}`,
      en: `Trading in ${instrument} is ${state}`,
    },
    { rule: 'TRD-018', details: { instrument, state } },
  );

export const orderUnknown = (order: bigint): Refusal =>
  new Refusal(
    'EXCHANGE_ORDER_UNKNOWN',
    404,
    { zh: `委托 ${order.toString()} 不存在`, en: `There is no order ${order.toString()}` },
    { details: { order: order.toString() } },
  );

/** It was there, and nothing of it rests any more. */
export const orderGone = (order: bigint): Refusal =>
  new Refusal(
    'EXCHANGE_ORDER_GONE',
    409,
    {
      zh: `委托 ${order.toString()} 已成交或撤销`,
      en: `Nothing of the order ${order.toString()} rests any more: it was filled, or ended`,
    },
    { rule: 'TRD-013', details: { order: order.toString() } },
  );

export const priceMoved = (order: bigint, price: string): Refusal =>
  new Refusal(
    'EXCHANGE_PRICE_MOVED',
    409,
    {
      zh: `委托 ${order.toString()} 的价格现为 ${price} 元`,
      en: `The order ${order.toString()} now stands at ${price} yuan`,
    },
    { rule: 'TRD-007', details: { order: order.toString(), price } },
  );

export const notSelectable = (order: bigint, levels: number): Refusal =>
  new Refusal(
    'EXCHANGE_NOT_SELECTABLE',
    422,
    {
      zh: `委托 ${order.toString()} 不在对手方最优 ${levels} 个价位之内，不能点选`,
      en: `The order ${order.toString()} is not among the best ${levels} price levels of its side and cannot be picked`,
    },
    { rule: 'TRD-007', details: { order: order.toString(), levels: levels.toString() } },
  );

export const moreThanRests = (order: bigint, resting: number): Refusal =>
  new Refusal(
    'EXCHANGE_MORE_THAN_RESTS',
    409,
    {
      zh: `委托 ${order.toString()} 仅余 ${resting}`,
      en: `Only ${resting} of the order ${order.toString()} rest`,
    },
    { rule: 'TRD-007', details: { order: order.toString(), resting: resting.toString() } },
  );

export const selfTrade = (order: bigint): Refusal =>
  new Refusal(
    'EXCHANGE_SELF_TRADE',
    422,
    {
      zh: `将与本账户的委托 ${order.toString()} 成交，已拒绝`,
      en: `It would trade with the account's own order ${order.toString()} and is refused`,
    },
    { rule: 'TRD-018', details: { order: order.toString() } },
  );

export const picksOnly = (market: string): Refusal =>
  new Refusal(
    'EXCHANGE_NO_PICKS',
    422,
    {
      zh: `市场 ${market} 为连续竞价，不设点选`,
      en: `The market ${market} matches by price and time; orders are not picked`,
    },
    { rule: 'TRD-007', details: { market } },
  );

export const overOrderLimit = (limitFen: bigint): Refusal =>
  new Refusal(
    'EXCHANGE_OVER_ORDER_LIMIT',
    422,
    {
      zh: '委托金额超过该交易账户经复核的单笔上限',
      en: 'The order is larger than the limit approved for this trading account',
    },
    { rule: 'REG-008', details: { limitFen: limitFen.toString() } },
  );

export const badGoodTill = (today: string, latest: string): Refusal =>
  new Refusal(
    'EXCHANGE_BAD_GOOD_TILL',
    422,
    {
      zh: `有效期应在 ${today} 至 ${latest} 之间`,
      en: `An order holds from ${today} until ${latest} at most`,
    },
    { details: { field: 'goodTill', from: today, to: latest } },
  );

export const notLess = (): Refusal =>
  new Refusal('EXCHANGE_NOTHING_TO_REPLACE', 422, {
    zh: '改单须给出新的价格或数量',
    en: 'A replacement names another price, another quantity, or both',
  });
