import { fault, malformed, type Micrograms, parseGrams, parseWhole } from '@carbon/kernel';

/**
 * What a member's row of a period tells: its reduction itself, energy that a factor turns into one, or only a weight
 * (kW installed, mu of land) by which the verified total of the pool is shared.
 */
export const BASES = ['grams', 'micrograms', 'kwh', 'weight'] as const;
export type Basis = (typeof BASES)[number];

const DECIMAL = /^(0|[1-9]\d{0,11})(?:\.(\d{1,3}))?$/;
const FACTOR = /^(0|[1-9]\d{0,2})(?:\.(\d{1,6}))?$/;
const MICROGRAMS_PER_WH_STEP = 1_000_000n;

/**
 * What stands in a row, as a whole number: micrograms, Wh, or thousandths of a weight.
 * @throws Refusal INPUT_MALFORMED naming `field`
 */
export function parseMeasure(basis: Basis, text: string, field: string): bigint {
  if (basis === 'grams') return parseGrams(text, field);
  if (basis === 'micrograms') return parseWhole(text, field);
  const parts = DECIMAL.exec(text);
  if (parts === null) {
    throw malformed([
      fault(field, 'decimal', 'must be a number with at most three decimals', '应为至多三位小数的数'),
    ]);
  }
  const [, whole = '0', decimals = ''] = parts;
  return BigInt(whole) * 1_000n + BigInt(decimals.padEnd(3, '0'));
}

/** A row as it was told. */
export function formatMeasure(basis: Basis, value: bigint): string {
  if (basis === 'micrograms') return value.toString();
  const places = basis === 'grams' ? 6 : 3;
  const unit = 10n ** BigInt(places);
  const decimals = (value % unit).toString().padStart(places, '0').replace(/0+$/, '');
  const whole = (value / unit).toString();
  return decimals === '' ? whole : `${whole}.${decimals}`;
}

/**
 * An emission factor in tCO2/MWh with at most six decimals, as micrograms per Wh: whole, hence exact.
 * @throws Refusal INPUT_MALFORMED naming `field`
 */
export function parseFactor(text: string, field: string): bigint {
  const parts = FACTOR.exec(text);
  const [, whole = '0', decimals = ''] = parts ?? [];
  const factor = BigInt(whole) * MICROGRAMS_PER_WH_STEP + BigInt(decimals.padEnd(6, '0'));
  if (parts === null || factor === 0n) {
    throw malformed([
      fault(
        field,
        'factor',
        'must be tCO2/MWh above 0 with at most six decimals, e.g. 0.5703',
        '应为大于 0、至多六位小数的 tCO2/MWh，例如 0.5703',
      ),
    ]);
  }
  return factor;
}

/**
 * The reduction that a row tells; undefined where it tells a weight only.
 * @param factor micrograms per Wh, for rows of energy
 */
export function reductionOf(basis: Basis, value: bigint, factor: bigint | null): Micrograms | undefined {
  if (basis === 'weight') return undefined;
  if (basis !== 'kwh') return value;
  if (factor === null) throw new RangeError('energy without an emission factor');
  return value * factor;
}
