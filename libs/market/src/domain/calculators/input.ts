import { type ChinaDate, fault, FaultCollector, malformed, type Refusal } from '@carbon/kernel';
import {
  type CalculatorContext,
  readDay,
  readFields,
  releasedPacks,
  TRADE_METHODS,
  TRADING_MARKETS,
  type TradingMarket,
} from '@carbon/rules/domain';
import { fenOf, tradingRules, type TradingRules } from '../trading/index';

const DIGITS = { whole: 12, fraction: 12 };
const DECIMAL = new RegExp(`^(0|[1-9]\\d{0,${DIGITS.whole - 1}})(\\.\\d{1,${DIGITS.fraction}})?$`);
const WHOLE_FEN = /^\d+(\.\d{1,2}0*)?$/;

export const marketSchema = { enum: [...TRADING_MARKETS], description: '市场 / market' } as const;
export const methodSchema = { enum: [...TRADE_METHODS], description: '交易方式 / method' } as const;
export const decimalSchema = { type: 'string', pattern: DECIMAL.source } as const;
export const closeSchema = {
  ...decimalSchema,
  description: '前收盘价，元，至多两位小数 / previous close, yuan, of at most two decimals',
} as const;
export const yuanSchema = { type: 'string', pattern: '^\\d+\\.\\d{2}$' } as const;

const required = (field: string): Refusal =>
  malformed([fault(field, 'required', 'must be given', '必须给出')]);

/** One of a list of names. @throws Refusal INPUT_MALFORMED naming `field` */
export function readOneOf<T extends string>(known: readonly T[], value: unknown, field: string): T {
  if (value === undefined) throw required(field);
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const list = known.join(', ');
  throw malformed([fault(field, 'one-of', `must be one of ${list}`, `必须是以下之一：${list}`)]);
}

/** A plain decimal string from 0. @throws Refusal INPUT_MALFORMED naming `field` */
export function readDecimal(value: unknown, field: string): string {
  if (value === undefined) throw required(field);
  if (typeof value === 'string' && DECIMAL.test(value)) return value;
  const en = `must be a decimal string from 0 of at most ${DIGITS.whole} digits and ${DIGITS.fraction} decimals`;
  const zh = `应为非负十进制字符串，整数至多 ${DIGITS.whole} 位，小数至多 ${DIGITS.fraction} 位`;
  throw malformed([fault(field, 'decimal', en, zh)]);
}

/** Yuan of at most two decimals above 0, in fen. @throws Refusal INPUT_MALFORMED naming `field` */
export function readFen(value: unknown, field: string): bigint {
  const text = readDecimal(value, field);
  const fen = WHOLE_FEN.test(text) ? fenOf(text.replace(/(\.\d\d)0+$/, '$1')) : 0n;
  if (fen > 0n) return fen;
  throw malformed([
    fault(field, 'fen', 'must be above 0 and of at most two decimals', '应大于 0，至多两位小数'),
  ]);
}

/** What stands here when all fields were read without a fault. */
export function given<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('a field without its fault');
  return value;
}

/** The fields of one calculation, read one by one; every fault is noted under its field. */
export class TradingInput {
  readonly faults = new FaultCollector();
  readonly #found: ReadonlyMap<string, unknown>;

  constructor(
    input: unknown,
    private readonly context: CalculatorContext,
    allowed: readonly string[],
  ) {
    this.#found = readFields(input, [...allowed, 'asOf'], this.faults);
  }

  has(name: string): boolean {
    return this.#found.has(name);
  }

  /** What `reader` makes of a field; undefined where it is faulty, which is noted. */
  read<T>(name: string, reader: (value: unknown, field: string) => T): T | undefined {
    return this.faults.attempt(() => reader(this.#found.get(name), name));
  }

  /** As `read`, for a field that may be absent. */
  optional<T>(name: string, reader: (value: unknown, field: string) => T): T | undefined {
    return this.has(name) ? this.read(name, reader) : undefined;
  }

  /** The trading rules to answer by, when all fields were read. @throws Refusal INPUT_MALFORMED with every fault */
  rules(market: TradingMarket | undefined): TradingRules {
    const asOf = this.faults.attempt((): ChinaDate =>
      readDay(this.#found.get('asOf'), 'asOf', this.context.today),
    );
    this.faults.refuseIfAny();
    return tradingRules(this.context.packs ?? releasedPacks, given(market), given(asOf));
  }
}
