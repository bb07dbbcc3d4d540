import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { accountStateForbids, tradingAccountUnknown } from '../domain/refusals';
import { noteAct } from '../persistence/market-acts';
import { lockTradingAccount, setAccountState } from '../persistence/write-trading-accounts';
import type { TradingAccount, TradingAccountState } from '../trading-account';

/** A trading account, locked. @throws Refusal EXCHANGE_TRADING_ACCOUNT_UNKNOWN */
export async function lockedAccount(tx: Transaction, number: string): Promise<TradingAccount> {
  const account = await lockTradingAccount(tx, number);
  if (account === undefined) throw tradingAccountUnknown(number);
  return account;
}

const MOVES = {
  suspended: { from: 'open', to: 'suspended' },
  resumed: { from: 'suspended', to: 'open' },
} as const satisfies Record<string, { readonly from: TradingAccountState; readonly to: TradingAccountState }>;

/** TRD-018: what one person of the market does at once, with a reason. */
export type AccountAct = keyof typeof MOVES;

/**
 * Suspends a trading account, or opens it again. The exchange withdraws the open orders of one that is suspended.
 * @throws Refusal EXCHANGE_TRADING_ACCOUNT_UNKNOWN, TRADING_ACCOUNT_STATE
 */
export async function actOnAccount(
  tx: Transaction,
  act: AccountAct,
  number: string,
  { reason, by, now }: { readonly reason: string; readonly by: string; readonly now: Date },
): Promise<void> {
  const { from, to } = MOVES[act];
  const { state, holderId, market } = await lockedAccount(tx, number);
  if (state !== from) throw accountStateForbids(number, state);
  await setAccountState(tx, number, to, now);
  await noteAct(tx, { kind: 'trading-account', id: number }, { act, reason, by, now });
  await recordAudit(
    tx,
    {
      action: `trading-account.${act}`,
      subject: { kind: 'trading-account', id: number },
      holderId,
      before: { market, state },
      after: { market, state: to },
      reason,
    },
    now,
  );
}
