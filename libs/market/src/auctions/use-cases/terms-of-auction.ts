import type { Transaction } from '@carbon/database';
import { addDays, type ChinaDate, chinaDate } from '@carbon/kernel';
import { isTradingMarket } from '@carbon/rules/domain';
import { readCalendar } from '@carbon/rules';
import { feeAccountOf } from '../../instruments/index';
import type { Auction } from '../domain/auction';
import { type AuctionTerms, certificateTerms, exchangeTerms } from '../domain/auction-rules';
import { hoursDoNotFit, marketWithoutAuctions, noticeTooShort } from '../domain/refusals';
import type { AuctionParts } from '../parts';

/** The terms with the account that fees go to; without one, none are charged. */
export type ChargedTerms = AuctionTerms & { readonly feeAccount: string | undefined };

/** What an auction goes by if it is announced today. @throws Refusal AUCTION_NOT_IN_THIS_MARKET, RULES_NO_PACK */
export async function termsOfAuction(
  tx: Transaction,
  parts: AuctionParts,
  { lot, market }: Pick<Auction, 'lot' | 'market'>,
  now: Date,
): Promise<ChargedTerms> {
  const day = chinaDate(now);
  const packs = await parts.packs(tx);
  if (lot === 'certificates') {
    const { sellerFeeBasisPoints, buyerFeeBasisPoints } = parts.packAt(day);
    const fees = { sellerFeePoints: sellerFeeBasisPoints.value, buyerFeePoints: buyerFeeBasisPoints.value };
    return charged(certificateTerms(packs, day, fees), parts.feeAccount);
  }
  const terms = market !== null && isTradingMarket(market) ? exchangeTerms(packs, market, day) : undefined;
  if (terms === undefined) throw marketWithoutAuctions(market ?? '');
  return charged(terms, await feeAccountOf(tx, market ?? ''));
}

const charged = (terms: AuctionTerms, feeAccount: string | undefined): ChargedTerms =>
  feeAccount === undefined
    ? { ...terms, sellerFeePoints: 0n, buyerFeePoints: 0n, feeAccount }
    : { ...terms, feeAccount };

/**
 * TRD-012: bids are taken after the notice the pack asks for, and not for longer than it lets.
 * @throws Refusal AUCTION_NOTICE_TOO_SHORT, AUCTION_HOURS_DO_NOT_FIT
 */
export async function requireHours(
  tx: Transaction,
  { opensAt, closesAt }: Pick<Auction, 'opensAt' | 'closesAt'>,
  { noticeDays, longestOpenDays }: AuctionTerms,
  now: Date,
): Promise<void> {
  const calendar = await readCalendar(tx, 'cn', now);
  const earliest: ChinaDate = calendar.addWorkingDays(chinaDate(now), noticeDays);
  if (opensAt <= now || chinaDate(opensAt) < earliest) throw noticeTooShort(noticeDays, earliest);
  const latest = addDays(chinaDate(opensAt), longestOpenDays);
  if (closesAt <= opensAt || chinaDate(closesAt) > latest) throw hoursDoNotFit(longestOpenDays);
}
