import type { Transaction } from '@carbon/database';
import type { Cause, Command } from '@carbon/ledger';
import { buyerOf, type PartyRole } from '../../domain/negotiation';
import { feeAccountOf, type TradingAccount } from '../../instruments';
import {
  recordTrades,
  type SettledTrade,
  settlementOf,
  settleTrades,
  type Trade,
  tradeNumbers,
  tradeReference,
  type TradeSide,
} from '../../settlement';
import { submitOne } from '../../submit-one';
import type { BlockParts } from '../parts';
import type { CheckedLeg } from './check-deal';

/** The trades that legs come to, without their numbers. */
export interface AgreedLegs {
  readonly negotiation: string;
  readonly legs: readonly CheckedLeg[];
  /** Who quoted, and has its part set apart. */
  readonly quotedBy: PartyRole;
  readonly cause: Pick<Cause, 'actor' | 'approver' | 'documentHash'>;
  readonly now: Date;
}

/**
 * TRD-016, delivery versus payment: all legs in one linked group of the ledger, or nothing. What the quoting side gives comes
 * out of what was set apart, what the other gives out of what it has available.
 */
export async function settleLegs(
  tx: Transaction,
  parts: BlockParts,
  { negotiation, legs, quotedBy, cause, now }: AgreedLegs,
): Promise<readonly SettledTrade[]> {
  const numbers = await tradeNumbers(tx, legs.length);
  const planned = legs.map(({ leg, seller, buyer, market }, at) => {
    const { instrument, priceFen, quantity, amountFen, fees } = leg;
    const trade: Trade = {
      ...{ id: numbers[at] ?? 0n, market: leg.market, instrument, priceFen, quantity, amountFen },
      method: legs.length === 1 ? 'block' : 'swap',
      seller: sideOf(seller, fees.sellerFen),
      buyer: sideOf(buyer, fees.buyerFen),
      taker: leg.seller === quotedBy ? 'buy' : 'sell',
      ...{ reference: negotiation, day: market.day, tradedAt: now, rulePack: market.rules.pack },
    };
    const apart = {
      units: leg.seller === quotedBy ? 'frozen' : 'available',
      money: buyerOf(leg) === quotedBy ? 'frozen' : 'available',
    } as const;
    return { trade, apart, cause };
  });
  const [first, ...others] = planned;
  if (first === undefined) throw new Error('a negotiation without a leg');
  const feeAccount = await feeAccountOf(tx, first.trade.market);
  if (others.length === 0) return settleTrades(tx, { ledger: parts.ledger, feeAccount }, planned);
  const group: Command = {
    kind: 'linked',
    commands: planned.flatMap(({ trade, apart }) => settlementOf(trade, apart, feeAccount).commands),
    cause: { ...cause, reference: tradeReference(first.trade.id), reason: 'market:swap' },
  };
  const transactionId = await submitOne(tx, parts.ledger, group);
  const settled = planned.map(({ trade }) => ({ ...trade, transactionId }));
  await recordTrades(tx, settled);
  return settled;
}

const sideOf = (account: TradingAccount, feeFen: bigint): TradeSide => ({
  ...{ holderId: account.holderId, tradingAccount: account.number },
  ...{ unitsAccount: account.unitsAccount, fundsAccount: account.fundsAccount, feeFen },
});
