import { type ChinaDate, Refusal } from '@carbon/kernel';

export function negotiationUnknown(id: string): Refusal {
  return new Refusal(
    'BLOCK_UNKNOWN',
    404,
    { zh: `大宗协议 ${id} 不存在`, en: `There is no negotiation ${id}` },
    { details: { negotiation: id } },
  );
}

export function negotiationNotOpen(id: string, state: string): Refusal {
  return new Refusal(
    'BLOCK_NOT_OPEN',
    409,
    { zh: `大宗协议 ${id} 当前状态为 ${state}`, en: `Negotiation ${id} is ${state}` },
    { rule: 'TRD-004', details: { negotiation: id, state } },
  );
}

export function quoteExpired(id: string, since: string): Refusal {
  return new Refusal(
    'BLOCK_QUOTE_EXPIRED',
    409,
    { zh: `大宗协议 ${id} 的报价已于 ${since} 失效`, en: `The quote of negotiation ${id} ended at ${since}` },
    { rule: 'TRD-004', details: { negotiation: id, since } },
  );
}

/** Whoever says yes or answers says which quote it has seen. */
export function anotherQuoteCounts(id: string, seen: number, live: number): Refusal {
  return new Refusal(
    'BLOCK_ANOTHER_QUOTE_COUNTS',
    409,
    {
      zh: `大宗协议 ${id} 现行有效的是第 ${live} 轮报价，而非第 ${seen} 轮`,
      en: `Of negotiation ${id} the quote of round ${live} counts, not that of round ${seen}`,
    },
    { rule: 'TRD-004', details: { negotiation: id, seen: String(seen), live: String(live) } },
  );
}

export function ownQuote(id: string): Refusal {
  return new Refusal(
    'BLOCK_OWN_QUOTE',
    422,
    {
      zh: `大宗协议 ${id} 的现行报价由本方作出，应由对方答复`,
      en: `The quote of negotiation ${id} is your own; the other side answers it`,
    },
    { rule: 'TRD-004', details: { negotiation: id } },
  );
}

/** Withdrawing is for who made the quote that counts. */
export function quoteOfTheOther(id: string): Refusal {
  return new Refusal(
    'BLOCK_QUOTE_OF_THE_OTHER',
    422,
    {
      zh: `大宗协议 ${id} 的现行报价由对方作出；可予拒绝，不能撤回`,
      en: `The quote of negotiation ${id} is the other side's: it is declined, not withdrawn`,
    },
    { rule: 'TRD-004', details: { negotiation: id } },
  );
}

export function roundsUsed(id: string, most: number): Refusal {
  return new Refusal(
    'BLOCK_ROUNDS_USED',
    422,
    {
      zh: `大宗协议 ${id} 已报价 ${most} 轮，只能接受或拒绝`,
      en: `Negotiation ${id} has had ${most} quotes: the last is accepted or declined`,
    },
    { rule: 'TRD-004', details: { negotiation: id, most: String(most) } },
  );
}

export function negotiatedAsAnother(id: string, kind: string): Refusal {
  return new Refusal(
    'BLOCK_NEGOTIATED_AS_ANOTHER',
    422,
    { zh: `大宗协议 ${id} 的类型为 ${kind}`, en: `Negotiation ${id} is of the kind ${kind}` },
    { rule: 'TRD-004', details: { negotiation: id, kind } },
  );
}

/** @param days the longest a quote may stand */
export function validityOutside(until: ChinaDate, days: number): Refusal {
  return new Refusal(
    'BLOCK_VALIDITY_OUTSIDE',
    422,
    {
      zh: `有效期 ${until} 应自今日起且不超过 ${days} 日`,
      en: `Valid until ${until}: must be today or later, and ${days} days at most`,
    },
    { rule: 'TRD-004', details: { until, days: String(days) } },
  );
}

export function withOneself(account: string): Refusal {
  return new Refusal(
    'BLOCK_WITH_ONESELF',
    422,
    {
      zh: `交易账户 ${account} 与本方同属一个持有人`,
      en: `Trading account ${account} is of the same holder`,
    },
    { rule: 'TRD-004', details: { account } },
  );
}

export function tradingAccountUnknown(account: string): Refusal {
  return new Refusal(
    'TRADING_ACCOUNT_UNKNOWN',
    404,
    { zh: `交易账户 ${account} 不存在`, en: `There is no trading account ${account}` },
    { details: { account } },
  );
}

/** One that is not there, closed or stopped: nobody learns which. */
export function counterpartyNotThere(account: string): Refusal {
  return new Refusal(
    'BLOCK_COUNTERPARTY_UNKNOWN',
    404,
    {
      zh: `交易账户 ${account} 不在该市场交易`,
      en: `There is no trading account ${account} that trades in that market`,
    },
    { rule: 'TRD-004', details: { account } },
  );
}

export function noAccountInMarket(market: string): Refusal {
  return new Refusal(
    'BLOCK_NO_ACCOUNT_IN_MARKET',
    422,
    {
      zh: `双方须在市场 ${market} 均有交易账户`,
      en: `Both sides need a trading account in the market ${market}`,
    },
    { rule: 'CCT-002', details: { market } },
  );
}

export function sameInstrument(instrument: string): Refusal {
  return new Refusal(
    'BLOCK_SAME_INSTRUMENT',
    422,
    { zh: `${instrument} 不能与自身置换`, en: `${instrument} is not swapped for itself` },
    { rule: 'TRD-001', details: { instrument } },
  );
}

export function notSwapped(market: string): Refusal {
  return new Refusal(
    'BLOCK_NOT_SWAPPED',
    422,
    { zh: `市场 ${market} 的品种不能置换`, en: `Instruments of the market ${market} are not swapped` },
    { rule: 'CCT-001', details: { market } },
  );
}
