import type { Reader, Transaction } from '@carbon/database';
import { priceBand, reportFrom, type SurveillanceRules, type TradingRules } from '../domain/trading/index';
import { lastCloseOf } from '../domain/trading/index';
import type { AlertKind } from './domain/alert-kinds';
import { closingMarks } from './domain/detectors/closing-marks';
import { concentration } from './domain/detectors/concentration';
import { groupWash } from './domain/detectors/group-wash';
import { largeHoldings } from './domain/detectors/large-holdings';
import { layering } from './domain/detectors/layering';
import { limitHits } from './domain/detectors/limit-hits';
import { orderFlooding } from './domain/detectors/order-flooding';
import { priceMoves } from './domain/detectors/price-moves';
import { BARRED, barredTraders, repeatedRefusals } from './domain/detectors/refused-commands';
import { roundTrips } from './domain/detectors/round-trips';
import type { Finding, Span } from './domain/finding';
import { keepHoldings, readHoldings } from './persistence/holdings';
import { readBusyMinutes, readCancelled, readRefused } from './persistence/read-commands';
import { readClosed, readDayStarts, readShares } from './persistence/read-days';
import { readTiesAbove } from './persistence/read-groups';
import {
  readTrades,
  readTradesBefore,
  readAccountsBothWays,
  readTradesOf,
  readTradesOfGroups,
} from './persistence/read-trades';

/** What a detector looks by. */
export interface LookingBy {
  readonly rules: SurveillanceRules;
  /** The trading rules of the market on a day; undefined where none are in force. */
  readonly trading: (day: Span['day']) => TradingRules | undefined;
  /** The first look at this stretch, soon after it: what is true now only may be kept. */
  readonly live: boolean;
}

/** One kind of alert: reads the rows it needs and tells what it finds in a span of time. */
export interface Detector {
  readonly kind: AlertKind;
  look(tx: Transaction, span: Span, by: LookingBy): Promise<readonly Finding[]>;
}

const MINUTE_MS = 60_000;
const earlier = (at: Date, minutes: number) => new Date(at.getTime() - minutes * MINUTE_MS);
const reachingBack = (span: Span, minutes: number) => ({ ...span, from: earlier(span.from, minutes) });

const groupWashDetector: Detector = {
  kind: 'group-wash',
  look: async (tx, span, { rules }) => {
    const trades = await readTradesOfGroups(tx, span);
    const holders = new Set(trades.flatMap(({ seller, buyer }) => [seller.holderId, buyer.holderId]));
    return groupWash({ trades, ties: await readTiesAbove(tx, [...holders]) }, span, rules);
  },
};

const roundTripDetector: Detector = {
  kind: 'round-trip',
  look: async (tx, span, { rules }) => {
    const { windowMinutes, minQuantity, ownShareBasisPoints } = rules.roundTrip;
    const stretch = reachingBack(span, windowMinutes);
    const accounts = await readAccountsBothWays(tx, stretch, {
      ...{ stillFrom: span.from, minQuantity, ownShareBasisPoints },
      core: { from: earlier(span.to, windowMinutes), to: span.from },
    });
    return roundTrips(await readTradesOf(tx, stretch, accounts), span, rules);
  },
};

const layeredDetector: Detector = {
  kind: 'layering',
  look: async (tx, span, { rules }) => {
    const { cancelWithinMinutes, minOrders } = rules.layering;
    const stretch = reachingBack(span, cancelWithinMinutes);
    const cancelled = await readCancelled(tx, stretch, { atLeast: minOrders, stillFrom: span.from });
    const accounts = [...new Set(cancelled.map(({ trader }) => trader.account))];
    return layering({ cancelled, trades: await readTradesOf(tx, stretch, accounts) }, span, rules);
  },
};

const priceMoveDetector: Detector = {
  kind: 'price-move',
  look: async (tx, span, { rules }) => {
    const { market, day, from } = span;
    const trades = await readTrades(tx, span);
    const count = rules.priceMove.recentTrades;
    const before =
      trades.length === 0 ? [] : await readTradesBefore(tx, { market, day, before: from, count });
    const starts = trades.length === 0 ? [] : await readDayStarts(tx, market, day);
    const closed = await readClosed(tx, span);
    return priceMoves({ trades: [...before, ...trades], starts, closed }, span, rules);
  },
};

