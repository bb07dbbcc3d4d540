import { Decimal } from 'decimal.js';
import type { Weight } from './market-data-rules';

/** A day of one instrument, as far as the composite rests on it. Prices and amounts in fen. */
export interface Component {
  readonly instrument: string;
  /** Undefined until the day is closed. */
  readonly closeFen: bigint | undefined;
  readonly quantity: bigint;
  readonly amountFen: bigint;
}

/** Why there is no composite price. */
export type NoComposite = 'weights-unknown' | 'component-not-closed';

export interface Composite {
  /** Weighted mean of the closes, half up to the fen; or why there is none. */
  readonly price: { readonly fen: bigint } | { readonly missing: NoComposite };
  /** TRD-014: the sums of the components, whatever they weigh in the price. */
  readonly quantity: bigint;
  readonly amountFen: bigint;
}

/** TRD-014, TRD-015: the composite of a market's instruments on one day. */
export function compositeOf(
  components: readonly Component[],
  weights: readonly Weight[] | undefined,
): Composite {
  return {
    price: priceOf(components, weights),
    quantity: components.reduce((sum, { quantity }) => sum + quantity, 0n),
    amountFen: components.reduce((sum, { amountFen }) => sum + amountFen, 0n),
  };
}

function priceOf(
  components: readonly Component[],
  weights: readonly Weight[] | undefined,
): Composite['price'] {
  const counting = (weights ?? []).filter(({ weight }) => !new Decimal(weight).isZero());
  if (counting.length === 0) return { missing: 'weights-unknown' };
  let [sum, total] = [new Decimal(0), new Decimal(0)];
  for (const { instrument, weight } of counting) {
    const closeFen = components.find((one) => one.instrument === instrument)?.closeFen;
    if (closeFen === undefined) return { missing: 'component-not-closed' };
    sum = sum.plus(new Decimal(weight).times(closeFen.toString()));
    total = total.plus(weight);
  }
  return { fen: BigInt(sum.div(total).toFixed(0, Decimal.ROUND_HALF_UP)) };
}
