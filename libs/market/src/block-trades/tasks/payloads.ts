import { IsChinaDate, IsCount, IsId, IsOneOf, IsQuantity } from '@carbon/http';
import { IsInstrumentCode } from '@carbon/ledger';
import { IsTradingAccount, IsYuanPrice } from '../../orders/http/fields';

const SIDES = ['sell', 'buy'] as const;
export const PAYERS = ['opener', 'counterparty'] as const;
export type Payer = (typeof PAYERS)[number];

const MOST_ROUNDS = 1000;

class QuoteTermsPayload {
  @IsQuantity({ description: 'Whole units. 数量', example: '200000' })
  quantity!: string;

  @IsChinaDate({
    description: 'Valid through this day; what is offered is set apart until then. 有效期至',
    example: '2026-03-05',
  })
  validUntil!: string;
}

class BlockTermsPayload extends QuoteTermsPayload {
  @IsYuanPrice({ description: 'Yuan per unit, inside the band of blocks (TRD-006). 单价（元）' })
  price!: string;
}

class SwapTermsPayload extends QuoteTermsPayload {
  @IsQuantity({ description: 'Whole units that go back for them. 换回数量', example: '250000' })
  returnQuantity!: string;

  @IsYuanPrice({
    description: 'What one side pays beside its units, in yuan; nothing when absent. 现金差价（元）',
    optional: true,
    example: '120000.00',
  })
  cashDifference?: string;

  @IsOneOf(PAYERS, {
    description:
      'Who pays it: the side that opened the negotiation, or the other; with a difference only. 差价支付方',
    optional: true,
    example: 'counterparty',
  })
  cashPaidBy?: Payer;
}

class AnswerPayload {
  @IsId({ description: 'The negotiation. 协商编号' })
  negotiation!: string;

  @IsCount({
    description: 'Round of the quote that was seen; refused when another one counts. 所答复报价的轮次',
    min: 1,
    max: MOST_ROUNDS,
    example: 1,
  })
  round!: number;
}

/** Payload of the task kind `block-opening`. */
export class BlockOpeningPayload extends BlockTermsPayload {
  @IsTradingAccount({ description: 'Own trading account. 本方交易账户' })
  tradingAccount!: string;

  @IsTradingAccount({
    description: 'Trading account of the other party, in the same market. 对方交易账户',
    example: 'TA-CN-000043-12',
  })
  counterparty!: string;

  @IsInstrumentCode({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;

  @IsOneOf(SIDES, { description: 'Whether this side sells or buys. 买卖方向', example: 'sell' })
  side!: (typeof SIDES)[number];
}

/** Payload of the task kind `block-counter`. */
export class BlockCounterPayload extends BlockTermsPayload {
  @IsId({ description: 'The negotiation. 协商编号' })
  negotiation!: string;

  @IsCount({
    description: 'Round of the quote that was seen; refused when another one counts. 所答复报价的轮次',
    min: 1,
    max: MOST_ROUNDS,
    example: 1,
  })
  round!: number;
}

/** Payload of the task kind `swap-opening`: who opens gives `instrument` and gets `returnInstrument`. */
export class SwapOpeningPayload extends SwapTermsPayload {
  @IsTradingAccount({
    description: 'Own trading account in the market of the instrument that is given. 本方交易账户',
  })
  tradingAccount!: string;

  @IsTradingAccount({
    description: 'Trading account of the other party, in the same market. 对方交易账户',
    example: 'TA-CN-000043-12',
  })
  counterparty!: string;

  @IsInstrumentCode({ description: 'What is given. 换出品种', example: 'CEA25' })
  instrument!: string;

  @IsInstrumentCode({ description: 'What goes back for it. 换入品种', example: 'CCER-2026-000001' })
  returnInstrument!: string;
}

/** Payload of the task kind `swap-counter`. */
export class SwapCounterPayload extends SwapTermsPayload {
  @IsId({ description: 'The negotiation. 协商编号' })
  negotiation!: string;

  @IsCount({
    description: 'Round of the quote that was seen; refused when another one counts. 所答复报价的轮次',
    min: 1,
    max: MOST_ROUNDS,
    example: 1,
  })
  round!: number;
}

/** Payload of the task kind `block-acceptance`, of blocks and swaps alike. */
export class BlockAcceptancePayload extends AnswerPayload {}