const limitHitDetector: Detector = {
  kind: 'limit-hit',
  look: async (tx, span, { trading }) => {
    const rules = trading(span.day);
    const trades = rules === undefined ? [] : await readTrades(tx, span);
    if (rules === undefined || trades.length === 0) return [];
    const bands = (await readDayStarts(tx, span.market, span.day)).flatMap(
      ({ instrument, previousCloseFen }) =>
        rules.methods.flatMap((method) => {
          const band = priceBand(rules, method, previousCloseFen);
          return band === undefined ? [] : [{ instrument, method, ...band }];
        }),
    );
    return limitHits({ trades, bands }, span);
  },
};

const concentratedDetector: Detector = {
  kind: 'concentration',
  look: async (tx, span, { rules }) => {
    const closed = await readClosed(tx, span);
    const shares = await readShares(tx, closed, rules.concentration.shareBasisPoints);
    return concentration(shares, span, rules);
  },
};

const largeHoldingDetector: Detector = {
  kind: 'large-holding',
  look: async (tx, span, { rules, trading, live }) => {
    const closed = await readClosed(tx, span);
    if (closed.length === 0) return [];
    if (live) await keepHoldings(tx, span.market, closed, rules.largeHolding.minQuantity);
    const market = trading(span.day);
    const holdings = await readHoldings(tx, closed);
    return largeHoldings(
      {
        holdings,
        limit: market?.holdingLimit?.othersT,
        reportFrom: (total) => (market === undefined ? undefined : reportFrom(market, total)),
      },
      span,
      rules,
    );
  },
};

const closingMarkDetector: Detector = {
  kind: 'closing-mark',
  look: async (tx, span, { rules, trading }) => {
    const closed = await readClosed(tx, span);
    return closingMarks(await daysWithEnds(tx, span.market, closed, { rules, trading }), span, rules);
  },
};

const orderFloodingDetector: Detector = {
  kind: 'order-flooding',
  look: async (tx, span, { rules }) => {
    const { commandsPerMinute: commands, cancelsPerMinute: cancels } = rules.orderFlooding;
    return orderFlooding(await readBusyMinutes(tx, span, { commands, cancels }), span, rules);
  },
};

const barredTraderDetector: Detector = {
  kind: 'barred-trader',
  look: async (tx, span) => barredTraders(await readRefused(tx, span, { atLeast: 1, rule: BARRED }), span),
};

const repeatedRefusalsDetector: Detector = {
  kind: 'repeated-refusals',
  look: async (tx, span, { rules }) => {
    const { windowMinutes, refusals } = rules.repeatedRefusals;
    const refused = await readRefused(tx, reachingBack(span, windowMinutes), { atLeast: refusals });
    return repeatedRefusals(refused, span, rules);
  },
};

/** All of them; each looks for itself and keeps its own watermark. */
export const detectors: readonly Detector[] = [
  groupWashDetector,
  roundTripDetector,
  layeredDetector,
  priceMoveDetector,
  limitHitDetector,
  concentratedDetector,
  largeHoldingDetector,
  closingMarkDetector,
  orderFloodingDetector,
  barredTraderDetector,
  repeatedRefusalsDetector,
];

/** Closed days with the trades of their last minutes; days of markets without hours end when they were closed. */
async function daysWithEnds(
  reader: Reader,
  market: string,
  closed: Awaited<ReturnType<typeof readClosed>>,
  { rules, trading }: Pick<LookingBy, 'rules' | 'trading'>,
) {
  const late = new Map<string, Awaited<ReturnType<typeof readTrades>>>();
  const days = closed.map((day) => {
    const hours = trading(day.day);
    const tradingEnds = (hours === undefined ? undefined : lastCloseOf(hours, day.day)) ?? day.closedAt;
    return { day, tradingEnds };
  });
  for (const { day, tradingEnds } of days) {
    if (late.has(day.day)) continue;
    const from = earlier(tradingEnds, rules.closingMark.minutes);
    // what is matched in the last moment may be written down a little after it
    const to = day.closedAt > tradingEnds ? day.closedAt : earlier(tradingEnds, -1);
    late.set(day.day, await readTrades(reader, { market, from, to }));
  }
  return days.map(({ day, tradingEnds }) => ({
    ...{ day, tradingEnds, quantity: day.quantity, amountFen: day.amountFen },
    late: (late.get(day.day) ?? []).filter(
      (trade) => trade.instrument === day.instrument && trade.day === day.day,
    ),
  }));
}
