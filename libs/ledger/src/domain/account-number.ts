import type { AccountKind } from './vocabulary';

const PREFIX = 'CL';
const TYPES: Record<AccountKind, number> = {
  holding: 100,
  exchange: 110,
  custody: 120,
  funds: 200,
  points: 300,
};

/** The decimal codes of the letters, A = 10 … Z = 35. */
const letters = (text: string) => text.replace(/[A-Z]/g, (letter) => (letter.charCodeAt(0) - 55).toString());

/**
 * The check digits of an account number: MOD 97-10 over identifier, prefix letters, type (3 digits), period (2) and
 * two zeros (REG-014).
 */
export function checkDigits(prefix: string, type: number, identifier: number, period: number): number {
  const digits =
    identifier.toString() +
    letters(prefix) +
    type.toString().padStart(3, '0') +
    period.toString().padStart(2, '0');
  return 98 - Number(BigInt(`${digits}00`) % 97n);
}

/** The public number of an account, `CL-100-1024-0-28`: type, identifier, period, check digits. */
export function accountNumber(kind: AccountKind, id: number): string {
  const type = TYPES[kind];
  return `${PREFIX}-${type}-${id}-0-${checkDigits(PREFIX, type, id, 0)}`;
}

const SHAPE = /^CL-(\d{3})-([1-9]\d{0,9})-0-([1-9]\d?)$/;

/** Whether a text is an account number with the right check digits; says nothing about the account's existence. */
export function isAccountNumber(text: string): boolean {
  const [, type, identifier, check] = SHAPE.exec(text) ?? [];
  return check !== undefined && checkDigits(PREFIX, Number(type), Number(identifier), 0) === Number(check);
}
