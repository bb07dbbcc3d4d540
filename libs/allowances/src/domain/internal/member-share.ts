import { Decimal } from 'decimal.js';
import type { InternalRules } from './internal-rules';

/** How much of the cap a member gets. Decimals are strings. */
export type ShareMethod =
  | { readonly method: 'fixed'; readonly quantityT: string }
  /** So much of what it emitted in a base year. */
  | { readonly method: 'historic'; readonly historicT: string; readonly factor: string }
  /** So many tonnes for each unit it makes. */
  | { readonly method: 'output'; readonly output: string; readonly benchmark: string };

/** Whole tonnes, rounded as the pack says. */
export function memberShare(rules: InternalRules, share: ShareMethod): bigint {
  return rules.wholeShare(exactShare(share));
}

function exactShare(share: ShareMethod): Decimal {
  switch (share.method) {
    case 'fixed':
      return new Decimal(share.quantityT);
    case 'historic':
      return new Decimal(share.historicT).times(share.factor);
    case 'output':
      return new Decimal(share.output).times(share.benchmark);
  }
}
