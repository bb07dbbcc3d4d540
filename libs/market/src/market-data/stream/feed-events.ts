import { chinaTimestamp } from '@carbon/kernel';
import { yuan } from '../../orders/domain/yuan';
import { publicDayBody } from '../http/close-bodies';
import { depthBody } from '../http/market-data-bodies';
import type { InstrumentState, MarketState, StreamedTrade } from '../persistence/read-market-state';
import { sseEvent } from './sse';

/** One event of a feed, as text; of an instrument, or of the market as a whole. */
export interface FeedEvent {
  readonly instrument: string | undefined;
  readonly text: string;
}

/** `trades`: what was traded, an event an instrument, in the order in which it was. */
export function tradeEvents(market: string, trades: readonly StreamedTrade[]): FeedEvent[] {
  const byInstrument = new Map<string, StreamedTrade[]>();
  for (const trade of trades) {
    const known = byInstrument.get(trade.instrument);
    if (known === undefined) byInstrument.set(trade.instrument, [trade]);
    else known.push(trade);
  }
  return [...byInstrument].map(([instrument, of]) => ({
    instrument,
    text: sseEvent('trades', { market, instrument, trades: of.map(tradeBody) }),
  }));
}

const tradeBody = ({ trade, sequence, priceFen, quantity, taker, at }: StreamedTrade) => ({
  ...{ trade: trade.toString(), sequence: sequence.toString(), price: yuan(priceFen) },
  ...{ quantity: quantity.toString(), taker, at: chinaTimestamp(at) },
});

/** `state`: how the market stands; `gap` says that more was traded than is told. */
export function stateEvent(
  market: string,
  { sequence, instruments }: MarketState,
  { gap, instrument }: { readonly gap: boolean; readonly instrument?: string | undefined },
): FeedEvent {
  const told = instruments.filter((one) => instrument === undefined || one.instrument === instrument);
  return {
    instrument: undefined,
    text: sseEvent('state', {
      ...{ market, sequence: sequence.toString(), gap },
      instruments: told.map((one) => instrumentBody(market, one)),
    }),
  };
}

/** `instrument`: those that changed between two looks. */
export function changedInstruments(market: string, before: MarketState, now: MarketState): FeedEvent[] {
  const known = new Map(before.instruments.map((one) => [one.instrument, bodyText(market, one)]));
  const sequence = now.sequence.toString();
  return now.instruments
    .filter((one) => known.get(one.instrument) !== bodyText(market, one))
    .map((one) => ({
      instrument: one.instrument,
      text: sseEvent('instrument', { sequence, ...instrumentBody(market, one) }),
    }));
}

const bodyText = (market: string, one: InstrumentState) => JSON.stringify(instrumentBody(market, one));

function instrumentBody(market: string, { instrument, depth, day }: InstrumentState) {
  const { buy, sell } = depthBody({ market, instrument }, depth, undefined);
  return { market, instrument, buy, sell, day: day === undefined ? null : publicDayBody(day) };
}
