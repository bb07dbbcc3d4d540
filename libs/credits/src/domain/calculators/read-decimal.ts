import { fault, malformed } from '@carbon/kernel';

const DECIMAL = /^(0|[1-9]\d{0,17})(\.\d{1,12})?$/;
const MAX_TEXT = 200;

/** What `parseDecimal` takes. */
export const decimalSchema = { type: 'string', pattern: DECIMAL.source } as const;

/** A plain decimal string from 0. @throws Refusal INPUT_MALFORMED naming `field` */
export function parseDecimal(value: unknown, field: string): string {
  if (typeof value === 'string' && DECIMAL.test(value)) return value;
  throw malformed([
    fault(
      field,
      'decimal',
      'must be a plain decimal string ≥ 0, e.g. "12345.678"',
      '必须是普通十进制非负数字字符串，例如 "12345.678"',
    ),
  ]);
}

/** A short text that may be absent. @throws Refusal INPUT_MALFORMED naming `field` */
export function optionalText(value: unknown, field: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT) return value.trim();
  throw malformed([
    fault(
      field,
      'text',
      `must be a text of 1 to ${MAX_TEXT} characters`,
      `必须是 1 至 ${MAX_TEXT} 个字符的文本`,
    ),
  ]);
}
