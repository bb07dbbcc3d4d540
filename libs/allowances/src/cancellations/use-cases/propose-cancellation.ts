import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { requireHolderMayAct } from '@carbon/custody';
import { findHolder, type Holder } from '@carbon/identity';
import { type AccountView, accountInReach, readInstrument } from '@carbon/ledger';
import { requireOwnPeople } from '../../holdings/index';
import { type Lot, type LotApart, setApart } from '../../pending-units/index';
import { marketsMixed, notAllowances, notAtTheRegistry, personsNotPublic } from '../domain/refusals';
import type { CancellationDesk } from './desk';

export interface ProposedCancellation {
  readonly taskId: string;
  readonly account: string;
  readonly lots: readonly Lot[];
}

/**
 * Looks at what is to be cancelled and sets it apart until it is decided (CAR-002).
 * @throws Refusal LEDGER_ACCOUNT_UNKNOWN, ALLOWANCE_CANCELLATION_…, and of the ledger
 */
export async function proposeCancellation(
  tx: Transaction,
  { ledger }: CancellationDesk,
  { taskId, account: number, lots }: ProposedCancellation,
  caller: Caller,
): Promise<{ readonly account: AccountView; readonly holder: Holder; readonly lots: readonly LotApart[] }> {
  const account = await accountInReach(tx, number, caller.reach);
  requireOwnPeople(account, caller);
  requireHolderMayAct(account, caller);
  if (account.kind !== 'holding') throw notAtTheRegistry(number, account.kind);
  await schemeOf(tx, lots);
  const holder = await cancellingHolder(tx, account);
  const cause = { actor: caller.id, reference: `allowance-cancellation:${taskId}` };
  return { account, holder, lots: await setApart(tx, ledger, { account: number, lots, cause }) };
}

/** The one market whose allowances these are. @throws Refusal ALLOWANCE_CANCELLATION_… */
export async function schemeOf(tx: Transaction, lots: readonly Lot[]): Promise<string> {
  let scheme: string | undefined;
  for (const { instrument } of lots) {
    const view = await readInstrument(tx, instrument);
    if (view?.kind !== 'allowance') throw notAllowances(instrument);
    scheme ??= view.scheme;
    if (view.scheme !== scheme) throw marketsMixed(scheme, view.scheme);
  }
  if (scheme === undefined) throw new RangeError('a cancellation of nothing');
  return scheme;
}

/** @throws Refusal ALLOWANCE_CANCELLATION_OF_PERSON */
export async function cancellingHolder(tx: Transaction, { holderId, number }: AccountView): Promise<Holder> {
  const holder = await findHolder(tx.manager, holderId);
  if (holder === undefined) throw new Error(`no holder ${holderId}`);
  if (holder.kind === 'resident') throw personsNotPublic(number);
  return holder;
}
