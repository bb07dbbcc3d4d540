import { Refusal } from '@carbon/kernel';

/** Money pays for something: it goes from one holder to another by a sale only. */
export function cashMovesBySales(): Refusal {
  return new Refusal(
    'MARKET_CASH_MOVES_BY_SALES',
    422,
    {
      zh: '资金只随成交在持有人之间划转，请使用 /v1/listings 的出售与购买，或办理出入金',
      en: 'Cash goes from one holder to another by sales only (/v1/listings); it comes and goes by deposits and withdrawals',
    },
    { rule: 'TRD-001', details: { route: '/v1/listings' } },
  );
}

export function bankReferenceUsed(reference: string): Refusal {
  return new Refusal(
    'MARKET_BANK_REFERENCE_USED',
    409,
    {
      zh: `银行流水号 ${reference} 已用于另一笔出入金`,
      en: `The bank's reference ${reference} stands for another movement already`,
    },
    { rule: 'INV-06', details: { reference } },
  );
}

export function notAFundsAccount(account: string): Refusal {
  return new Refusal(
    'MARKET_NOT_A_FUNDS_ACCOUNT',
    422,
    {
      zh: `账户 ${account} 不是该持有人的资金账户`,
      en: `Account ${account} is not a funds account of that holder`,
    },
    { details: { account } },
  );
}

export function movementUnknown(id: string): Refusal {
  return new Refusal(
    'MARKET_CASH_MOVEMENT_UNKNOWN',
    404,
    { zh: `出入金 ${id} 不存在`, en: `There is no movement of cash ${id}` },
    { details: { movement: id } },
  );
}
