import type { Reader } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type AccountView, readAccount, readAccountsOf, readInstrument } from '@carbon/ledger';
import { allowanceScheme } from '../domain/allowance-scheme';
import {
  exchangeAccountAmbiguous,
  notAllowancesOf,
  notExchangeSide,
  notRegistrySide,
  ownPeopleOnly,
} from '../domain/refusals';

/** ETS-011 knows one; somebody with more accounts than this has to name the one. */
const MANY = 500;

/** @throws Refusal ALLOWANCES_NOT_REGISTRY_SIDE */
export function requireRegistrySide({ number, kind }: AccountView): void {
  if (kind !== 'holding') throw notRegistrySide(number, kind);
}

/** The registry and authorities see accounts and do not dispose of them. @throws Refusal ALLOWANCES_OWN_PEOPLE_ONLY */
export function requireOwnPeople({ number, holderId }: AccountView, { kind, holder }: Caller): void {
  if (kind !== 'service-key' && holder?.id !== holderId) throw ownPeopleOnly(number);
}

/**
 * The exchange account of a holder: the one that is named, else its only one; undefined while it has none.
 * @throws Refusal ALLOWANCES_NOT_EXCHANGE_SIDE, ALLOWANCES_EXCHANGE_ACCOUNT_AMBIGUOUS
 */
export async function exchangeAccountOf(
  reader: Reader,
  holderId: string,
  named: string | undefined,
): Promise<AccountView | undefined> {
  if (named !== undefined) {
    const account = await readAccount(reader, named);
    if (account?.holderId !== holderId || account.kind !== 'exchange') throw notExchangeSide(named);
    return account;
  }
  const { items } = await readAccountsOf(reader, holderId, { limit: MANY });
  const found = items.filter(({ kind, state }) => kind === 'exchange' && state !== 'closed');
  if (found.length > 1) throw exchangeAccountAmbiguous(found.map(({ number }) => number));
  return found[0];
}

/** @throws Refusal ALLOWANCES_NOT_OF_MARKET */
export async function requireAllowances(
  reader: Reader,
  market: string,
  lots: readonly { readonly instrument: string }[],
): Promise<void> {
  for (const { instrument } of lots) {
    const known = await readInstrument(reader, instrument);
    if (known?.kind !== 'allowance' || known.scheme !== allowanceScheme(market)) {
      throw notAllowancesOf(market, instrument);
    }
  }
}
