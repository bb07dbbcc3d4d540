import type { Transaction } from '@carbon/database';
import type { Cause, Command } from '@carbon/ledger';
import { CNY } from '../../cash/domain/cny';
import { type Goods, type Leg, type PartyRole, stakesOf } from '../../domain/negotiation';
import { boughtLately, moneyShort, unitsShort } from '../domain/refusals-of-rules';
import { readStanding } from '../persistence/standing';
import type { CheckedLeg } from './check-deal';
import { accountOn, type Seats } from './seats';

/** TRD-011: sets apart what a party gives, or gives it back to it, whole or not at all. */
export function moveStakes(
  kind: 'freeze' | 'release',
  {
    goods,
    legs,
    seats,
    party,
  }: {
    readonly goods: Goods;
    readonly legs: readonly Leg[];
    readonly seats: Seats;
    readonly party: PartyRole;
  },
  cause: Cause,
): Command {
  const { account: first, back } = seats[party];
  const commands = stakesOf(legs, party).map(({ market, instrument, quantity }) => {
    if (instrument !== undefined) {
      const { unitsAccount } = accountOn(seats, party, goods, { instrument });
      return { kind, account: unitsAccount, instrument, quantity };
    }
    const { fundsAccount } = market === first.market ? first : (back ?? first);
    return { kind, account: fundsAccount, instrument: CNY, quantity };
  });
  return { kind: 'linked', commands, cause };
}

/**
 * Whether a party has what it would give, and may give it (TRD-010, TRD-011).
 * @throws Refusal BLOCK_UNITS_SHORT, BLOCK_BOUGHT_LATELY, BLOCK_MONEY_SHORT
 */
export async function requireStakes(
  tx: Transaction,
  checked: readonly CheckedLeg[],
  party: PartyRole,
): Promise<void> {
  for (const one of checked) {
    const { leg, buyer } = one;
    if (leg.seller === party) {
      const { available, bought } = await unitsOf(tx, one);
      if (available < leg.quantity) throw unitsShort(leg.instrument, available, leg.quantity);
      if (available - bought < leg.quantity) throw lately(one, bought);
    } else {
      const needed = leg.amountFen + leg.fees.buyerFen;
      if (needed === 0n) continue;
      const money = { account: buyer.fundsAccount, tradingAccount: buyer.number, instrument: CNY };
      const { available } = await readStanding(tx, money, undefined);
      if (available < needed) throw moneyShort(available, needed);
    }
  }
}

/**
 * TRD-010, asked once more when the ledger holds the account: what is left must cover what was bought too lately to be sold,
 * whatever the market did in the meantime.
 * @throws Refusal BLOCK_BOUGHT_LATELY
 */
export async function requireOldUnits(
  tx: Transaction,
  checked: readonly CheckedLeg[],
  party: PartyRole,
): Promise<void> {
  for (const one of checked) {
    if (one.leg.seller !== party) continue;
    const { available, bought } = await unitsOf(tx, one);
    if (available < bought) throw lately(one, bought);
  }
}

async function unitsOf(tx: Transaction, { leg, seller, market }: CheckedLeg) {
  const of = { account: seller.unitsAccount, tradingAccount: seller.number, instrument: leg.instrument };
  const { available, boughtLately: bought } = await readStanding(tx, of, market.lockedSince);
  return { available, bought };
}

const lately = ({ leg, market }: CheckedLeg, bought: bigint) =>
  boughtLately(leg.instrument, bought, market.rules.ruleOf.resale);
