import { type ChinaDate, chinaDate } from '@carbon/kernel';
import { readIdentityNumber } from './identity-number';
import type { PersonFields } from './person-fields';

/** The birth date, said outright or by the identity number; undefined when neither is known. */
export function birthDateOf({ birthDate, identityNumber }: PersonFields): ChinaDate | undefined {
  if (birthDate !== undefined) return birthDate as ChinaDate;
  const read = identityNumber === undefined ? undefined : readIdentityNumber(identityNumber);
  return read?.kind === 'resident-id' ? read.birthDate : undefined;
}

/**
 * Whether somebody has not completed `years` of life on the China day of a moment. Years are completed on the birthday;
 * who was born on 29 February completes them on 1 March of other years.
 */
export function isUnderAge(birthDate: ChinaDate, years: number, now: Date): boolean {
  const year = String(Number(birthDate.slice(0, 4)) + years).padStart(4, '0');
  return chinaDate(now) < `${year}${birthDate.slice(4)}`;
}
