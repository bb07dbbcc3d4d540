import { Decimal } from 'decimal.js';

const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** Yuan for one tonne, decimal strings. */
export interface UnitPrices {
  readonly allowance: string;
  readonly credit?: string | undefined;
}

export interface MoneyOfOffer {
  /** What the missing units would cost; they stay due beside any fine. Yuan, two decimals, half up. */
  readonly toBuy: string;
  /** What the accepted units are worth at these prices. */
  readonly offered: string;
  /** What the accepted credits save against allowances; undefined without a price of credits. */
  readonly savedByCredits?: string;
}

/** What an offer is worth, and what is missing of it would cost, at given prices. Tonnes in, yuan out. */
export function moneyOfOffer(
  units: { readonly shortfallT: bigint; readonly allowancesT: bigint; readonly creditsT: bigint },
  { allowance, credit }: UnitPrices,
): MoneyOfOffer {
  const worth = (tonnes: bigint, price: string) => new Exact(tonnes.toString()).times(price);
  const credits = worth(units.creditsT, credit ?? '0');
  return {
    toBuy: worth(units.shortfallT, allowance).toFixed(2),
    offered: worth(units.allowancesT, allowance).plus(credits).toFixed(2),
    ...(credit === undefined
      ? {}
      : { savedByCredits: worth(units.creditsT, allowance).minus(credits).toFixed(2) }),
  };
}
