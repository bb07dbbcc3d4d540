import type { ChinaDate } from '@carbon/kernel';
import {
  type PackReference,
  positiveNumber,
  RulePacks,
  type RuleValue,
  tradeFees,
} from '@carbon/rules/domain';
import manifest from '../../../../../rules/packs/manifest.json';
import first from '../../../../../rules/packs/market-sales.2026-1.json';

export const salesShape = {
  keys: {
    /** TRD-001: hundredths of a percent of the amount, each rounded down to the fen. */
    fees: tradeFees,
    /** Days an offer may be valid, the day of its proposal included. */
    'offer.days': positiveNumber,
  },
} as const;

export const salesPacks = new RulePacks('market-sales', salesShape, [first], manifest);

/** The figures of sales at a fixed price on a day. */
export interface MarketPack extends PackReference {
  /** TRD-001: fee of the seller, in hundredths of a percent of the amount, rounded down to the fen. */
  readonly sellerFeeBasisPoints: RuleValue<bigint>;
  /** TRD-001: fee of the buyer, beside the amount, alike. */
  readonly buyerFeeBasisPoints: RuleValue<bigint>;
  /** TRD-001: days an offer may be valid, the day of its proposal included. */
  readonly longestOfferDays: RuleValue<number>;
}

/** The pack in force on a China day. @throws Refusal RULES_NO_PACK (422) for a day before the first */
export function marketPackAt(asOf: ChinaDate): MarketPack {
  const pack = salesPacks.on(asOf);
  const [fees, longestOfferDays] = [pack.value('fees'), pack.value('offer.days')];
  const { sellerBasisPoints, buyerBasisPoints } = fees.value;
  return {
    ...pack.reference([fees, longestOfferDays]),
    sellerFeeBasisPoints: { ...fees, value: BigInt(sellerBasisPoints) },
    buyerFeeBasisPoints: { ...fees, value: BigInt(buyerBasisPoints) },
    longestOfferDays,
  };
}
