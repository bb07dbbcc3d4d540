import type { Transaction } from '@carbon/database';
import type { Cause, Ledger } from '@carbon/ledger';
import { recordTrades } from './record-trades';
import { type Apart, settlementOf, tradeReference } from './settlement-commands';
import type { SettledTrade, Trade } from './trade';

/** A trade to settle now: where its units and money stand, and who made and agreed it. */
export interface TradeToSettle {
  readonly trade: Trade;
  readonly apart: Apart;
  readonly cause: Pick<Cause, 'actor' | 'approver' | 'documentHash'>;
}

/**
 * Settles trades made outside the order book (blocks, swaps, auctions): all of them or, by an exception, none. The days of
 * their instruments must have begun (`openDays`). A transaction submits to the ledger once: whatever else moves with the
 * trades goes into `also`.
 * @throws Refusal of the ledger
 */
export async function settleTrades(
  tx: Transaction,
  { ledger, feeAccount }: { readonly ledger: Ledger; readonly feeAccount?: string | undefined },
  trades: readonly TradeToSettle[],
  also: Parameters<Ledger['submit']>[1] = [],
): Promise<readonly SettledTrade[]> {
  const outcomes = await ledger.submit(tx, [
    ...trades.map(({ trade, apart, cause }) => ({
      ...settlementOf(trade, apart, feeAccount),
      cause: { ...cause, reference: tradeReference(trade.id), reason: `market:${trade.method}` },
    })),
    ...also,
  ]);
  const settled = trades.map(({ trade }, at) => {
    const outcome = outcomes[at];
    if (outcome?.status !== 'done') throw outcome?.refusal ?? new Error('the ledger gave no outcome');
    return { ...trade, transactionId: outcome.transactionId };
  });
  for (const outcome of outcomes.slice(trades.length))
    if (outcome.status === 'refused') throw outcome.refusal;
  await recordTrades(tx, settled);
  return settled;
}
