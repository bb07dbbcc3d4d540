import { byHouse } from '../houses';
import type { Stage } from '../stage';
import type { TradingAccounts } from './accounts';
import { BY_EXCHANGE, SELLER, type Trader } from './houses';
import { type AUCTION, BIDS, BLOCK, type NEXT_AUCTION, OPEN_BLOCK, VINTAGE } from './terms';

/** Announces an auction of a day, some working days before it; gives its number. */
export async function announceAuction(
  stage: Stage,
  accounts: TradingAccounts,
  terms: typeof AUCTION | typeof NEXT_AUCTION,
  day: string,
): Promise<string> {
  const payload = {
    ...{ lot: 'exchange', tradingAccount: accounts[SELLER], instrument: VINTAGE, ...terms },
    ...{ opensAt: `${day}T10:00:00+08:00`, closesAt: `${day}T14:00:00+08:00`, note: '示例竞价 invented' },
  };
  const hands = { maker: `${SELLER}/maker`, checkers: BY_EXCHANGE.checkers } as const;
  const { auction = '' } = await stage.act('auction', payload, hands);
  return auction;
}

/** Sealed bids on an auction that is open. */
export async function bid(stage: Stage, accounts: TradingAccounts, auction: string): Promise<void> {
  for (const { bidder, price, quantity } of BIDS)
    await stage.post(`${bidder}/maker`, `/v1/auctions/${auction}/bids`, {
      ...{ tradingAccount: accounts[bidder], price, quantity },
    });
}

/** TRD-004, TRD-006: one block is quoted and accepted, another quoted. */
export async function negotiate(stage: Stage, accounts: TradingAccounts, validUntil: string): Promise<void> {
  const quote = ({ buyer, ...terms }: { buyer: Trader; quantity: string; price: string }) =>
    stage.act(
      'block-opening',
      {
        ...{ tradingAccount: accounts[SELLER], counterparty: accounts[buyer], side: 'sell' },
        ...{ instrument: VINTAGE, ...terms, validUntil },
      },
      byHouse(SELLER),
    );
  const { negotiation } = await quote(BLOCK);
  await stage.act('block-acceptance', { negotiation, round: 1 }, byHouse(BLOCK.buyer));
  await quote(OPEN_BLOCK);
}
