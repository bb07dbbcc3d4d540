import { fault, malformed } from '@carbon/kernel';

const REFERENCE = /^[A-Z0-9][A-Z0-9._-]{0,39}$/;
/** A mainland mobile number, or an identity number of 18 digits, however they are set: these are no pseudonyms. */
const PERSONAL = /^(?:(?:0{0,2}86)?1[3-9]\d{9}|\d{17}[\dX])$/;

/**
 * The pseudonymous number by which a partner knows a user of its own.
 * @throws Refusal INPUT_MALFORMED naming `field`; for telephone and identity numbers, too (PII-004)
 */
export function parsePartnerReference(text: string, field: string): string {
  if (!REFERENCE.test(text)) {
    throw malformed([
      fault(
        field,
        'reference',
        'must be capital letters, digits, dots, hyphens, underscores, 40 at most, e.g. U-0537',
        '只能由大写字母、数字、点、连字符和下划线组成，最多 40 个字符，例如 U-0537',
      ),
    ]);
  }
  if (PERSONAL.test(text.replace(/[._-]/g, ''))) {
    throw malformed([
      fault(
        field,
        'personal',
        'looks like a telephone or identity number: users go by a number that says nothing of the person',
        '疑似手机号或身份证号：用户编号不得含个人信息',
      ),
    ]);
  }
  return text;
}
