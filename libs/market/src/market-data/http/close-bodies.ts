import type { Sent } from '@carbon/http';
import type { PackReference } from '@carbon/rules/domain';
import { ApiProperty } from '@nestjs/swagger';
import { Decimal } from 'decimal.js';
import { yuan, yuanOrNull } from '../../orders/domain/yuan';
import { compositeOf, type NoComposite } from '../domain/composite';
import type { MarketDataRules } from '../domain/market-data-rules';
import type { PublicDay } from '../persistence/read-day-figures';
import { PublicDayBody } from './market-data-bodies';

const NULLABLE = { type: String, nullable: true } as const;
const PERCENT_DECIMALS = 2;

export class MethodLineBody {
  @ApiProperty({ description: 'Good: an instrument, or the composite. 品种代码', example: 'CEA25' })
  good!: string;

  @ApiProperty({ enum: ['listed', 'block', 'auction'], description: 'Method. 交易方式', example: 'listed' })
  method!: 'listed' | 'block' | 'auction';

  @ApiProperty({
    ...NULLABLE,
    description: 'Code of the method in public data (TRD-014); null in markets without. 交易方式代码',
    example: '10',
  })
  code!: string | null;

  @ApiProperty({ description: 'Units. 成交量', example: '1300' })
  quantity!: string;

  @ApiProperty({ description: 'Turnover, yuan. 成交额（元）', example: '65030.00' })
  amount!: string;
}

export class CompositeBody {
  @ApiProperty({ ...NULLABLE, description: 'Code of the composite (TRD-014). 综合代码', example: 'COMCEA' })
  code!: string | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Composite price, yuan (TRD-015). 综合价格（元）',
    example: '50.03',
  })
  price!: string | null;

  @ApiProperty({
    ...NULLABLE,
    enum: ['weights-unknown', 'component-not-closed'],
    description: 'Why no price is calculated. 未计算原因',
    example: null,
  })
  notCalculated!: NoComposite | null;

  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: { type: 'string' } },
    description: 'What each instrument weighs in the price; others nothing. 权重',
    example: [{ instrument: 'CEA25', weight: '1' }],
  })
  weights!: readonly { readonly instrument: string; readonly weight: string }[];

  @ApiProperty({ description: 'Units of all components. 成交量合计', example: '1300' })
  quantity!: string;

  @ApiProperty({ description: 'Turnover of all components, yuan. 成交额合计（元）', example: '65030.00' })
  amount!: string;

  @ApiProperty({
    ...NULLABLE,
    description: 'Rule pack and version. 规则包',
    example: 'market-data-cn@2026.1',
  })
  pack!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'How sure it is. 确定性', example: 'S' })
  certainty!: string | null;
}

export class MarketCloseBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'China day. 交易日', example: '2026-03-02' })
  day!: string;

  @ApiProperty({ type: [PublicDayBody], description: 'By instrument. 分品种', example: [] })
  instruments!: readonly Sent<PublicDayBody>[];

  @ApiProperty({
    type: [MethodLineBody],
    description: 'By good and method, the composite last: sums of its components (TRD-014). 分交易方式',
    example: [],
  })
  lines!: readonly Sent<MethodLineBody>[];

  @ApiProperty({ type: CompositeBody, description: 'The composite (TRD-015). 综合' })
  composite!: Sent<CompositeBody>;
}

export function publicDayBody(day: PublicDay): Sent<PublicDayBody> {
  const { instrument, previousCloseFen, listed, block, auction } = day;
  return {
    ...{ day: day.day, instrument, previousClose: yuan(previousCloseFen) },
    ...{ open: yuan(day.openFen ?? previousCloseFen), high: yuanOrNull(day.highFen) },
    ...{ low: yuanOrNull(day.lowFen), last: yuanOrNull(day.lastFen), close: yuanOrNull(day.closeFen) },
    changePercent: changeOf(previousCloseFen, day.closeFen),
    ...{ listedQuantity: listed.quantity.toString(), listedAmount: yuan(listed.amountFen) },
    listedTrades: listed.trades,
    ...{ blockQuantity: block.quantity.toString(), blockAmount: yuan(block.amountFen) },
    ...{ auctionQuantity: auction.quantity.toString(), auctionAmount: yuan(auction.amountFen) },
  };
}

/** Percent to two decimals, half up. */
function changeOf(beforeFen: bigint, closeFen: bigint | undefined): string | null {
  if (closeFen === undefined) return null;
  const before = new Decimal(beforeFen.toString());
  return new Decimal(closeFen.toString())
    .minus(before)
    .times(100)
    .div(before)
    .toFixed(PERCENT_DECIMALS, Decimal.ROUND_HALF_UP);
}

const METHODS = ['listed', 'block', 'auction'] as const;

/** A market's day in the form public data have it, from the days of its instruments. */
export function marketCloseBody(
  market: string,
  day: string,
  days: readonly PublicDay[],
  rules: MarketDataRules | undefined,
): Sent<MarketCloseBody> {
  const code = rules?.composite.code;
  const line = (good: string, of: readonly PublicDay[]) =>
    METHODS.map((method): Sent<MethodLineBody> => ({
      ...{ good, method, code: rules?.codes[method] ?? null },
      quantity: sum(of.map((one) => one[method].quantity)).toString(),
      amount: yuan(sum(of.map((one) => one[method].amountFen))),
    }));
  return {
    ...{ market, day, instruments: days.map(publicDayBody) },
    lines: [
      ...days.flatMap((one) => line(one.instrument, [one])),
      ...(code === undefined ? [] : line(code, days)),
    ],
    composite: compositeBody(days, rules),
  };
}

/** The composite of one day. */
export function compositeBody(
  days: readonly PublicDay[],
  rules: MarketDataRules | undefined,
): Sent<CompositeBody> {
  const weights = rules?.composite.weights ?? [];
  const { price, quantity, amountFen } = compositeOf(
    days.map((one) => ({
      ...{ instrument: one.instrument, closeFen: one.closeFen },
      quantity: one.listed.quantity + one.block.quantity + one.auction.quantity,
      amountFen: one.listed.amountFen + one.block.amountFen + one.auction.amountFen,
    })),
    weights,
  );
  return {
    code: rules?.composite.code ?? null,
    price: 'fen' in price ? yuan(price.fen) : null,
    notCalculated: 'missing' in price ? price.missing : null,
    ...{ weights: [...weights], quantity: quantity.toString(), amount: yuan(amountFen) },
    ...packOf(rules?.reference),
  };
}

const packOf = (reference: PackReference | undefined) => ({
  pack: reference === undefined ? null : `${reference.id}@${reference.version}`,
  certainty: reference?.certainty ?? null,
});

const sum = (numbers: readonly bigint[]): bigint => numbers.reduce((total, each) => total + each, 0n);
