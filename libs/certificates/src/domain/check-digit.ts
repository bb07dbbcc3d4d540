/**
 * Check digit of ISO/IEC 7064 MOD 11,10 over decimal digits: finds every single wrong digit and all but very few swaps
 * of neighbours.
 * @throws RangeError unless `digits` are decimal digits
 */
export function checkDigit(digits: string): string {
  if (!/^\d+$/.test(digits)) throw new RangeError('check digit of something else than digits');
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return String((11 - product) % 10);
}
