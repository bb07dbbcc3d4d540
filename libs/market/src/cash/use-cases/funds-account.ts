import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { getHolder, holderNotActive, lockHolders } from '@carbon/identity';
import { type AccountView, defineInstrument, openAccounts, readAccount } from '@carbon/ledger';
import { CNY_INSTRUMENT } from '../domain/cny';
import { notAFundsAccount } from '../domain/refusals';

/**
 * The account a holder's money is in: the one that is named, else its first that is not closed, else a new one.
 * @throws Refusal MARKET_NOT_A_FUNDS_ACCOUNT for one that is named and is not the holder's; HOLDER_NOT_ACTIVE where one
 * would have to be opened
 */
export async function fundsAccountOf(
  tx: Transaction,
  holderId: string,
  { named, now }: { readonly named?: string | undefined; readonly now: Date },
): Promise<string> {
  await defineInstrument(tx, CNY_INSTRUMENT);
  if (named !== undefined) {
    requireFundsAccount(await readAccount(tx, named), named, holderId);
    return named;
  }
  return (await firstFundsAccount(tx, holderId)) ?? openFundsAccount(tx, holderId, now);
}

async function firstFundsAccount(tx: Transaction, holderId: string): Promise<string | undefined> {
  const [row] = await tx.query<{ number: string }>(
    `select number from ledger.account where holder_id = $1 and kind = 'funds' and state <> 'closed'
      order by id limit 1`,
    [holderId],
  );
  return row?.number;
}

async function openFundsAccount(tx: Transaction, holderId: string, now: Date): Promise<string> {
  // of two that need one at once, the second finds what the first opened
  await lockHolders(tx, [holderId]);
  const opened = await firstFundsAccount(tx, holderId);
  if (opened !== undefined) return opened;
  const { code, state } = await getHolder(tx.manager, holderId);
  if (state !== 'active') throw holderNotActive(code, state);
  const [number = ''] = await openAccounts(tx, [{ holderId, kind: 'funds' }]);
  const entry = {
    action: 'account.opened',
    subject: { kind: 'account', id: number },
    holderId,
    after: { holder: code, kind: 'funds' },
  };
  await recordAudit(tx, entry, now);
  return number;
}

function requireFundsAccount(account: AccountView | undefined, named: string, holderId: string): void {
  if (account?.kind !== 'funds' || account.holderId !== holderId) throw notAFundsAccount(named);
}
