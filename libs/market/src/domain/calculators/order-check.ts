import { fault, malformed, parseMoment, parseWhole, type Text } from '@carbon/kernel';
import {
  announcedCalendar,
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  type Ruled,
  ruledSchema,
  type RuleValue,
  textSchema,
  TRADE_METHODS,
  type TradeMethod,
  TRADING_MARKETS,
} from '@carbon/rules/domain';
import { checkOrder, isOpen, offLot, offTick, priceBand, type TradingRules } from '../trading/index';
import {
  closeSchema,
  decimalSchema,
  given,
  marketSchema,
  methodSchema,
  readDecimal,
  readFen,
  readOneOf,
  TradingInput,
} from './input';
import { bandFigures } from './price-band';
import { ruledBy } from './ruled';

export interface OrderCheckAnswer extends Ruled {
  readonly accepted: boolean;
  readonly refusals: readonly { readonly rule: string; readonly field: string; readonly message: Text }[];
}

const FIELDS = [
  'market',
  'method',
  'instrument',
  'price',
  'quantity',
  'previousClose',
  'at',
  'side',
  'availableT',
  'boughtTodayT',
  'holderKind',
];
const SIDES = ['buy', 'sell'] as const;
const INSTRUMENT = /^[A-Z0-9][A-Z0-9._-]{0,39}$/;
const HOLDER_KIND = /^[a-z][a-z-]{1,39}$/;
const FEN_PER_YUAN_DIGITS = 2;

/** TRD-001 to TRD-012, CCT-001: whether an order would be taken, and every rule it breaks. */
export function orderCheckAnswer(input: unknown, context: CalculatorContext): OrderCheckAnswer {
  const fields = new TradingInput(input, context, FIELDS);
  const market = fields.read('market', (value, field) => readOneOf(TRADING_MARKETS, value, field));
  const method = fields.read('method', (value, field) => readOneOf(TRADE_METHODS, value, field));
  const side = fields.read('side', (value, field) => readOneOf(SIDES, value, field));
  fields.read('instrument', (value, field) => readName(INSTRUMENT, value, field));
  const price = fields.read('price', readDecimal);
  const quantity = fields.read('quantity', readDecimal);
  const previousCloseFen = fields.read('previousClose', readFen);
  const at = fields.read('at', parseMoment);
  const availableT = fields.optional('availableT', parseWhole);
  const boughtTodayT = fields.optional('boughtTodayT', parseWhole);
  const holderKind = fields.optional('holderKind', (value, field) => readName(HOLDER_KIND, value, field));
  const rules = fields.rules(market);

  const order = { method: given(method), side: given(side), holderKind, availableT, boughtTodayT };
  const close = given(previousCloseFen);
  const band = priceBand(rules, order.method, close);
  const open = isOpen(rules, order.method, given(at), announcedCalendar('cn', given(at)));
  const fen = fenAwayFrom(given(price), close);
  const tonnes = whole(given(quantity));
  const refusals = [
    ...(fen.exact ? [] : [offTick(rules)]),
    ...(tonnes.exact ? [] : [offLot(rules)]),
    ...checkOrder(rules, { ...order, band, open, priceFen: fen.fen, quantity: tonnes.whole }),
  ];
  // what is off the tick or the lot twice over is told once
  const told = [...new Map(refusals.map((one) => [one.message.en, one])).values()];
  const used = usedBy(rules, order.method, {
    resale: order.side === 'sell' && availableT !== undefined && boughtTodayT !== undefined,
    holder: holderKind !== undefined,
  });
  return {
    accepted: told.length === 0,
    refusals: told,
    ...ruledBy(rules, [...used, ...bandFigures(rules, order.method, { band, previousCloseFen: close })]),
  };
}

function usedBy(
  { figures }: TradingRules,
  method: TradeMethod,
  { resale, holder }: { readonly resale: boolean; readonly holder: boolean },
): readonly RuleValue<unknown>[] {
  const own = method === 'block' ? 'block' : 'listed';
  return [
    figures.value('methods'),
    figures.value('tick'),
    figures.value('lot'),
    ...(method === 'auction'
      ? [figures.value('auction.sessions')]
      : [figures.value(`${own}.order`), figures.value(`${own}.sessions`)]),
    figures.value('sessions.days'),
    ...(resale ? [figures.value('resale.days')] : []),
    ...(holder ? [figures.value('holder.kinds')] : []),
  ];
}

