import { PageQuery, type Sent } from '@carbon/http';
import {
  tradingPacks,
  tradingShape,
  TRADE_DAYS,
  TRADE_METHODS,
  type TradeMethod,
} from '@carbon/rules/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsInstrumentCode } from '@carbon/ledger';
import { isOpen, type TradingRules, yuanOf } from '../../domain/trading';
import { IsReason, IsTradingMarket } from '../tasks/payloads';
import type { MarketNow } from '../use-cases/market-now';

export class MarketPath {
  @IsTradingMarket()
  market!: string;
}

export class MarketInstrumentPath extends MarketPath {
  @IsInstrumentCode({ description: 'Instrument. 品种', example: 'CEA25' })
  code!: string;
}

export class PositionsQuery extends PageQuery {
  @IsInstrumentCode({ description: 'Who holds what of it. 品种', example: 'CEA25' })
  instrument!: string;
}

export class MarketActReasonBody {
  @IsReason()
  reason!: string;
}

export class TradingPackBody {
  @ApiProperty({ description: 'Pack. 规则包', example: 'trading-cn' })
  id!: string;

  @ApiProperty({ description: 'Version. 版本', example: '2026.1' })
  version!: string;

  @ApiProperty({ description: 'How well the worst founded figure is. 依据可靠性', example: 'X' })
  certainty!: string;
}

export class TradingSessionBody {
  @ApiProperty({ description: 'Opens, China time. 开始', example: '09:30' })
  opens!: string;

  @ApiProperty({ description: 'Closes, China time. 结束', example: '11:30' })
  closes!: string;
}

const NULLABLE = { type: String, nullable: true } as const;

/** What holds for one method of trading. */
export class TradingTermsBody {
  @ApiProperty({ enum: TRADE_METHODS, description: 'Method (TRD-001). 交易方式', example: 'listed' })
  method!: TradeMethod;

  @ApiProperty({ description: 'Whether it is open now (TRD-012). 当前是否开市', example: true })
  open!: boolean;

  @ApiProperty({
    type: TradingSessionBody,
    isArray: true,
    nullable: true,
    description: 'Hours; null by notice, or not known. 交易时段',
    example: [{ opens: '09:30', closes: '11:30' }],
  })
  sessions!: Sent<TradingSessionBody>[] | null;

  @ApiProperty({
    ...NULLABLE,
    description: 'Band around the previous close, percent; null without. 涨跌幅（%）',
    example: '10',
  })
  bandPercent!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Smallest order, t. 最小单笔数量（吨）', example: null })
  fromT!: string | null;

  @ApiProperty({ ...NULLABLE, description: 'Orders are below, t. 单笔数量应少于（吨）', example: '100000' })
  belowT!: string | null;
}

export class TradingMarketBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: '名称', example: '全国碳市场交易规则' })
  nameZh!: string;

  @ApiProperty({ description: 'Name. 英文名称', example: 'Trading in the national carbon market' })
  nameEn!: string;

  @ApiProperty({
    enum: ['pick', 'continuous'],
    description: 'Takers pick (TRD-007), or price and time match. 成交方式',
    example: 'pick',
  })
  matching!: 'pick' | 'continuous';

  @ApiProperty({
    type: [String],
    description: 'Schemes whose units trade. 品种所属机制',
    example: ['ETS-CN'],
  })
  schemes!: readonly string[];

  @ApiProperty({ description: 'Currency, ISO 4217. 货币', example: 'CNY' })
  currency!: string;

  @ApiProperty({ description: 'Step of prices, yuan (TRD-002). 最小变动价位（元）', example: '0.01' })
  tick!: string;

  @ApiProperty({ description: 'Step of quantities, t (TRD-002). 最小数量（吨）', example: '1' })
  lot!: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Price levels that can be picked (TRD-007); null for all. 可选价位数',
    example: 5,
  })
  levels!: number | null;

  @ApiProperty({
    description: 'Trading days until what was bought may be sold (TRD-010). 买入后可卖出的交易日数',
    example: 1,
  })
  resaleDays!: number;

  @ApiProperty({ enum: TRADE_DAYS, isArray: true, description: 'Weekdays. 交易日', example: ['mon', 'tue'] })
  days!: readonly string[];

  @ApiProperty({
    description: 'Fee of the seller, hundredths of a percent. 卖方费率（万分之一）',
    example: 0,
  })
  sellerFeeBasisPoints!: number;

  @ApiProperty({ description: 'Fee of the buyer, hundredths of a percent. 买方费率（万分之一）', example: 0 })
  buyerFeeBasisPoints!: number;

  @ApiProperty({
    type: [String],
    description: 'Kinds of holders that may trade (ETS-006, CCT-001). 可交易的主体类型',
    example: ['key-emitter', 'organisation'],
  })
  holderKinds!: readonly string[];

  @ApiProperty({
    type: TradingTermsBody,
    isArray: true,
    description: 'By method. 各交易方式',
    example: [],
  })
  terms!: Sent<TradingTermsBody>[];

  @ApiProperty({ type: TradingPackBody, description: 'The rules behind it. 所依规则包' })
  pack!: Sent<TradingPackBody>;
}

