import {
  decimalText,
  listOf,
  objectOf,
  oneOf,
  orNone,
  someOf,
  twoLanguages,
  wholeFen,
  words,
} from '../pack-readers';
import { clockTime, fields, optional, positiveNumber, type Reader, units, wholeNumber } from '../readers';

export const TRADE_METHODS = ['listed', 'continuous', 'block', 'auction'] as const;
/** TRD-001: listed agreement, continuous matching (where a market's pack allows it), block agreement, one-way auction. */
export type TradeMethod = (typeof TRADE_METHODS)[number];

/** Sunday first, as clocks count them. */
export const TRADE_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type TradeDay = (typeof TRADE_DAYS)[number];

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

/** TRD-017: from which holding on a subject is reported; the lower of both where both are said. */
export interface ReportLine {
  /** Percent of what there is of the instrument. */
  readonly sharePercent?: string;
  readonly quantityT?: bigint;
}

/** What a trade costs each side beside the price, in hundredths of a percent of the amount. */
export interface TradeFees {
  readonly sellerBasisPoints: number;
  readonly buyerBasisPoints: number;
}

const MOST_BASIS_POINTS = 10_000;
const basisPoints: Reader<number> = (value) => {
  const points = wholeNumber(value);
  if (points > MOST_BASIS_POINTS) throw new RangeError(`must be at most ${MOST_BASIS_POINTS}`);
  return points;
};

const session: Reader<Session> = (value) => {
  const read = fields({ opens: clockTime, closes: clockTime })(value);
  if (read.closes <= read.opens) throw new RangeError('closes before it opens');
  return read;
};
const inOrder: Reader<readonly Session[]> = (value) => {
  const read = someOf(session)(value);
  if (read.some(({ opens }, at) => at > 0 && opens < (read[at - 1]?.closes ?? 0)))
    throw new RangeError('overlap or are out of order');
  return read;
};
const sessions = orNone(inOrder);
const orderSize = objectOf<OrderSize>({ fromT: optional(units), belowT: optional(units) });
const reportLine: Reader<ReportLine> = (value) => {
  const read = objectOf<ReportLine>({
    sharePercent: optional(decimalText),
    quantityT: optional(units),
  })(value);
  if (read.sharePercent === undefined && read.quantityT === undefined)
    throw new RangeError('must name a share or a quantity');
  return read;
};

export const tradeFees: Reader<TradeFees> = fields<{ [K in keyof TradeFees]: TradeFees[K] }>({
  sellerBasisPoints: basisPoints,
  buyerBasisPoints: basisPoints,
});

/** What every pack of a market's trading must say; null where nothing is known. Any further key is a rule in words. */
export const tradingShape = {
  keys: {
    /** TRD-001; who has `continuous` matches single orders by price and time, who has `listed` has takers pick. */
    methods: someOf(oneOf(...TRADE_METHODS)),
    /** Whose units trade here, as the ledger names the scheme of an instrument. */
    schemes: someOf(words),
    /** ISO 4217. */
    currency: words,
    /** TRD-002: the step of prices, and of quantities in whole units. */
    tick: wholeFen,
    lot: units,
    /** TRD-003, TRD-004. What is said of listed orders holds for those that are matched continuously. */
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
    /** TRD-010: trading days after which what was bought may be sold. */
    'resale.days': orNone(positiveNumber),
    /** TRD-012 */
    'sessions.days': someOf(oneOf(...TRADE_DAYS)),
    'listed.sessions': sessions,
    'block.sessions': sessions,
    'auction.sessions': sessions,
    /** Working days between the notice of an auction and its first bids. */
    'auction.notice.days': wholeNumber,
    /** TRD-017 */
    'holding.limit': orNone(
      fields<{ [K in keyof HoldingLimit]: HoldingLimit[K] }>({
        othersT: units,
        obligedAboveAllocationT: units,
      }),
    ),
    'large-holder.report': orNone(reportLine),
    fees: tradeFees,
    /** ETS-006, CCT-001: what a holder may be to trade here. */
    'holder.kinds': listOf(words),
  },
  others: twoLanguages,
} as const;

/** What a pack says, by key. */
export type TradingFigures = {
  readonly [K in keyof (typeof tradingShape)['keys']]: ReturnType<(typeof tradingShape)['keys'][K]>;
};
