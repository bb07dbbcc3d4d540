import { fault, malformed } from '@carbon/kernel';

const DIGITS = /^(0|[1-9]\d{0,15})$/;

/** A JSON whole number, or its decimal string, from `min` to `max`. @throws Refusal INPUT_MALFORMED naming `field` */
export function readWholeNumber(
  value: unknown,
  field: string,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const number = typeof value === 'string' && DIGITS.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < min || number > max) {
    throw malformed([
      fault(
        field,
        'whole-number',
        `must be a whole number from ${min} to ${max}`,
        `必须是 ${min} 至 ${max} 的整数`,
      ),
    ]);
  }
  return number;
}

/** What `readWholeNumber` takes. */
export const wholeNumberSchema = (min: number, max: number) =>
  ({
    oneOf: [
      { type: 'integer', minimum: min, maximum: max },
      { type: 'string', pattern: DIGITS.source },
    ],
  }) as const;
