import { fault, type FaultCollector, malformed, parseQuantity } from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  readFields,
  type Ruled,
  ruledSchema,
  TRADE_METHODS,
} from '@carbon/rules/domain';
import { dayPrices, makesPrice, type TradedAt, yuanOf } from '../trading/index';
import {
  closeSchema,
  decimalSchema,
  given,
  methodSchema,
  readFen,
  readOneOf,
  TradingInput,
  yuanSchema,
} from './input';
import { ruledBy } from './ruled';

export interface ClosePriceAnswer extends Ruled {
  /** Yuan. */
  readonly open: string;
  readonly close: string;
}

const MOST_TRADES = 10_000;

/** TRD-008, TRD-009: open and close of a day of the national market from its trades in order. */
export function closePriceAnswer(input: unknown, context: CalculatorContext): ClosePriceAnswer {
  const fields = new TradingInput(input, context, ['trades', 'previousClose']);
  const trades = fields.read('trades', (value) => readTrades(value, fields.faults));
  const previousCloseFen = fields.read('previousClose', readFen);
  const rules = fields.rules('CN');
  const { openFen, closeFen } = dayPrices(given(trades), given(previousCloseFen), rules.tickFen);
  const used = isRounded(given(trades), closeFen)
    ? [rules.figures.value('close'), rules.figures.value('close.rounding')]
    : [rules.figures.value('close')];
  return { open: yuanOf(openFen), close: yuanOf(closeFen), ...ruledBy(rules, used) };
}

/** Whether the average fell between two ticks. */
function isRounded(trades: readonly TradedAt[], closeFen: bigint): boolean {
  const listed = trades.filter(({ method }) => makesPrice(method));
  const amountFen = listed.reduce((sum, { priceFen, quantity }) => sum + priceFen * quantity, 0n);
  const quantity = listed.reduce((sum, trade) => sum + trade.quantity, 0n);
  return quantity > 0n && closeFen * quantity !== amountFen;
}

function readTrades(value: unknown, faults: FaultCollector): readonly TradedAt[] {
  if (!Array.isArray(value) || value.length > MOST_TRADES) {
    throw malformed([
      fault(
        'trades',
        'list',
        `must be a list of at most ${MOST_TRADES} trades`,
        `应为不超过 ${MOST_TRADES} 笔成交的数组`,
      ),
    ]);
  }
  return value.flatMap((item: unknown, at) => {
    const trade = faults.attempt(() => readTrade(item, `trades[${at}]`, faults));
    return trade === undefined ? [] : [trade];
  });
}

function readTrade(item: unknown, at: string, faults: FaultCollector): TradedAt | undefined {
  const fields = readFields(item, ['method', 'price', 'quantity'], faults, at);
  const method = faults.attempt(() => readOneOf(TRADE_METHODS, fields.get('method'), `${at}.method`));
  const priceFen = faults.attempt(() => readFen(fields.get('price'), `${at}.price`));
  const quantity = faults.attempt(() => parseQuantity(fields.get('quantity'), `${at}.quantity`));
  if (method === undefined || priceFen === undefined || quantity === undefined) return undefined;
  return { method, priceFen, quantity };
}

export const closePriceCalculator: Calculator = {
  name: 'close-price',
  title: { zh: '开盘价与收盘价', en: 'Open and close of a day' },
  inputSchema: objectSchema(
    {
      trades: {
        type: 'array',
        maxItems: MOST_TRADES,
        description: '当日成交，按先后 / the trades of the day in order',
        items: {
          type: 'object',
          properties: {
            method: methodSchema,
            price: { ...decimalSchema, description: '元，至多两位小数 / yuan, at most two decimals' },
            quantity: { type: 'string', pattern: '^[1-9]\\d*$', description: '吨 / t' },
          },
          required: ['method', 'price', 'quantity'],
          additionalProperties: false,
        },
      },
      previousClose: closeSchema,
      asOf: asOfSchema,
    },
    ['asOf'],
  ),
  outputSchema: objectSchema({ open: yuanSchema, close: yuanSchema, ...ruledSchema }),
  examples: [
    {
      title: { zh: '两笔成交的均价在两个价位之间', en: 'An average between two ticks' },
      today: '2026-11-21',
      input: {
        trades: [
          { method: 'listed', price: '50.00', quantity: '1' },
          { method: 'listed', price: '50.01', quantity: '1' },
          { method: 'block', price: '36.00', quantity: '100000' },
        ],
        previousClose: '49.80',
      },
      output: {
        open: '50.00',
        close: '50.01',
        rules: ['TRD-008', 'TRD-009'],
        pack: { id: 'trading-cn', version: '2026.1', certainty: 'X' },
      },
    },
  ],
  run: closePriceAnswer,
};