/** Where one figure comes from. */
export class TradingFigureBody {
  @ApiProperty({ description: 'Figure. 规则项', example: 'listed.band' })
  key!: string;

  @ApiProperty({ type: [String], description: 'Rules. 规则编号', example: ['TRD-005'] })
  rules!: readonly string[];

  @ApiProperty({ description: 'Source. 来源', example: 'SHEEX trading notice of 22 June 2021' })
  source!: string;

  @ApiProperty({
    description: 'How well it is founded: F best, X our own design. 可靠性',
    example: 'E',
  })
  certainty!: string;
}

export class TradingMarketWithSourcesBody extends TradingMarketBody {
  @ApiProperty({
    type: TradingFigureBody,
    isArray: true,
    description: 'The fine print: where each figure comes from. 各项依据',
    example: [],
  })
  figures!: Sent<TradingFigureBody>[];
}

const MINUTE_MS = 60_000;
const MINUTES_A_HOUR = 60;

function clock(ms: number): string {
  const minutes = ms / MINUTE_MS;
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / MINUTES_A_HOUR))}:${two(minutes % MINUTES_A_HOUR)}`;
}

const bandText = (rules: TradingRules, method: TradeMethod): string | null => {
  if (method === 'auction') return null;
  return rules.figures.value(method === 'block' ? 'block.band' : 'listed.band').value;
};

function termsBody({ rules, calendar, now }: MarketNow, method: TradeMethod): Sent<TradingTermsBody> {
  const { fromT, belowT } = rules.orderSize(method);
  return {
    method,
    open: isOpen(rules, method, now, calendar),
    sessions:
      rules.sessions(method)?.map(({ opens, closes }) => ({ opens: clock(opens), closes: clock(closes) })) ??
      null,
    bandPercent: bandText(rules, method),
    fromT: fromT?.toString() ?? null,
    belowT: belowT?.toString() ?? null,
  };
}

export function tradingMarketBody(state: MarketNow): Sent<TradingMarketBody> {
  const { rules } = state;
  const { market, matching, currency, resaleDays, days, fees, reference } = rules;
  const title = tradingPacks[market].versions()[0]?.title ?? { zh: market, en: market };
  return {
    ...{ market, nameZh: title.zh, nameEn: title.en, matching, currency, resaleDays, days },
    schemes: [...rules.schemes],
    tick: yuanOf(rules.tickFen),
    lot: rules.lot.toString(),
    levels: rules.levels === Number.MAX_SAFE_INTEGER ? null : rules.levels,
    ...{ sellerFeeBasisPoints: fees.sellerBasisPoints, buyerFeeBasisPoints: fees.buyerBasisPoints },
    holderKinds: [...rules.holderKinds],
    terms: rules.methods.map((method) => termsBody(state, method)),
    pack: reference,
  };
}

export function marketWithSourcesBody(state: MarketNow): Sent<TradingMarketWithSourcesBody> {
  const { figures } = state.rules;
  const keys = Object.keys(tradingShape.keys) as (keyof (typeof tradingShape)['keys'])[];
  return {
    ...tradingMarketBody(state),
    figures: keys.map((key) => {
      const { rules, source, certainty } = figures.value(key);
      return { key, rules, source, certainty };
    }),
  };
}
