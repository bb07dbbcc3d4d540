import { Refusal } from '@carbon/kernel';

/** Whoever has no trading account has no orders to hear of. */
export const noTradingAccount = (): Refusal =>
  new Refusal('EXCHANGE_NO_TRADING_ACCOUNT', 404, {
    zh: '本主体没有交易账户',
    en: 'This holder has no trading account',
  });
