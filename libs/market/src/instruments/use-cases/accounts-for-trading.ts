import { recordAudit } from '@carbon/audit';
import { requireHolderMayAct } from '@carbon/custody';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type Holder, holderNotActive } from '@carbon/identity';
import { type AccountView, openAccounts, readAccount } from '@carbon/ledger';
import { fundsAccountOf } from '../../cash/use-cases/funds-account';
import { notAnExchangeAccount } from '../domain/refusals';

/** Accounts that an opening names. */
export interface NamedAccounts {
  readonly unitsAccount?: string | undefined;
  readonly fundsAccount?: string | undefined;
}

/**
 * Whether the accounts that were named are the holder's and may serve for trading.
 * @throws Refusal TRADING_NOT_AN_EXCHANGE_ACCOUNT, MARKET_NOT_A_FUNDS_ACCOUNT, ACCOUNT_HOLDER_MAY_NOT_ACT
 */
export async function requireUsable(
  tx: Transaction,
  { id }: Pick<Holder, 'id'>,
  { unitsAccount, fundsAccount }: NamedAccounts,
  caller: Caller,
  now: Date,
): Promise<void> {
  if (unitsAccount !== undefined) {
    const account = await readAccount(tx, unitsAccount);
    requireExchangeSide(account, unitsAccount, id);
    requireHolderMayAct(account, caller);
  }
  if (fundsAccount !== undefined) await fundsAccountOf(tx, id, { named: fundsAccount, now });
}

/** The accounts an opened trading account settles on: those named, else the holder's first, else new ones. */
export async function accountsForTrading(
  tx: Transaction,
  holder: Holder,
  { unitsAccount, fundsAccount }: NamedAccounts,
  now: Date,
): Promise<{ readonly unitsAccount: string; readonly fundsAccount: string }> {
  if (holder.state !== 'active') throw holderNotActive(holder.code, holder.state);
  const funds = await fundsAccountOf(tx, holder.id, { named: fundsAccount, now });
  if (unitsAccount === undefined)
    return { unitsAccount: await exchangeAccountOf(tx, holder, now), fundsAccount: funds };
  requireExchangeSide(await readAccount(tx, unitsAccount), unitsAccount, holder.id);
  return { unitsAccount, fundsAccount: funds };
}

async function exchangeAccountOf(tx: Transaction, { id, code }: Holder, now: Date): Promise<string> {
  const [found] = await tx.query<{ number: string }>(
    `select number from ledger.account where holder_id = $1 and kind = 'exchange' and state <> 'closed'
      order by id limit 1`,
    [id],
  );
  if (found !== undefined) return found.number;
  const [number = ''] = await openAccounts(tx, [{ holderId: id, kind: 'exchange' }]);
  const entry = {
    action: 'account.opened',
    subject: { kind: 'account', id: number },
    holderId: id,
    after: { holder: code, kind: 'exchange' },
  };
  await recordAudit(tx, entry, now);
  return number;
}

function requireExchangeSide(
  account: AccountView | undefined,
  named: string,
  holderId: string,
): asserts account is AccountView {
  if (account?.holderId !== holderId || account.kind !== 'exchange' || account.state === 'closed')
    throw notAnExchangeAccount(named);
}
