import { Refusal } from '@carbon/kernel';
import { yuan } from '../../orders/domain/yuan';

const AUCTION = 'TRD-001';

export function auctionUnknown(auction: string): Refusal {
  return new Refusal(
    'AUCTION_UNKNOWN',
    404,
    { zh: `竞价 ${auction} 不存在`, en: `There is no auction ${auction}` },
    { details: { auction } },
  );
}

export function bidUnknown(bid: string): Refusal {
  return new Refusal(
    'AUCTION_BID_UNKNOWN',
    404,
    { zh: `报价 ${bid} 不存在`, en: `There is no bid ${bid}` },
    { details: { bid } },
  );
}

export function marketWithoutAuctions(market: string): Refusal {
  return new Refusal(
    'AUCTION_NOT_IN_THIS_MARKET',
    422,
    { zh: `${market} 市场不采用单向竞价`, en: `The market ${market} sells nothing by auction` },
    { rule: AUCTION, details: { market } },
  );
}

export function notAuctioned(instrument: string): Refusal {
  return new Refusal(
    'AUCTION_NOT_FOR_SALE',
    422,
    {
      zh: `${instrument} 不能在此竞价出售：交易侧账户出售该市场挂牌交易的品种，登记侧账户出售绿证`,
      en: `${instrument} is not sold so: trading accounts auction what their market trades, other accounts green certificates`,
    },
    { rule: AUCTION, details: { instrument } },
  );
}

export function noticeTooShort(days: number, earliest: string): Refusal {
  return new Refusal(
    'AUCTION_NOTICE_TOO_SHORT',
    422,
    {
      zh: `竞价公告应提前 ${days} 个工作日，最早可于 ${earliest} 开始`,
      en: `Auctions are held by notice of ${days} working days: bids may be taken from ${earliest} on`,
    },
    { rule: 'TRD-012', details: { days: days.toString(), earliest } },
  );
}

export function hoursDoNotFit(days: number): Refusal {
  return new Refusal(
    'AUCTION_HOURS_DO_NOT_FIT',
    422,
    {
      zh: `竞价结束应晚于开始，且不超过 ${days} 日`,
      en: `An auction closes after it opens, and within ${days} days`,
    },
    { rule: 'TRD-012', details: { days: days.toString() } },
  );
}

export function stepsDoNotFit(quantity: bigint, step: bigint): Refusal {
  return new Refusal(
    'AUCTION_STEPS_DO_NOT_FIT',
    422,
    {
      zh: `竞价数量 ${quantity}、单户上限应为数量单位 ${step} 的整数倍，且上限不超过竞价数量`,
      en: `The lot of ${quantity} and the most of one bidder must be multiples of ${step}, the most not above the lot`,
    },
    { rule: AUCTION, details: { quantity: quantity.toString(), step: step.toString() } },
  );
}

export function priceOffTick(priceFen: bigint, tickFen: bigint): Refusal {
  return new Refusal(
    'AUCTION_PRICE_OFF_TICK',
    422,
    {
      zh: `价格 ${yuan(priceFen)} 元不是最小变动单位 ${yuan(tickFen)} 元的整数倍`,
      en: `The price ${yuan(priceFen)} yuan is no multiple of the tick of ${yuan(tickFen)} yuan`,
    },
    { rule: 'TRD-002', details: { priceFen: priceFen.toString(), tickFen: tickFen.toString() } },
  );
}

export function belowReserve(reserveFen: bigint): Refusal {
  return new Refusal(
    'AUCTION_BELOW_RESERVE',
    422,
    {
      zh: `报价低于底价 ${yuan(reserveFen)} 元`,
      en: `The bid is below the reserve price of ${yuan(reserveFen)} yuan`,
    },
    { rule: AUCTION, details: { reserveFen: reserveFen.toString() } },
  );
}

export function quantityNotTaken(step: bigint, most: bigint): Refusal {
  return new Refusal(
    'AUCTION_QUANTITY_NOT_TAKEN',
    422,
    {
      zh: `报价数量应为 ${step} 的整数倍，且不超过 ${most}`,
      en: `Bids are for multiples of ${step}, of at most ${most}`,
    },
    { rule: AUCTION, details: { step: step.toString(), most: most.toString() } },
  );
}

export function auctionNotOpen(auction: string, phase: string): Refusal {
  return new Refusal(
    'AUCTION_NOT_OPEN',
    409,
    {
      zh: `竞价 ${auction} 当前为 ${phase}，不受理报价`,
      en: `The auction ${auction} is ${phase}: bids are not taken, changed or taken back`,
    },
    { rule: 'TRD-012', details: { auction, phase } },
  );
}

export function auctionBegun(auction: string, phase: string): Refusal {
  return new Refusal(
    'AUCTION_BEGUN',
    409,
    {
      zh: `竞价 ${auction} 当前为 ${phase}，开始之后不能取消`,
      en: `The auction ${auction} is ${phase}: it can be cancelled before it opens only`,
    },
    { rule: AUCTION, details: { auction, phase } },
  );
}

