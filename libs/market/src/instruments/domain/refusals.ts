import { Refusal } from '@carbon/kernel';

export const marketUnknown = (market: string): Refusal =>
  new Refusal(
    'EXCHANGE_MARKET_UNKNOWN',
    404,
    { zh: `没有市场 ${market}`, en: `There is no market ${market}` },
    { details: { market } },
  );

export const instrumentUnknown = (instrument: string): Refusal =>
  new Refusal(
    'TRADING_INSTRUMENT_UNKNOWN',
    404,
    { zh: `没有品种 ${instrument}`, en: `There is no instrument ${instrument}` },
    { details: { instrument } },
  );

export const notOfMarket = (
  { instrument, scheme, market }: { instrument: string; scheme: string; market: string },
  rule: string,
): Refusal =>
  new Refusal(
    'TRADING_SCHEME_NOT_OF_MARKET',
    422,
    {
      zh: `${instrument} 属于 ${scheme}，不在市场 ${market} 交易`,
      en: `${instrument} is of the scheme ${scheme}, whose units do not trade in the market ${market}`,
    },
    { rule, details: { instrument, scheme, market } },
  );

/** A certificate is sold once, by its number (GEC-008); cash and points are no goods. */
export const notForOrderBooks = (instrument: string, kind: string): Refusal =>
  new Refusal(
    'TRADING_NOT_FOR_ORDER_BOOKS',
    422,
    {
      zh: `${instrument} 不适用委托簿交易；绿证按挂牌或双边方式一次性出售（/v1/listings）`,
      en: `${instrument} does not trade by orders; certificates are sold by listings and offers (/v1/listings)`,
    },
    { rule: 'GEC-008', details: { instrument, kind } },
  );

export const alreadyAdmitted = (instrument: string, market: string): Refusal =>
  new Refusal(
    'TRADING_ALREADY_ADMITTED',
    409,
    {
      zh: `品种 ${instrument} 已在市场 ${market} 上市`,
      en: `The instrument ${instrument} is admitted to the market ${market} already`,
    },
    { details: { instrument, market } },
  );

export const notAdmitted = (instrument: string, market: string): Refusal =>
  new Refusal(
    'TRADING_NOT_ADMITTED',
    404,
    {
      zh: `品种 ${instrument} 未在市场 ${market} 上市`,
      en: `The instrument ${instrument} is not admitted to the market ${market}`,
    },
    { details: { instrument, market } },
  );

export const instrumentStateForbids = (instrument: string, state: string): Refusal =>
  new Refusal(
    'TRADING_INSTRUMENT_STATE',
    409,
    {
      zh: `品种 ${instrument} 当前状态为 ${state}，不能办理`,
      en: `The instrument ${instrument} is ${state}; this cannot be done to it`,
    },
    { rule: 'TRD-018', details: { instrument, state } },
  );

export const priceOffTick = (price: string, tick: string): Refusal =>
  new Refusal(
    'TRADING_PRICE_OFF_TICK',
    422,
    {
      zh: `参考价 ${price} 元不是最小变动价位 ${tick} 元的整数倍`,
      en: `The reference price ${price} is no multiple of the tick of ${tick} yuan`,
    },
    { rule: 'TRD-002', details: { price, tick } },
  );

export const mayNotTrade = (
  holder: string,
  why: { readonly rule: string; readonly message: { zh: string; en: string } },
): Refusal =>
  new Refusal('TRADING_HOLDER_MAY_NOT_TRADE', 422, why.message, {
    rule: why.rule,
    details: { holder },
  });

export const ownHolderOnly = (holder: string): Refusal =>
  new Refusal(
    'TRADING_OWN_PEOPLE_ONLY',
    403,
    {
      zh: `${holder} 的交易账户只能由其本单位人员申请`,
      en: `Only the people of ${holder} ask for changes to its trading accounts`,
    },
    { details: { holder } },
  );

export const accountThere = (number: string, market: string): Refusal =>
  new Refusal(
    'TRADING_ACCOUNT_THERE',
    409,
    {
      zh: `该主体在市场 ${market} 已有交易账户 ${number}`,
      en: `The holder has the trading account ${number} in the market ${market} already`,
    },
    { rule: 'CCT-004', details: { tradingAccount: number, market } },
  );

export const notAnExchangeAccount = (account: string): Refusal =>
  new Refusal(
    'TRADING_NOT_AN_EXCHANGE_ACCOUNT',
    422,
    {
      zh: `账户 ${account} 不是该主体可用的交易端账户`,
      en: `Account ${account} is no account of that holder on the exchange side, or is closed`,
    },
    { rule: 'ETS-003', details: { account } },
  );

export const tradingAccountUnknown = (number: string): Refusal =>
  new Refusal(
    'EXCHANGE_TRADING_ACCOUNT_UNKNOWN',
    404,
    { zh: `交易账户 ${number} 不存在`, en: `There is no trading account ${number}` },
    { rule: 'CCT-002', details: { tradingAccount: number } },
  );

export const accountStateForbids = (number: string, state: string): Refusal =>
  new Refusal(
    'TRADING_ACCOUNT_STATE',
    409,
    {
      zh: `交易账户 ${number} 当前状态为 ${state}，不能办理`,
      en: `The trading account ${number} is ${state}; this cannot be done to it`,
    },
    { rule: 'TRD-018', details: { tradingAccount: number, state } },
  );

export const commitmentsOpen = (number: string, what: string): Refusal =>
  new Refusal(
    'TRADING_COMMITMENTS_OPEN',
    422,
    {
      zh: `交易账户 ${number} 尚有未了结的委托或约定，须先撤销或完成`,
      en: `Something of the trading account ${number} is still open (${what}); it is cancelled or completed first`,
    },
    { rule: 'TRD-011', details: { tradingAccount: number, what } },
  );

export const accountTrades = (account: string, number: string): Refusal =>
  new Refusal(
    'TRADING_ACCOUNT_BOUND',
    422,
    {
      zh: `账户 ${account} 已绑定交易账户 ${number}，须先注销交易账户`,
      en: `Account ${account} serves the trading account ${number}, which is closed first`,
    },
    { rule: 'REG-010', details: { account, tradingAccount: number } },
  );

export const notAFeeAccount = (account: string): Refusal =>
  new Refusal(
    'TRADING_NOT_A_FEE_ACCOUNT',
    422,
    {
      zh: `账户 ${account} 不是交易机构或登记机构的资金账户`,
      en: `Account ${account} is no open funds account of a market operator or the registry`,
    },
    { details: { account } },
  );

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
