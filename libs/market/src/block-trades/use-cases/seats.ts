import type { Transaction } from '@carbon/database';
import type { Goods, Leg, PartyRole } from '../../domain/negotiation';
import { readTradingAccounts, type TradingAccount } from '../../instruments';
import { counterpartyNotThere, noAccountInMarket } from '../domain/refusals';

/** The trading accounts of a party: in the market of the instrument, and of a swap where something goes back. */
export interface Seat {
  readonly account: TradingAccount;
  readonly back: TradingAccount | undefined;
}

export type Seats = Readonly<Record<PartyRole, Seat>>;

/** The account of a party on which a leg is settled. */
export function accountOn(
  seats: Seats,
  role: PartyRole,
  goods: Goods,
  leg: Pick<Leg, 'instrument'>,
): TradingAccount {
  const { account, back } = seats[role];
  if (leg.instrument === goods.instrument) return account;
  if (back === undefined) throw new Error(`the ${role} has no account for ${leg.instrument}`);
  return back;
}

/** The accounts that a negotiation names, as they are now. */
export async function seatsOf(
  tx: Transaction,
  parties: Readonly<
    Record<PartyRole, { readonly account: string; readonly returnAccount: string | undefined }>
  >,
): Promise<Seats> {
  const numbers = Object.values(parties).flatMap(({ account, returnAccount }) => [
    account,
    ...(returnAccount === undefined ? [] : [returnAccount]),
  ]);
  const accounts = await readTradingAccounts(tx, numbers);
  const named = (number: string) => {
    const account = accounts.get(number);
    if (account === undefined) throw counterpartyNotThere(number);
    return account;
  };
  const seat = ({ account, returnAccount }: (typeof parties)[PartyRole]): Seat => ({
    account: named(account),
    back: returnAccount === undefined ? undefined : named(returnAccount),
  });
  return { giver: seat(parties.giver), receiver: seat(parties.receiver) };
}

/**
 * The account of a holder in another market: there is one (CCT-004).
 * @throws Refusal BLOCK_NO_ACCOUNT_IN_MARKET
 */
export async function accountOfHolderIn(
  tx: Transaction,
  account: TradingAccount,
  market: string,
): Promise<TradingAccount> {
  if (account.market === market) return account;
  const [row] = await tx.query<{ number: string }>(
    `select number from market.trading_account where holder_id = $1 and market = $2 and state <> 'closed'`,
    [account.holderId, market],
  );
  const found = row && (await readTradingAccounts(tx, [row.number])).get(row.number);
  if (found === undefined) throw noAccountInMarket(market);
  return found;
}
