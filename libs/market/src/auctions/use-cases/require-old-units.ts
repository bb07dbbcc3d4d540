import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import { readCalendar } from '@carbon/rules';
import { isTradingMarket } from '@carbon/rules/domain';
import { readStanding } from '../../block-trades/persistence/standing';
import { holidaysOf, lockedSince, tradingRules } from '../../domain/trading';
import type { Auction } from '../domain/auction';
import { boughtLately } from '../domain/refusals';
import type { AuctionParts } from '../parts';

type Lot = Pick<
  Auction,
  'market' | 'tradingAccount' | 'unitsAccount' | 'instrument' | 'quantity' | 'closesAt'
>;

/**
 * TRD-010, PII-007: what was bought so late that it may not be sold again on the day of the close is no lot.
 * @throws Refusal AUCTION_BOUGHT_LATELY
 */
export async function requireOldUnits(
  tx: Transaction,
  parts: AuctionParts,
  { market, tradingAccount, unitsAccount: account, instrument, quantity, closesAt }: Lot,
  now: Date,
): Promise<void> {
  if (market === null || tradingAccount === null || !isTradingMarket(market)) return;
  const rules = tradingRules(await parts.packs(tx), market, chinaDate(now));
  const calendar = await readCalendar(tx, holidaysOf(market), now);
  const since = lockedSince(rules, chinaDate(closesAt), calendar);
  const { available, boughtLately: bought } = await readStanding(
    tx,
    { account, tradingAccount, instrument },
    since,
  );
  if (bought > 0n && available - bought < quantity)
    throw boughtLately(instrument, bought, rules.ruleOf.resale);
}
