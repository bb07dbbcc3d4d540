/** A quotient of whole numbers, the denominator above 0; arithmetic of the industry rules is exact in it. */
export interface Ratio {
  readonly n: bigint;
  readonly d: bigint;
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/** A plain decimal. @throws RangeError for anything else */
export function ratioOf(text: string): Ratio {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`${text.slice(0, 40)} is no decimal`);
  const n = BigInt(whole + fraction);
  return { n: sign === '-' ? -n : n, d: 10n ** BigInt(fraction.length) };
}

export const times = (a: Ratio, b: Ratio): Ratio => ({ n: a.n * b.n, d: a.d * b.d });
export const plus = (a: Ratio, b: Ratio): Ratio => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const minus = (a: Ratio, b: Ratio): Ratio => ({ n: a.n * b.d - b.n * a.d, d: a.d * b.d });
export const negated = ({ n, d }: Ratio): Ratio => ({ n: -n, d });

/** @throws RangeError for a divisor of 0 */
export function divided(a: Ratio, b: Ratio): Ratio {
  if (b.n === 0n) throw new RangeError('division by 0');
  return b.n < 0n ? { n: -a.n * b.d, d: a.d * -b.n } : { n: a.n * b.d, d: a.d * b.n };
}

/** Below 0, 0 or above 0, as a is to b. */
export const compared = (a: Ratio, b: Ratio): bigint => a.n * b.d - b.n * a.d;

export const roundedDown = ({ n, d }: Ratio): bigint => (n >= 0n ? n / d : -((-n + d - 1n) / d));
export const roundedHalfUp = ({ n, d }: Ratio): bigint => roundedDown({ n: 2n * n + d, d: 2n * d });

/** A plain decimal without zeros at the end: exact where so many decimals hold it, otherwise half-up. */
export function decimalOf(ratio: Ratio, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const scaled = roundedHalfUp({ n: (ratio.n < 0n ? -ratio.n : ratio.n) * scale, d: ratio.d });
  const text = pointed(scaled, decimals);
  return ratio.n < 0n && scaled !== 0n ? `-${text}` : text;
}

/** A plain decimal of what is above 0: exact where so many significant digits hold it, otherwise rounded up. */
export function significantOf({ n, d }: Ratio, digits: number): string {
  const places = Math.max(digits - magnitude({ n, d }), 0);
  const scaled = n * 10n ** BigInt(places);
  return pointed((scaled + d - 1n) / d, places);
}

/** How many digits stand before the point; 0 or below where the first that counts stands after it. */
function magnitude({ n, d }: Ratio): number {
  if (n >= d) return (n / d).toString().length;
  let zeros = 0;
  for (let value = n * 10n; value < d; value *= 10n) zeros++;
  return -zeros;
}

function pointed(scaled: bigint, decimals: number): string {
  const digits = scaled.toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
