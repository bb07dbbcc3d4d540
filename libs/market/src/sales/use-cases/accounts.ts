import type { Transaction } from '@carbon/database';
import { type AccountView, actsOf, readAccount } from '@carbon/ledger';
import { accountHoldsNone, sellerStopped } from '../domain/refusals';
import type { Offer } from '../persistence/offer';

/** Money and points have accounts of their own. @throws Refusal MARKET_ACCOUNT_OF_ANOTHER_KIND */
export function requireHoldsUnits({ kind, number }: AccountView): void {
  if (kind === 'funds' || kind === 'points') throw accountHoldsNone(number, kind);
}

/** REG-004, REG-013: whether units may leave the account of an offer now. @throws Refusal MARKET_SELLER_STOPPED */
export async function requireSellerMaySell(tx: Transaction, { id, account }: Offer): Promise<void> {
  const seller = await readAccount(tx, account);
  if (seller === undefined || seller.blocked || !actsOf(seller.state).out.includes('transfer')) {
    throw sellerStopped(id);
  }
}