export function auctionForOthers(auction: string): Refusal {
  return new Refusal(
    'AUCTION_FOR_NAMED_BIDDERS',
    422,
    { zh: `竞价 ${auction} 限定竞买人`, en: `The auction ${auction} is for named bidders` },
    { rule: AUCTION, details: { auction } },
  );
}

export function bidderOfAnotherKind(kind: string, market: string): Refusal {
  return new Refusal(
    'AUCTION_BIDDER_OF_ANOTHER_KIND',
    422,
    { zh: `${kind} 类主体不能在 ${market} 市场交易`, en: `A ${kind} does not trade in the market ${market}` },
    { rule: 'ETS-010', details: { kind, market } },
  );
}

export function sellerBids(account: string): Refusal {
  return new Refusal(
    'AUCTION_SELLER_BIDS',
    422,
    {
      zh: `账户 ${account} 属于卖方，不能参加竞买`,
      en: `Account ${account} is the seller's: nobody buys from itself`,
    },
    { rule: AUCTION, details: { account } },
  );
}

export function tradingAccountUnknown(account: string): Refusal {
  return new Refusal(
    'AUCTION_TRADING_ACCOUNT_UNKNOWN',
    404,
    { zh: `交易账户 ${account} 不存在`, en: `There is no trading account ${account}` },
    { details: { account } },
  );
}

export function tradingAccountElsewhere(account: string, market: string, state: string): Refusal {
  return new Refusal(
    'AUCTION_TRADING_ACCOUNT_DOES_NOT_SERVE',
    422,
    {
      zh: `交易账户 ${account}（${market}，${state}）不能用于此竞价`,
      en: `The trading account ${account} (${market}, ${state}) does not serve in this auction`,
    },
    { rule: AUCTION, details: { account, market, state } },
  );
}

export function accountMissing(field: string): Refusal {
  return new Refusal(
    'AUCTION_ACCOUNT_MISSING',
    422,
    {
      zh: `请填写 ${field}：交易侧标的用交易账户，绿证用持有账户`,
      en: `Name ${field}: lots of the exchange side are for trading accounts, certificates for accounts that hold them`,
    },
    { rule: AUCTION, details: { field } },
  );
}

export function aboveOrderLimit(limitFen: bigint): Refusal {
  return new Refusal(
    'AUCTION_ABOVE_ORDER_LIMIT',
    422,
    {
      zh: `报价金额超过交易账户的单笔上限 ${yuan(limitFen)} 元`,
      en: `The bid is larger than the trading account's limit of ${yuan(limitFen)} yuan an order`,
    },
    { rule: 'SEC-001', details: { limitFen: limitFen.toString() } },
  );
}

export function tooManyBids(most: number): Refusal {
  return new Refusal(
    'AUCTION_TOO_MANY_BIDS',
    422,
    {
      zh: `每一竞买人在一场竞价中最多报价 ${most} 次（含撤回和变更）`,
      en: `A bidder places at most ${most} bids in an auction, those taken back or replaced included`,
    },
    { rule: AUCTION, details: { most: most.toString() } },
  );
}

export function bidEnded(bid: string, state: string): Refusal {
  return new Refusal(
    'AUCTION_BID_ENDED',
    409,
    { zh: `报价 ${bid} 当前为 ${state}`, en: `The bid ${bid} is ${state}` },
    { rule: AUCTION, details: { bid, state } },
  );
}

export function setApartTooLittle(neededFen: bigint): Refusal {
  return new Refusal(
    'AUCTION_SET_APART_TOO_LITTLE',
    422,
    {
      zh: `冻结资金不足：至少需要 ${yuan(neededFen)} 元（含费用）`,
      en: `Too little is set apart: the bid and its fee need ${yuan(neededFen)} yuan`,
    },
    { rule: AUCTION, details: { neededFen: neededFen.toString() } },
  );
}

export function notClosedYet(auction: string): Refusal {
  return new Refusal(
    'AUCTION_NOT_CLOSED',
    409,
    {
      zh: `竞价 ${auction} 尚未结束，报价不予公开`,
      en: `The auction ${auction} has not closed: its bids stay sealed`,
    },
    { rule: AUCTION, details: { auction } },
  );
}

export function auctionsOpen(account: string, auction: string): Refusal {
  return new Refusal(
    'AUCTION_OPEN_ABOUT_ACCOUNT',
    422,
    {
      zh: `账户 ${account} 有未结束的竞价或报价，不能销户`,
      en: `Account ${account} has a part in an auction that has not ended; it cannot be closed`,
    },
    { rule: 'REG-010', details: { account, auction } },
  );
}

export function boughtLately(instrument: string, bought: bigint, rule: string): Refusal {
  return new Refusal(
    'AUCTION_BOUGHT_LATELY',
    422,
    {
      zh: `近期买入的 ${instrument} ${bought} 单位在竞价结束之日尚不得卖出`,
      en: `${bought} of ${instrument} were bought too lately to be sold on the day of the close`,
    },
    { rule, details: { instrument, bought: bought.toString() } },
  );
}
