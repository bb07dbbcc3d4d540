import { MAX_QUANTITY } from './quantity';
import { fault, malformed } from './refusal';

/**
 * Reductions of pool members are counted in whole micrograms of CO2e: the smallest amount any source tells, so that
 * nothing is ever rounded away on the way to a tonne.
 */
export type Micrograms = bigint;

const MICROGRAMS_PER_GRAM = 1_000_000n;
const GRAMS = /^(0|[1-9]\d{0,12})(?:\.(\d{1,6}))?$/;

/** Reads grams with at most six decimals. @throws Refusal INPUT_MALFORMED naming `field` */
export function parseGrams(text: string, field: string): Micrograms {
  const parts = GRAMS.exec(text);
  if (parts === null) {
    throw malformed([
      fault(
        field,
        'grams',
        'must be grams with at most six decimals, e.g. 1256.8',
        '应为至多六位小数的克数，例如 1256.8',
      ),
    ]);
  }
  const [, whole = '0', decimals = ''] = parts;
  return BigInt(whole) * MICROGRAMS_PER_GRAM + BigInt(decimals.padEnd(6, '0'));
}

/** Grams, exactly, without needless zeros. */
export function formatGrams(amount: Micrograms): string {
  const decimals = (amount % MICROGRAMS_PER_GRAM).toString().padStart(6, '0').replace(/0+$/, '');
  const whole = (amount / MICROGRAMS_PER_GRAM).toString();
  return decimals === '' ? whole : `${whole}.${decimals}`;
}

/** The sum of amounts that one pool can count in a period. @throws Refusal INPUT_MALFORMED naming `field` */
export function sumWithin(amounts: readonly Micrograms[], field: string): Micrograms {
  const sum = amounts.reduce((total, amount) => total + amount, 0n);
  if (sum > MAX_QUANTITY) {
    throw malformed([
      fault(field, 'maximum', 'together they are more than can be counted', '合计超过可记录的最大值'),
    ]);
  }
  return sum;
}
