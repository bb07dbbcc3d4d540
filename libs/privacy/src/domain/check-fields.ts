import { fault, type FieldFault, malformed, parseChinaDate, Refusal } from '@carbon/kernel';
import type { PersonFields } from './person-fields';
import { readIdentityNumber } from './identity-number';
import { normaliseFor } from './normalise';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
const LONGEST = 400;

/** Checks what is to be known of a person. @throws Refusal INPUT_MALFORMED, which repeats no value */
export function checkFields(fields: PersonFields): void {
  const faults = [...lengthFaults(fields), ...formFaults(fields), ...identityFaults(fields)];
  if (faults.length > 0) throw malformed(faults);
}

function lengthFaults(fields: PersonFields): FieldFault[] {
  return Object.entries(fields)
    .filter(([, value]: [string, unknown]) => value !== undefined)
    .filter(([, value]: [string, string]) => value.trim() === '' || value.length > LONGEST)
    .map(([name]) =>
      fault(name, 'length', `must have 1 to ${LONGEST} characters`, `应为 1 至 ${LONGEST} 个字符`),
    );
}

function formFaults({ email, phone, birthDate }: PersonFields): FieldFault[] {
  const faults: FieldFault[] = [];
  if (email !== undefined && !EMAIL.test(email.trim())) {
    faults.push(fault('email', 'email', 'must be an e-mail address', '应为电子邮箱地址'));
  }
  if (phone !== undefined && !/^\d{5,15}$/.test(normaliseFor('phone', phone))) {
    faults.push(fault('phone', 'phone', 'must be a telephone number', '应为电话号码'));
  }
  if (birthDate !== undefined) faults.push(...dateFaults(birthDate));
  return faults;
}

function dateFaults(birthDate: string): readonly FieldFault[] {
  try {
    parseChinaDate(birthDate, 'birthDate');
    return [];
  } catch (error) {
    if (error instanceof Refusal) return error.fields;
    throw error;
  }
}

function identityFaults({ identityNumber, birthDate }: PersonFields): FieldFault[] {
  if (identityNumber === undefined) return [];
  const read = readIdentityNumber(identityNumber);
  if (read === undefined) {
    return [
      fault(
        'identityNumber',
        'identity-number',
        'must be a resident identity number with a right check digit and birth date (GB 11643), or a passport number',
        '应为校验码与出生日期均正确的居民身份证号（GB 11643）或护照号码',
      ),
    ];
  }
  if (read.kind === 'resident-id' && birthDate !== undefined && read.birthDate !== birthDate) {
    return [
      fault(
        'birthDate',
        'agrees',
        'must be the birth date that the identity number names',
        '应与身份证号中的出生日期一致',
      ),
    ];
  }
  return [];
}
