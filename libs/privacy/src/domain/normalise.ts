import { normaliseIdentityNumber } from './identity-number';

/** Of a mainland mobile number the country code may be left out; elsewhere it belongs to the number. */
const MAINLAND = /^(?:00)?86(1\d{10})$/;

function normalisePhone(text: string): string {
  const digits = text.normalize('NFKC').replace(/\D/gu, '');
  return MAINLAND.exec(digits)?.[1] ?? digits;
}

const plain = (text: string) => text.normalize('NFKC').trim();
const email = (text: string) => plain(text).toLowerCase();

const BY_KIND: Readonly<Record<string, (text: string) => string>> = {
  email,
  phone: normalisePhone,
  'identity-number': normaliseIdentityNumber,
};

/**
 * One way to write a value, so that it is found however it was typed. The last word of the purpose says what it is:
 * `email`, `phone`, `identity-number`, also behind a room's name as in `login.email`.
 */
export function normaliseFor(purpose: string, value: string): string {
  const kind = purpose.slice(purpose.lastIndexOf('.') + 1);
  return (BY_KIND[kind] ?? plain)(value);
}
