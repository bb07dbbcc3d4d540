import { IsOneOf, IsShaped, IsText } from '@carbon/http';
import { IsAccountNumber, IsInstrumentCode } from '@carbon/ledger';
import { TRADING_MARKETS } from '@carbon/rules/domain';
import { isTradingAccountNumber } from '../domain/trading-account-number';

const YUAN = /^(0|[1-9]\d{0,14})(\.\d{1,2})?$/;
/** Above nothing. */
const SOME_YUAN = /^(?!0(\.0{1,2})?$)(0|[1-9]\d{0,14})(\.\d{1,2})?$/;

export function IsTradingMarket(): PropertyDecorator {
  return IsOneOf(TRADING_MARKETS, { description: 'Market. 市场', example: 'CN' });
}

export function IsTradingAccountNumber(): PropertyDecorator {
  return IsShaped({
    shape: 'trading-account-number',
    test: isTradingAccountNumber,
    sentence: {
      zh: '不是有效的交易账户号（校验位不符）',
      en: 'is no trading account number (check digits)',
    },
    description: 'Trading account. 交易账户',
    example: 'TA-CN-000042-14',
  });
}

export function IsReason(): PropertyDecorator {
  return IsText({ description: 'Why; no personal data. 事由', max: 500, example: '价格异常波动，待核查' });
}

/** Payload of the task kind `instrument-admission`. */
export class InstrumentAdmissionPayload {
  @IsTradingMarket()
  market!: string;

  @IsInstrumentCode({ description: 'What is to trade. 品种', example: 'CEA25' })
  instrument!: string;

  @IsText({
    description: 'Counts as the previous close before the first day, yuan, on a tick. 参考价（元）',
    max: 20,
    pattern: YUAN,
    example: '81.97',
  })
  referencePrice!: string;
}

/** Payload of the task kind `instrument-delisting`. */
export class InstrumentDelistingPayload {
  @IsTradingMarket()
  market!: string;

  @IsInstrumentCode({ description: 'What trades no more. 品种', example: 'CEA21' })
  instrument!: string;

  @IsReason()
  reason!: string;
}

/** Payload of the task kind `trading-account-opening`. */
export class TradingAccountOpeningPayload {
  @IsTradingMarket()
  market!: string;

  @IsText({
    description: 'Who is to trade; the proposer’s own holder when absent. 开户主体',
    max: 64,
    optional: true,
    example: 'DEMO-POWER',
  })
  holder?: string;

  @IsAccountNumber({
    description: 'Its account on the exchange side; the first, or a new one, when absent. 交易端账户',
    optional: true,
  })
  unitsAccount?: string;

  @IsAccountNumber({
    description: 'Its funds account; the first, or a new one, when absent. 资金账户',
    optional: true,
  })
  fundsAccount?: string;

  @IsText({
    description:
      'The largest order its traders may place, yuan; none of its own when absent. 单笔委托上限（元）',
    max: 20,
    pattern: SOME_YUAN,
    optional: true,
    example: '5000000.00',
  })
  orderLimit?: string;
}

/** Payload of the task kind `trading-account-change`. */
export class TradingAccountChangePayload {
  @IsTradingAccountNumber()
  tradingAccount!: string;

  @IsText({
    description: 'The largest order its traders may place, yuan; none when absent. 单笔委托上限（元）',
    max: 20,
    pattern: SOME_YUAN,
    optional: true,
    example: '5000000.00',
  })
  orderLimit?: string;
}

/** Payload of the task kind `trading-account-closing`. */
export class TradingAccountClosingPayload {
  @IsTradingAccountNumber()
  tradingAccount!: string;

  @IsReason()
  reason!: string;
}

/** Payload of the task kind `market-fee-account`. */
export class MarketFeeAccountPayload {
  @IsTradingMarket()
  market!: string;

  @IsAccountNumber({ description: 'Funds account that the fees go to. 手续费账户' })
  account!: string;
}
