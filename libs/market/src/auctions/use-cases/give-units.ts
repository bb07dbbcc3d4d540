import type { Transaction } from '@carbon/database';
import { chinaDate } from '@carbon/kernel';
import type { Command } from '@carbon/ledger';
import { findTradable } from '../../instruments/index';
import { openDays, settleTrades, type Trade, tradeNumbers } from '../../settlement/index';
import { type Auction, feeOf } from '../domain/auction';
import type { CountedBid, Given } from '../domain/bid';
import { notAuctioned } from '../domain/refusals';
import type { AuctionParts } from '../parts';
import { noteLeft } from '../persistence/auctions';

/**
 * Delivery versus payment of what bids of the exchange side won, and of the money that goes back with it, in one submit. Each is a
 * trade of the market.
 * @throws Refusal of the ledger
 */
export async function giveUnits(
  tx: Transaction,
  parts: AuctionParts,
  auction: Auction,
  winners: readonly CountedBid[],
  back: readonly Command[],
  now: Date,
): Promise<ReadonlyMap<string, Given>> {
  const { instrument, market, approvedBy } = auction;
  const tradable = await findTradable(tx, instrument);
  if (tradable === undefined || market === null) throw notAuctioned(instrument);
  const day = chinaDate(now);
  const { referencePriceFen } = tradable;
  if (winners.length > 0) await openDays(tx, day, [{ instrument, market, referencePriceFen }]);
  const ids = await tradeNumbers(tx, winners.length);
  const trades = winners.map((bid, at) => ({
    trade: tradeOf(auction, market, bid, { id: ids[at] ?? 0n, day, now }),
    apart: { units: 'frozen', money: 'frozen' } as const,
    cause: { actor: bid.placedBy, ...(approvedBy === null ? {} : { approver: approvedBy }) },
  }));
  const feeAccount = auction.feeAccount ?? undefined;
  const settled = await settleTrades(tx, { ledger: parts.ledger, feeAccount }, trades, back);
  const sold = winners.reduce((sum, { opened }) => sum + opened.won, 0n);
  if (sold > 0n) await noteLeft(tx, auction.id, auction.remaining - sold, null);
  return new Map(
    winners.map((bid, at): [string, Given] => [
      bid.id,
      { tradeId: ids[at] ?? 0n, transactionId: settled[at]?.transactionId ?? 0n },
    ]),
  );
}

function tradeOf(
  auction: Auction,
  market: string,
  { opened, holderId, tradingAccount, unitsAccount, fundsAccount }: CountedBid,
  { id, day, now }: Pick<Trade, 'id' | 'day'> & { readonly now: Date },
): Trade {
  const { won: quantity, paidFen: amountFen, feeFen } = opened;
  return {
    ...{ id, market, instrument: auction.instrument, method: 'auction' },
    ...{ priceFen: amountFen / quantity, quantity, amountFen },
    seller: {
      ...{ holderId: auction.sellerId, tradingAccount: auction.tradingAccount ?? '' },
      ...{ unitsAccount: auction.unitsAccount, fundsAccount: auction.fundsAccount },
      feeFen: feeOf(amountFen, auction.sellerFeePoints),
    },
    buyer: { holderId, tradingAccount: tradingAccount ?? '', unitsAccount, fundsAccount, feeFen },
    ...{ reference: auction.id, day, tradedAt: now, rulePack: auction.rulePack },
  };
}