/** A price in fen; one between two fen goes to the fen farther from the close, so that it lies in the band only if the price does. */
function fenAwayFrom(yuan: string, closeFen: bigint): { readonly fen: bigint; readonly exact: boolean } {
  const [units = '0', fraction = ''] = yuan.split('.');
  const digits = fraction.padEnd(FEN_PER_YUAN_DIGITS, '0');
  const down = BigInt(units + digits.slice(0, FEN_PER_YUAN_DIGITS));
  if (/^0*$/.test(digits.slice(FEN_PER_YUAN_DIGITS))) return { fen: down, exact: true };
  return { fen: down >= closeFen ? down + 1n : down, exact: false };
}

function whole(decimal: string): { readonly whole: bigint; readonly exact: boolean } {
  const [units = '0', fraction = ''] = decimal.split('.');
  return { whole: BigInt(units), exact: /^0*$/.test(fraction) };
}

function readName(pattern: RegExp, value: unknown, field: string): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw malformed([
    value === undefined
      ? fault(field, 'required', 'must be given', '必须给出')
      : fault(field, 'pattern', `must match ${pattern.source}`, `应符合 ${pattern.source}`),
  ]);
}

const wholeSchema = { type: 'string', pattern: '^(0|[1-9]\\d*)$' } as const;

export const orderCheckCalculator: Calculator = {
  name: 'order-check',
  title: { zh: '申报校验', en: 'Whether an order would be taken' },
  inputSchema: objectSchema(
    {
      market: marketSchema,
      method: methodSchema,
      instrument: { type: 'string', pattern: INSTRUMENT.source, description: '品种 / instrument' },
      price: { ...decimalSchema, description: '元/吨 / yuan per t' },
      quantity: { ...decimalSchema, description: '吨 / t' },
      previousClose: closeSchema,
      at: { type: 'string', format: 'date-time', description: '申报时刻 / when, with offset' },
      side: { enum: [...SIDES], description: '买卖方向 / side' },
      availableT: {
        ...wholeSchema,
        description: '卖方可用数量，吨，含当日买入 / available to the seller, t, with what it bought today',
      },
      boughtTodayT: { ...wholeSchema, description: '其中当日买入，吨 / of that bought today, t' },
      holderKind: {
        type: 'string',
        pattern: HOLDER_KIND.source,
        description: '主体类型，自然人为 resident / what the subject is; a natural person is resident',
      },
      asOf: asOfSchema,
    },
    ['availableT', 'boughtTodayT', 'holderKind', 'asOf'],
  ),
  outputSchema: objectSchema({
    accepted: { type: 'boolean' },
    refusals: {
      type: 'array',
      items: {
        type: 'object',
        properties: { rule: { type: 'string' }, field: { type: 'string' }, message: textSchema },
        required: ['rule', 'field', 'message'],
        additionalProperties: false,
      },
    },
    ...ruledSchema,
  }),
  examples: [
    {
      title: { zh: '全国市场，午间申报', en: 'National market, at noon' },
      today: '2026-11-21',
      input: {
        market: 'CN',
        method: 'listed',
        instrument: 'CEA25',
        price: '50.10',
        quantity: '1000',
        previousClose: '50.00',
        at: '2026-03-11T12:59:00+08:00',
        side: 'buy',
      },
      output: {
        accepted: false,
        refusals: [
          {
            rule: 'TRD-012',
            field: 'at',
            message: {
              zh: '不在该交易方式的交易时段内',
              en: 'The market is closed for this method at that time',
            },
          },
        ],
        rules: ['TRD-001', 'TRD-002', 'TRD-003', 'TRD-012', 'TRD-005'],
        pack: { id: 'trading-cn', version: '2026.1', certainty: 'E' },
      },
    },
  ],
  run: orderCheckAnswer,
};
