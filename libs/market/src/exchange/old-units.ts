import type { Transaction } from '@carbon/database';
import type { Refusal } from '@carbon/kernel';
import { orderRefused, type TradingRules } from '../domain/trading';
import { type BatchContext, readAvailable } from './batch-context';
import { FundsSheet } from './funds-sheet';
import type { LiveOrder } from './live-order';

/**
 * TRD-010, asked once more when the ledger holds the accounts: what is left to a seller must cover what it bought too lately to
 * sell it. What a block or an auction took in the moment between is told by nothing else.
 */
export async function soldTooLately(
  tx: Transaction,
  rules: TradingRules,
  { boughtToday }: BatchContext,
  given: readonly LiveOrder[],
): Promise<Refusal | undefined> {
  if (rules.resaleDays === 0) return undefined;
  const bought = ({ trader, instrument }: LiveOrder) =>
    boughtToday.of(FundsSheet.key(trader.number, instrument));
  const asked = given.filter((order) => order.side === 'sell' && bought(order) > 0n);
  if (asked.length === 0) return undefined;
  const left = await readAvailable(
    tx,
    asked.map(({ trader, instrument }) => ({ account: trader.unitsAccount, instrument })),
  );
  const late = asked.find(
    (order) => left.of(FundsSheet.key(order.trader.unitsAccount, order.instrument)) < bought(order),
  );
  if (late === undefined) return undefined;
  const units = bought(late);
  return orderRefused([
    {
      rule: rules.ruleOf.resale,
      field: 'quantity',
      message: {
        zh: `近期买入的 ${units} 吨尚不得卖出`,
        en: `${units} t were bought too lately to be sold`,
      },
    },
  ]);
}
