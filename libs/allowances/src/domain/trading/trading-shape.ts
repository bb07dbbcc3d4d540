import { clockTime, fields, optional, positiveNumber, type Reader, units } from '@carbon/rules/domain';
import { decimalText, objectOf, oneOf, orNone, someOf, twoLanguages, words } from '../packs/readers';

export const TRADE_METHODS = ['listed', 'block', 'auction'] as const;
export type TradeMethod = (typeof TRADE_METHODS)[number];

export const TRADE_DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** A part of the day in which orders are taken, in milliseconds since midnight. */
export interface Session {
  readonly opens: number;
  readonly closes: number;
}

/** How large one order may be: from so much, and below so much. */
export interface OrderSize {
  readonly fromT?: bigint;
  readonly belowT?: bigint;
}

/** TRD-017: the most that one subject may hold. */
export interface HoldingLimit {
  readonly othersT: bigint;
  /** Who has an obligation may hold its own annual allowances and so much more. */
  readonly obligedAboveAllocationT: bigint;
}

const session: Reader<Session> = (value) => {
  const read = fields({ opens: clockTime, closes: clockTime })(value);
  if (read.closes <= read.opens) throw new RangeError('closes before it opens');
  return read;
};
const sessions = orNone(someOf(session));
const orderSize = objectOf<OrderSize>({ fromT: optional(units), belowT: optional(units) });

/** What every pack of a market's trading must say; null where nothing is known. Any further key is a rule in words. */
export const tradingShape = {
  keys: {
    /** TRD-001 */
    methods: someOf(oneOf(...TRADE_METHODS)),
    /** ISO 4217. */
    currency: words,
    /** TRD-002: the step of prices, and of quantities in whole units. */
    tick: decimalText,
    lot: units,
    /** TRD-003, TRD-004 */
    'listed.order': orderSize,
    'block.order': orderSize,
    /** TRD-005, TRD-006: how far a price may lie from the previous close, in percent. */
    'listed.band': orNone(decimalText),
    'block.band': orNone(decimalText),
    /** TRD-019 */
    'band.rounding': oneOf('inward'),
    /** TRD-007: price levels of the other side that can be picked. */
    'book.levels': orNone(positiveNumber),
    /** TRD-008, TRD-009 */
    close: oneOf('listed-volume-weighted-average'),
    'close.rounding': oneOf('half-up'),
    /** TRD-010: days after which what was bought may be sold. */
    'resale.days': orNone(positiveNumber),
    /** TRD-012 */
    'sessions.days': someOf(oneOf(...TRADE_DAYS)),
    'listed.sessions': sessions,
    'block.sessions': sessions,
    'auction.sessions': sessions,
    /** TRD-017 */
    'holding.limit': orNone(
      fields<{ [K in keyof HoldingLimit]: HoldingLimit[K] }>({
        othersT: units,
        obligedAboveAllocationT: units,
      }),
    ),
  },
  others: twoLanguages,
} as const;

/** What a pack says, by key. */
export type TradingFigures = {
  readonly [K in keyof (typeof tradingShape)['keys']]: ReturnType<(typeof tradingShape)['keys'][K]>;
};
