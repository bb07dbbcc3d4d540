import type { ChinaDate } from '@carbon/kernel';
import { makesPrice } from '../domain/trading';
import type { Trade } from './trade';

/** What trades add to the day of one account and instrument. */
export interface PositionChange {
  readonly tradingAccount: string;
  readonly instrument: string;
  readonly day: ChinaDate;
  bought: bigint;
  sold: bigint;
  boughtFen: bigint;
  soldFen: bigint;
  feesFen: bigint;
}

/** What trades add to the day of an instrument; prices are those of trades that make prices. */
export interface FigureChange {
  readonly instrument: string;
  readonly day: ChinaDate;
  open?: bigint;
  high?: bigint;
  low?: bigint;
  last?: bigint;
  listedQuantity: bigint;
  listedFen: bigint;
  listedTrades: bigint;
  blockQuantity: bigint;
  blockFen: bigint;
  auctionQuantity: bigint;
  auctionFen: bigint;
}

/** Per account, instrument and day, in the order of that key. */
export function positionChanges(trades: readonly Trade[]): readonly PositionChange[] {
  const changes = new Map<string, PositionChange>();
  const of = (tradingAccount: string, { instrument, day }: Trade): PositionChange => {
    const key = `${tradingAccount}/${instrument}/${day}`;
    let change = changes.get(key);
    if (change === undefined) {
      change = {
        tradingAccount,
        instrument,
        day,
        bought: 0n,
        sold: 0n,
        boughtFen: 0n,
        soldFen: 0n,
        feesFen: 0n,
      };
      changes.set(key, change);
    }
    return change;
  };
  for (const trade of trades) {
    const seller = of(trade.seller.tradingAccount, trade);
    seller.sold += trade.quantity;
    seller.soldFen += trade.amountFen;
    seller.feesFen += trade.seller.feeFen;
    const buyer = of(trade.buyer.tradingAccount, trade);
    buyer.bought += trade.quantity;
    buyer.boughtFen += trade.amountFen;
    buyer.feesFen += trade.buyer.feeFen;
  }
  return inOrder(changes);
}

/** Per instrument and day, in the order of that key. */
export function dayFigureChanges(trades: readonly Trade[]): readonly FigureChange[] {
  const changes = new Map<string, FigureChange>();
  for (const trade of trades) {
    const key = `${trade.instrument}/${trade.day}`;
    let change = changes.get(key);
    if (change === undefined) changes.set(key, (change = nothingYet(trade)));
    add(change, trade);
  }
  return inOrder(changes);
}

const nothingYet = ({ instrument, day }: Trade): FigureChange => ({
  ...{ instrument, day, listedQuantity: 0n, listedFen: 0n, listedTrades: 0n },
  ...{ blockQuantity: 0n, blockFen: 0n, auctionQuantity: 0n, auctionFen: 0n },
});

function add(change: FigureChange, { method, priceFen, quantity, amountFen }: Trade): void {
  if (makesPrice(method)) {
    change.open ??= priceFen;
    change.last = priceFen;
    if (change.high === undefined || priceFen > change.high) change.high = priceFen;
    if (change.low === undefined || priceFen < change.low) change.low = priceFen;
    change.listedQuantity += quantity;
    change.listedFen += amountFen;
    change.listedTrades += 1n;
  } else if (method === 'auction') {
    change.auctionQuantity += quantity;
    change.auctionFen += amountFen;
  } else {
    change.blockQuantity += quantity;
    change.blockFen += amountFen;
  }
}

function inOrder<T>(changes: ReadonlyMap<string, T>): readonly T[] {
  return [...changes.keys()].sort().flatMap((key) => changes.get(key) ?? []);
}
