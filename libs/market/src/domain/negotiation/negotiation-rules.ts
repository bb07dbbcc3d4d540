import type { ChinaDate } from '@carbon/kernel';
import {
  type PackReference,
  type PackSource,
  positiveNumber,
  type Reader,
  releasedPacks,
  RulePacks,
} from '@carbon/rules/domain';
import negotiation2026 from '../../../../rules/packs/block-negotiation.2026-1.json';
import manifest from '../../../../rules/packs/manifest.json';

const marketNames: Reader<readonly string[]> = (value) => {
  if (Array.isArray(value) && value.every((one): one is string => typeof one === 'string')) return value;
  throw new RangeError('must be a list of markets');
};

/** How two parties may negotiate: our own figures, where the rules of trading say nothing. */
export const blockNegotiationPacks = new RulePacks(
  'block-negotiation',
  {
    keys: { 'rounds.most': positiveNumber, 'validity.days': positiveNumber, 'swap.markets': marketNames },
  } as const,
  [negotiation2026],
  manifest,
);

export interface NegotiationRules {
  /** Quotes of one negotiation at most. */
  readonly mostRounds: number;
  /** Calendar days a quote may stand, the day of its proposal included. */
  readonly validityDays: number;
  /** Markets whose instruments may be swapped. */
  readonly swapMarkets: readonly string[];
  readonly reference: PackReference;
}

/** The rules of negotiating on a China day. */
export function negotiationRules(day: ChinaDate, packs: PackSource = releasedPacks): NegotiationRules {
  const pack = packs.on(blockNegotiationPacks, day);
  const rounds = pack.value('rounds.most');
  const validity = pack.value('validity.days');
  const markets = pack.value('swap.markets');
  return {
    ...{ mostRounds: rounds.value, validityDays: validity.value, swapMarkets: markets.value },
    reference: pack.reference([rounds, validity, markets]),
  };
}
