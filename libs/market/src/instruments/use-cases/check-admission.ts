import type { Transaction } from '@carbon/database';
import { type InstrumentView, readInstrument } from '@carbon/ledger';
import { fenOf, yuanOf } from '../../domain/trading';
import {
  alreadyAdmitted,
  instrumentUnknown,
  notForOrderBooks,
  notOfMarket,
  priceOffTick,
} from '../domain/refusals';
import type { InstrumentParts } from '../parts';
import { findTradable } from '../tradable';
import { rulesOnDay } from './rules-on-day';

export interface AskedAdmission {
  readonly market: string;
  readonly instrument: string;
  /** Yuan. */
  readonly referencePrice: string;
}

const TRADED_KINDS: ReadonlySet<InstrumentView['kind']> = new Set([
  'allowance',
  'credit',
  'inclusion-reduction',
]);

/**
 * Whether an instrument may come to a market: it exists, is a good of one of the market's schemes, and does not trade yet.
 * Gives its reference price in fen.
 * @throws Refusal EXCHANGE_MARKET_UNKNOWN, TRADING_INSTRUMENT_UNKNOWN, TRADING_NOT_FOR_ORDER_BOOKS,
 * TRADING_SCHEME_NOT_OF_MARKET, TRADING_ALREADY_ADMITTED, TRADING_PRICE_OFF_TICK
 */
export async function checkAdmission(
  tx: Transaction,
  parts: InstrumentParts,
  { market, instrument, referencePrice }: AskedAdmission,
  now: Date,
): Promise<bigint> {
  const rules = await rulesOnDay(tx, parts, market, now);
  const found = await readInstrument(tx, instrument);
  if (found === undefined) throw instrumentUnknown(instrument);
  if (!TRADED_KINDS.has(found.kind)) throw notForOrderBooks(instrument, found.kind);
  if (!rules.schemes.has(found.scheme))
    throw notOfMarket({ instrument, scheme: found.scheme, market }, rules.ruleOf.schemes);
  const standing = await findTradable(tx, instrument);
  if (standing !== undefined && (standing.state !== 'delisted' || standing.market !== market))
    throw alreadyAdmitted(instrument, standing.market);
  const fen = fenOf(referencePrice);
  if (fen === 0n || fen % rules.tickFen !== 0n) throw priceOffTick(referencePrice, yuanOf(rules.tickFen));
  return fen;
}
