import { Refusal } from '@carbon/kernel';

export const statementUnknown = (account: string, day: string): Refusal =>
  new Refusal(
    'EXCHANGE_STATEMENT_UNKNOWN',
    404,
    {
      zh: `交易账户 ${account} 在 ${day} 没有结算单`,
      en: `There is no statement of the trading account ${account} for ${day}`,
    },
    { details: { account, day } },
  );

export const dayNotEnded = (market: string, day: string): Refusal =>
  new Refusal(
    'EXCHANGE_DAY_UNKNOWN',
    404,
    {
      zh: `市场 ${market} 没有 ${day} 的日终文件`,
      en: `There is no file of the market ${market} for ${day}`,
    },
    { details: { market, day } },
  );

export const dayNotClosed = (market: string, day: string): Refusal =>
  new Refusal(
    'EXCHANGE_DAY_NOT_CLOSED',
    422,
    {
      zh: `市场 ${market} 的 ${day} 尚未收盘`,
      en: `The day ${day} of the market ${market} is not closed`,
    },
    { rule: 'TRD-016', details: { market, day } },
  );

/** The day was ended and is kept; somebody has to look into what does not add up. */
export const dayDoesNotAddUp = (
  market: string,
  day: string,
  found: { readonly statements: number; readonly file: number; readonly first: string },
): Refusal =>
  new Refusal(
    'EXCHANGE_DAY_DOES_NOT_ADD_UP',
    422,
    {
      zh: `市场 ${market} 的 ${day}：${found.statements} 份结算单与账本不符，日终文件 ${found.file} 处不一致`,
      en: `${day} of the market ${market}: ${found.statements} statements do not agree with the ledger, and the file differs in ${found.file} places`,
    },
    {
      rule: 'TRD-016',
      details: {
        market,
        day,
        statements: String(found.statements),
        file: String(found.file),
        first: found.first,
      },
    },
  );
