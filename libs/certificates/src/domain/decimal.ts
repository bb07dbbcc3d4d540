import { fault, malformed } from '@carbon/kernel';

const DECIMAL = /^(0|[1-9]\d*)(?:\.(\d+))?$/;
const MAX_LENGTH = 40;

export interface DecimalBounds {
  /** Decimal places of the written unit that make one counted unit: 3 for kWh read as Wh. */
  readonly places: number;
  /** Largest value, in counted units. */
  readonly maximum: bigint;
  /** The counted unit, for messages. */
  readonly unit: string;
}

/**
 * Reads a decimal string exactly as a whole number of a smaller unit: "0.678" with 6 places is 678000. No sign,
 * exponent, leading zero or white space; zeros behind the last place are harmless, other digits there are refused.
 * @throws Refusal INPUT_MALFORMED naming `field` and the rule (`decimal`, `negative`, `resolution` or `maximum`)
 */
export function parseScaled(text: unknown, field: string, bounds: DecimalBounds): bigint {
  const { places, maximum, unit } = bounds;
  if (typeof text === 'string' && text.length <= MAX_LENGTH && /^-\d/.test(text)) {
    throw malformed([fault(field, 'negative', 'must not be negative', '不得为负数')]);
  }
  const match = typeof text === 'string' && text.length <= MAX_LENGTH ? DECIMAL.exec(text) : null;
  if (match === null) {
    throw malformed([
      fault(
        field,
        'decimal',
        'must be a plain decimal string ≥ 0, e.g. "12345.678"',
        '必须是普通十进制非负数字字符串，例如 "12345.678"',
      ),
    ]);
  }
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > places) {
    throw malformed([
      fault(field, 'resolution', `must not be finer than 1 ${unit}`, `精度不得细于 1 ${unit}`),
    ]);
  }
  const value = BigInt((match[1] ?? '') + fraction.padEnd(places, '0'));
  if (value > maximum) {
    const largest = formatScaled(maximum, places);
    throw malformed([fault(field, 'maximum', `must not exceed ${largest}`, `不得超过 ${largest}`)]);
  }
  return value;
}

/** Writes a count of small units in the larger unit, without trailing zeros: 678000 with 6 places is "0.678". */
export function formatScaled(value: bigint, places: number): string {
  const scale = 10n ** BigInt(places);
  const fraction = (value % scale).toString().padStart(places, '0').replace(/0+$/, '');
  const whole = (value / scale).toString();
  return fraction === '' ? whole : `${whole}.${fraction}`;
}
