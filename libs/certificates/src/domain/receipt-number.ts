import type { ChinaDate } from '@carbon/kernel';
import { checkDigit } from './check-digit';

/** The number on a claim receipt (核销凭证), our own layout (X): `HX-20260302-00000017-3`, day, serial, check digit. */
export function receiptNumber(day: ChinaDate, serial: bigint): string {
  const date = day.replaceAll('-', '');
  const number = serial.toString().padStart(8, '0');
  return `HX-${date}-${number}-${checkDigit(date + number)}`;
}
