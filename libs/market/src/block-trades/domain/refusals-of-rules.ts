import { Refusal } from '@carbon/kernel';
import { yuanOf } from '../../domain/trading';

export function notAdmitted(instrument: string): Refusal {
  return new Refusal(
    'BLOCK_INSTRUMENT_NOT_ADMITTED',
    422,
    { zh: `${instrument} 不在交易所交易`, en: `${instrument} is not traded here` },
    { rule: 'TRD-001', details: { instrument } },
  );
}

export function stopped(instrument: string, state: string): Refusal {
  return new Refusal(
    'BLOCK_INSTRUMENT_STOPPED',
    422,
    {
      zh: `${instrument} 当前状态为 ${state}，不能交易`,
      en: `${instrument} is ${state} and does not trade at present`,
    },
    { rule: 'TRD-018', details: { instrument, state } },
  );
}

/** TRD-012: told before anything is decided, so that the same act may be tried again when it opens. */
export function notInSession(market: string, rule: string): Refusal {
  return new Refusal(
    'BLOCK_NOT_IN_SESSION',
    422,
    {
      zh: `市场 ${market} 当前不在大宗协议交易时段内`,
      en: `The market ${market} takes no block trades at this time`,
    },
    { rule, details: { market } },
  );
}

export function accountNotTrading(account: string, state: string): Refusal {
  return new Refusal(
    'BLOCK_ACCOUNT_NOT_TRADING',
    422,
    {
      zh: `交易账户 ${account} 当前状态为 ${state}，不能交易`,
      en: `Trading account ${account} is ${state} and does not trade at present`,
    },
    { rule: 'TRD-018', details: { account, state } },
  );
}

export function unitsShort(instrument: string, available: bigint, asked: bigint): Refusal {
  return new Refusal(
    'BLOCK_UNITS_SHORT',
    422,
    {
      zh: `${instrument} 可用数量为 ${available}，不足 ${asked}`,
      en: `${available} of ${instrument} are available; ${asked} are needed`,
    },
    { rule: 'TRD-011', details: { instrument, available: String(available), asked: String(asked) } },
  );
}

export function boughtLately(instrument: string, bought: bigint, rule: string): Refusal {
  return new Refusal(
    'BLOCK_BOUGHT_LATELY',
    422,
    {
      zh: `近期买入的 ${instrument} ${bought} 单位尚不得卖出`,
      en: `${bought} of ${instrument} were bought too lately to be given to another`,
    },
    { rule, details: { instrument, bought: String(bought) } },
  );
}

export function moneyShort(availableFen: bigint, neededFen: bigint): Refusal {
  return new Refusal(
    'BLOCK_MONEY_SHORT',
    422,
    {
      zh: `需要资金 ${yuanOf(neededFen)} 元，可用 ${yuanOf(availableFen)} 元`,
      en: `It needs ${yuanOf(neededFen)} yuan; ${yuanOf(availableFen)} are available`,
    },
    { rule: 'TRD-011', details: { availableFen: String(availableFen), neededFen: String(neededFen) } },
  );
}

export function holdsTooMuch(market: string, limit: bigint, would: bigint): Refusal {
  return new Refusal(
    'BLOCK_HOLDING_LIMIT',
    422,
    {
      zh: `买方持有量将达 ${would}，超过市场 ${market} 的上限 ${limit}`,
      en: `Who receives would hold ${would}, above the limit of ${limit} in the market ${market}`,
    },
    { rule: 'TRD-017', details: { market, limit: String(limit), would: String(would) } },
  );
}
