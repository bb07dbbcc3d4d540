import { fault, MAX_QUANTITY, Refusal } from '@carbon/kernel';
import { yuanOf } from '../../domain/trading';

/** Whole yuan without leading zeros, and decimals where there are any. */
const DECIMAL = /^(0|[1-9]\d{0,16})(?:\.(\d{1,9}))?$/;
const FEN_DIGITS = 2;

/**
 * TRD-002: a price in yuan, as JSON writes it ("50.10"), in whole fen.
 * @throws Refusal INPUT_MALFORMED naming `field` and what is wrong: `decimal`, `tick` (finer than 0.01 yuan), `positive`,
 * `maximum`
 */
export function parsePriceFen(text: string, field = 'price'): bigint {
  const [, whole, decimals = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined)
    throw faulty(
      field,
      'decimal',
      'must be yuan as a decimal string, e.g. "50.10"',
      '必须是以十进制字符串表示的元，例如 "50.10"',
    );
  const exact = decimals.replace(/0+$/, '');
  if (exact.length > FEN_DIGITS)
    throw faulty(field, 'tick', 'must be a multiple of 0.01 yuan', '最小变动单位为 0.01 元');
  const fen = BigInt(whole + exact.padEnd(FEN_DIGITS, '0'));
  if (fen === 0n) throw faulty(field, 'positive', 'must be more than 0', '必须大于 0');
  if (fen > MAX_QUANTITY) throw faulty(field, 'maximum', 'is too large', '数值过大');
  return fen;
}

function faulty(field: string, rule: string, en: string, zh: string): Refusal {
  return new Refusal(
    'INPUT_MALFORMED',
    400,
    { zh: `输入有误：${field}`, en: `The input is not valid: ${field}` },
    { rule: 'TRD-002', fields: [fault(field, rule, en, zh)] },
  );
}

/** Fen as yuan with two decimals, exactly: 5010 is "50.10". */
export const yuan = yuanOf;

/** The same of what may be missing. */
export const yuanOrNull = (fen: bigint | null | undefined): string | null =>
  fen === null || fen === undefined ? null : yuan(fen);
