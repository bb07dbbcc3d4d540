import { Refusal } from '@carbon/kernel';

export function offerUnknown(offer: string): Refusal {
  return new Refusal(
    'MARKET_OFFER_UNKNOWN',
    404,
    { zh: `出售要约 ${offer} 不存在`, en: `There is no offer ${offer}` },
    { details: { offer } },
  );
}

export function saleUnknown(sale: string): Refusal {
  return new Refusal(
    'MARKET_SALE_UNKNOWN',
    404,
    { zh: `成交记录 ${sale} 不存在`, en: `There is no sale ${sale}` },
    { details: { sale } },
  );
}

export function offerNotOpen(offer: string, state: string): Refusal {
  return new Refusal(
    'MARKET_OFFER_NOT_OPEN',
    409,
    { zh: `出售要约 ${offer} 当前状态为 ${state}`, en: `Offer ${offer} is ${state}` },
    { rule: 'TRD-001', details: { offer, state } },
  );
}

export function offerExpired(offer: string, until: string): Refusal {
  return new Refusal(
    'MARKET_OFFER_EXPIRED',
    409,
    { zh: `出售要约 ${offer} 已于 ${until} 到期`, en: `Offer ${offer} expired at ${until}` },
    { rule: 'TRD-001', details: { offer, until } },
  );
}

/** @param days the longest an offer may be valid */
export function validityOutside(validUntil: string, days: number): Refusal {
  return new Refusal(
    'MARKET_VALIDITY_OUTSIDE',
    422,
    {
      zh: `有效期 ${validUntil} 应自今日起且不超过 ${days} 日`,
      en: `Valid until ${validUntil}: must be today or later, and ${days} days at most`,
    },
    { rule: 'TRD-001', details: { validUntil, days: days.toString() } },
  );
}

export function portionsDoNotFit(quantity: bigint): Refusal {
  return new Refusal(
    'MARKET_PORTIONS_DO_NOT_FIT',
    422,
    {
      zh: `最小购买量和递增量不得超过出售数量 ${quantity}`,
      en: `Minimum and step must not exceed the ${quantity} units offered`,
    },
    { rule: 'TRD-001', details: { quantity: quantity.toString() } },
  );
}

export function amountTooLarge(fen: bigint): Refusal {
  return new Refusal(
    'MARKET_AMOUNT_TOO_LARGE',
    422,
    { zh: `金额 ${fen} 分超出上限`, en: `An amount of ${fen} fen is more than is kept` },
    { details: { amountFen: fen.toString() } },
  );
}

export function quantityGone(remaining: bigint, asked: bigint): Refusal {
  return new Refusal(
    'MARKET_QUANTITY_GONE',
    409,
    {
      zh: `要约仅余 ${remaining}，不足 ${asked}`,
      en: `${remaining} are left of the offer; ${asked} were asked for`,
    },
    { rule: 'TRD-001', details: { remaining: remaining.toString(), asked: asked.toString() } },
  );
}

export function quantityNotSold(quantity: bigint, minimum: bigint, step: bigint): Refusal {
  return new Refusal(
    'MARKET_QUANTITY_NOT_SOLD',
    422,
    {
      zh: `购买数量 ${quantity} 应不少于 ${minimum}，且为 ${step} 的整数倍，或为全部剩余数量`,
      en: `${quantity} are not sold: at least ${minimum}, in steps of ${step}, or all that is left`,
    },
    {
      rule: 'TRD-001',
      details: { quantity: quantity.toString(), minimum: minimum.toString(), step: step.toString() },
    },
  );
}

/** The price is the offer's; a buyer that saw another one does not buy by mistake. */
export function priceDiffers(offered: bigint, seen: bigint): Refusal {
  return new Refusal(
    'MARKET_PRICE_DIFFERS',
    409,
    {
      zh: `要约单价为 ${offered} 分，与所填 ${seen} 分不符`,
      en: `The price is ${offered} fen a unit, not ${seen}`,
    },
    { rule: 'TRD-001', details: { offered: offered.toString(), seen: seen.toString() } },
  );
}

export function cashIsNotSold(instrument: string): Refusal {
  return new Refusal(
    'MARKET_NOT_FOR_SALE',
    422,
    { zh: `${instrument} 不能出售`, en: `${instrument} is not sold` },
    { rule: 'TRD-001', details: { instrument } },
  );
}

export function instrumentUnknown(instrument: string): Refusal {
  return new Refusal(
    'LEDGER_INSTRUMENT_UNKNOWN',
    404,
    { zh: `品种 ${instrument} 不存在`, en: `There is no instrument ${instrument}` },
    { details: { instrument } },
  );
}

export function buyerAccountUnknown(account: string): Refusal {
  return new Refusal(
    'MARKET_BUYER_ACCOUNT_UNKNOWN',
    404,
    { zh: `买方账户 ${account} 不存在`, en: `There is no buyer's account ${account}` },
    { details: { account } },
  );
}

export function ownOffer(account: string): Refusal {
  return new Refusal(
    'MARKET_OWN_OFFER',
    422,
    {
      zh: `账户 ${account} 与要约同属一个持有人，不能自买自卖`,
      en: `Account ${account} is of the holder that sells: nobody buys from itself`,
    },
    { rule: 'TRD-001', details: { account } },
  );
}

export function offeredToAnother(account: string): Refusal {
  return new Refusal(
    'MARKET_OFFERED_TO_ANOTHER_ACCOUNT',
    422,
    {
      zh: `该要约针对的不是账户 ${account}`,
      en: `The offer is made to another account than ${account}`,
    },
    { rule: 'GEC-008', details: { account } },
  );
}

export function accountHoldsNone(account: string, kind: string): Refusal {
  return new Refusal(
    'MARKET_ACCOUNT_OF_ANOTHER_KIND',
    422,
    {
      zh: `账户 ${account} 为 ${kind} 类账户，不能用于此处`,
      en: `Account ${account} is a ${kind} account and does not serve here`,
    },
    { details: { account, kind } },
  );
}

/** REG-004, REG-013: nothing leaves the seller's account at present. */
export function sellerStopped(offer: string): Refusal {
  return new Refusal(
    'MARKET_SELLER_STOPPED',
    422,
    {
      zh: `要约 ${offer} 的卖方账户目前不能转出`,
      en: `Nothing leaves the account of offer ${offer} at present`,
    },
    { rule: 'REG-004', details: { offer } },
  );
}

export function offersOpen(account: string, open: string): Refusal {
  return new Refusal(
    'MARKET_OFFERS_OPEN',
    422,
    {
      zh: `账户 ${account} 有未结束的出售要约或购买，不能销户`,
      en: `Account ${account} has an open offer or purchase; it cannot be closed`,
    },
    { rule: 'REG-010', details: { account, open } },
  );
}
