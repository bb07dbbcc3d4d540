import { fault, malformed } from './refusal';

/** The largest value of a PostgreSQL bigint: no quantity of the ledger is larger. */
export const MAX_QUANTITY = 9_223_372_036_854_775_807n;

const DIGITS = /^(0|[1-9]\d*)$/;

/**
 * Reads a whole quantity ≥ 1 from its decimal string: no sign, no fraction, no exponent, no leading zero.
 * @throws Refusal INPUT_MALFORMED naming `field` and the rule (`integer`, `positive` or `maximum`)
 */
export function parseQuantity(text: unknown, field = 'quantity'): bigint {
  const quantity = parseWhole(text, field);
  if (quantity === 0n) {
    throw malformed([fault(field, 'positive', 'must be at least 1', '必须至少为 1')]);
  }
  return quantity;
}

/** As `parseQuantity`, but zero is allowed. */
export function parseWhole(text: unknown, field: string): bigint {
  if (typeof text !== 'string' || !DIGITS.test(text)) {
    throw malformed([
      fault(
        field,
        'integer',
        'must be a whole number ≥ 0 as a decimal string, e.g. "1000"',
        '必须是以十进制字符串表示的非负整数，例如 "1000"',
      ),
    ]);
  }
  if (text.length > 19 || BigInt(text) > MAX_QUANTITY) {
    throw malformed([
      fault(
        field,
        'maximum',
        `must not exceed ${MAX_QUANTITY.toString()}`,
        `不得超过 ${MAX_QUANTITY.toString()}`,
      ),
    ]);
  }
  return BigInt(text);
}
