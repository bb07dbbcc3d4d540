import type { ChinaDate } from '@carbon/kernel';
import {
  decimalText,
  listOf,
  objectOf,
  orNone,
  type PackReference,
  type PackSource,
  RulePacks,
  words,
} from '@carbon/rules/domain';
import first from '../../../../rules/packs/market-data-cn.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';

/** TRD-014: what the public data of a market call each method of trading. */
export interface MethodCodes {
  readonly listed: string;
  readonly block: string;
  readonly auction: string;
}

/** TRD-015: how much an instrument counts in the composite price; those that are not named count nothing. */
export interface Weight {
  readonly instrument: string;
  /** Decimal. */
  readonly weight: string;
}

export const marketDataShape = {
  keys: {
    'method.codes': objectOf<MethodCodes>({ listed: words, block: words, auction: words }),
    'composite.code': words,
    /** None for days whose weights are not known. */
    'composite.weights': orNone(listOf(objectOf<Weight>({ instrument: words, weight: decimalText }))),
  },
} as const;

/** Only the national market publishes such codes and a composite. */
export const marketDataPacks = new RulePacks('market-data-cn', marketDataShape, [first], manifest);
const MARKET = 'CN';

export interface MarketDataRules {
  readonly codes: MethodCodes;
  readonly composite: { readonly code: string; readonly weights: readonly Weight[] | undefined };
  readonly reference: PackReference;
}

/**
 * What the public data of a market's day are called and weighted by, as known on `asOf`; undefined for a market or a day
 * without such rules.
 */
export function marketDataRules(
  packs: PackSource,
  market: string,
  asOf: ChinaDate,
  day: ChinaDate,
): MarketDataRules | undefined {
  if (market !== MARKET) return undefined;
  const pack = packs.on(marketDataPacks, asOf);
  if (pack.findFor('composite.code', day) === undefined) return undefined;
  const codes = pack.valueFor('method.codes', day);
  const code = pack.valueFor('composite.code', day);
  const weights = pack.valueFor('composite.weights', day);
  return {
    codes: codes.value,
    composite: { code: code.value, weights: weights.value ?? undefined },
    reference: pack.reference([codes, code, weights]),
  };
}
