import { Refusal } from '@carbon/kernel';

/** ETS-006: staff of registry, exchange, regulators, verifiers and banks trade nothing, whatever they may see. */
export const staffMayNotTrade = (): Refusal =>
  new Refusal(
    'EXCHANGE_STAFF_MAY_NOT_TRADE',
    403,
    {
      zh: '登记、交易、监管及服务机构及其系统不得参与交易',
      en: 'Registry, exchange, authorities and service bodies, and their machines, may not trade',
    },
    { rule: 'ETS-006' },
  );

/** Whoever has no trading account has no orders to hear of. */
export const noTradingAccount = (): Refusal =>
  new Refusal('EXCHANGE_NO_TRADING_ACCOUNT', 404, {
    zh: '本主体没有交易账户',
    en: 'This holder has no trading account',
  });
