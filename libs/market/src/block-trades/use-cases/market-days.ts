import type { Transaction } from '@carbon/database';
import { type ChinaDate, chinaDate } from '@carbon/kernel';
import { readCalendar } from '@carbon/rules';
import { isTradingMarket, type TradeMethod } from '@carbon/rules/domain';
import type { Goods } from '../../domain/negotiation';
import {
  isOpen,
  lockedSince,
  type PriceBand,
  priceBand,
  type TradingRules,
  tradingRules,
} from '../../domain/trading';
import { findTradable, type Tradable } from '../../instruments';
import { openDays } from '../../settlement';
import type { NegotiationKind } from '../domain/negotiation';
import { notAdmitted, stopped } from '../domain/refusals-of-rules';
import type { BlockParts } from '../parts';

/** The day of an instrument, as far as a negotiated trade asks. */
export interface MarketDay {
  readonly tradable: Tradable;
  readonly rules: TradingRules;
  readonly day: ChinaDate;
  /** TRD-012: by its hours for blocks; of a market without blocks, swaps by its hours for single orders. */
  readonly method: TradeMethod;
  readonly open: boolean;
  /** TRD-006 */
  readonly band: PriceBand | undefined;
  /** TRD-010: the first day whose purchases may not be sold yet. */
  readonly lockedSince: ChinaDate | undefined;
}

/** Instruments of a negotiation, in the order of its legs. */
const instrumentsOf = ({ instrument, back }: Goods): readonly string[] =>
  back === undefined ? [instrument] : [instrument, back.instrument];

/**
 * The days of what is negotiated; they begin with it where they have not begun.
 * @throws Refusal BLOCK_INSTRUMENT_NOT_ADMITTED, BLOCK_INSTRUMENT_STOPPED
 */
export async function marketDays(
  tx: Transaction,
  { rulebook }: BlockParts,
  kind: NegotiationKind,
  goods: Goods,
  now: Date,
): Promise<readonly MarketDay[]> {
  const packs = await rulebook.packs(tx);
  const calendar = await readCalendar(tx, 'cn', now);
  const day = chinaDate(now);
  const tradables: Tradable[] = [];
  for (const one of instrumentsOf(goods)) tradables.push(await admitted(tx, one));
  const figures = await openDays(tx, day, tradables);
  return tradables.map((tradable) => {
    const { market, instrument, referencePriceFen } = tradable;
    if (!isTradingMarket(market)) throw notAdmitted(instrument);
    const rules = tradingRules(packs, market, day);
    const method = kind === 'block' || rules.methods.includes('block') ? 'block' : singleMethod(rules);
    const close = figures.get(instrument)?.previousCloseFen ?? referencePriceFen;
    return {
      ...{ tradable, rules, day, method },
      open: isOpen(rules, method, now, calendar),
      band: priceBand(rules, 'block', close),
      lockedSince: lockedSince(rules, day, calendar),
    };
  });
}

const singleMethod = ({ matching }: TradingRules): TradeMethod =>
  matching === 'pick' ? 'listed' : 'continuous';

async function admitted(tx: Transaction, instrument: string): Promise<Tradable> {
  const tradable = await findTradable(tx, instrument);
  if (tradable === undefined) throw notAdmitted(instrument);
  if (tradable.state !== 'trading') throw stopped(instrument, tradable.state);
  return tradable;
}
