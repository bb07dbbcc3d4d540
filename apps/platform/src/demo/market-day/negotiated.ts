import { byHouse } from '../houses';
import type { Stage } from '../stage';
import type { TradingAccounts } from './accounts';
import { BY_EXCHANGE, SELLER, type Trader } from './houses';
import { type AUCTION, BIDS, BLOCK, type NEXT_AUCTION, OPEN_BLOCK, VINTAGE } from './terms';

/** Announces an auction of a day; gives its number. It is announced some working days before. */
export async function announceAuction(
  stage: Stage,
  accounts: TradingAccounts,
  terms: typeof AUCTION | typeof NEXT_AUCTION,
  day: string,
): Promise<void> {
  const payload = {
    ...{ lot: 'exchange', tradingAccount: accounts[SELLER], instrument: VINTAGE, ...terms },
    ...{ opensAt: `${day}T10:00:00+08:00`, closesAt: `${day}T14:00:00+08:00`, note: '示例竞价 invented' },
  };
  await stage.act('auction', payload, { maker: `${SELLER}/maker`, checkers: BY_EXCHANGE.checkers });
}

/** Sealed bids on the auction that is open. */
export async function bid(stage: Stage, accounts: TradingAccounts): Promise<void> {
  const { items } = await stage.get<{ items: { id: string }[] }>('E004/maker', '/v1/auctions');
  const auction = items.at(-1)?.id ?? '';
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
