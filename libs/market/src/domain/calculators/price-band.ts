import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  type Ruled,
  ruledSchema,
  type RuleValue,
  type TradeMethod,
  TRADING_MARKETS,
} from '@carbon/rules/domain';
import { type PriceBand, priceBand, type TradingRules, yuanOf } from '../trading/index';
import { closeSchema, given, marketSchema, readFen, readOneOf, TradingInput, yuanSchema } from './input';
import { ruledBy } from './ruled';

export interface PriceBandAnswer extends Ruled {
  /** Yuan; null where the market knows no bound. */
  readonly low: string | null;
  readonly high: string | null;
}

const METHODS = ['listed', 'block'] as const;
const HUNDRED = 100n;

/** TRD-005, TRD-006, TRD-019: the lowest and highest price of a method after a close. */
export function priceBandAnswer(input: unknown, context: CalculatorContext): PriceBandAnswer {
  const fields = new TradingInput(input, context, ['market', 'method', 'previousClose']);
  const market = fields.read('market', (value, field) => readOneOf(TRADING_MARKETS, value, field));
  const method = fields.read('method', (value, field) => readOneOf(METHODS, value, field));
  const previousCloseFen = fields.read('previousClose', readFen);
  const rules = fields.rules(market);
  const band = priceBand(rules, given(method), given(previousCloseFen));
  return {
    low: band === undefined ? null : yuanOf(band.lowFen),
    high: band === undefined ? null : yuanOf(band.highFen),
    ...ruledBy(rules, bandFigures(rules, given(method), { band, previousCloseFen: given(previousCloseFen) })),
  };
}

/** The figures behind a band; how edges are rounded is one where they had to be. */
export function bandFigures(
  rules: TradingRules,
  method: TradeMethod,
  { band, previousCloseFen }: { readonly band: PriceBand | undefined; readonly previousCloseFen: bigint },
): readonly RuleValue<unknown>[] {
  const { figures } = rules;
  if (method === 'auction') return [];
  const own = figures.value(method === 'block' ? 'block.band' : 'listed.band');
  const percent = rules.bandPercent(method);
  if (band === undefined || percent === undefined) return [own];
  const full = HUNDRED * percent.scale;
  const exact =
    band.lowFen * full === previousCloseFen * (full - percent.scaled) &&
    band.highFen * full === previousCloseFen * (full + percent.scaled);
  return exact ? [own, figures.value('tick')] : [own, figures.value('tick'), figures.value('band.rounding')];
}

const edgeSchema = { oneOf: [yuanSchema, { enum: [null] }] } as const;

export const priceBandCalculator: Calculator = {
  name: 'price-band',
  title: { zh: '涨跌幅价格区间', en: 'The band of prices of a day' },
  inputSchema: objectSchema(
    {
      market: marketSchema,
      method: { enum: [...METHODS], description: '交易方式 / method' },
      previousClose: closeSchema,
      asOf: asOfSchema,
    },
    ['asOf'],
  ),
  outputSchema: objectSchema({ low: edgeSchema, high: edgeSchema, ...ruledSchema }),
  examples: [
    {
      title: { zh: '全国市场挂牌协议，前收盘价 50 元', en: 'National market, listed, previous close 50' },
      today: '2026-11-21',
      input: { market: 'CN', method: 'listed', previousClose: '50.00' },
      output: {
        low: '45.00',
        high: '55.00',
        rules: ['TRD-005', 'TRD-002'],
        pack: { id: 'trading-cn', version: '2026.1', certainty: 'E' },
      },
    },
    {
      title: { zh: '区间两端向内取整', en: 'Edges are rounded inward' },
      today: '2026-11-21',
      input: { market: 'CN', method: 'listed', previousClose: '81.97' },
      output: {
        low: '73.78',
        high: '90.16',
        rules: ['TRD-005', 'TRD-002', 'TRD-019'],
        pack: { id: 'trading-cn', version: '2026.1', certainty: 'X' },
      },
    },
  ],
  run: priceBandAnswer,
};
