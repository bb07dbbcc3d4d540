import type { CarryOverFigures } from './compliance-figures';
import { Exact } from './exact';

/**
 * CAR-008: the smallest further sale x ≥ 0 with H − x ≤ B + R × max(0, raw + x), whole tonnes. More sold leaves less to
 * carry over and, once net sales are above zero, raises the limit; so the smallest x is the first on one of two lines.
 * @param rawT sold less bought, below zero when more was bought
 * @param countedT H
 */
export function smallestExtraSale(
  { baseT, rate }: Pick<CarryOverFigures, 'baseT' | 'rate'>,
  { rawT, countedT }: { readonly rawT: bigint; readonly countedT: bigint },
): bigint {
  const over = countedT - baseT;
  // as long as raw + x ≤ 0 the limit is B
  const flat = over > 0n ? over : 0n;
  if (rawT < 0n && flat <= -rawT) return flat;
  if (flat === 0n) return 0n;
  // beyond: H − x ≤ B + R × (raw + x), so x ≥ (H − B − R × raw) ÷ (1 + R)
  const least = new Exact(over.toString())
    .minus(new Exact(rawT.toString()).times(rate))
    .div(new Exact(rate).plus(1))
    .ceil();
  return least.isNegative() ? 0n : BigInt(least.toFixed());
}
