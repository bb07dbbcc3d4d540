import { fault, type FieldFault, malformed } from '@carbon/kernel';

/**
 * Unified social credit code of legal persons and other organisations (统一社会信用代码, GB 32100-2015): registering
 * authority (1), kind of body (1), district of registration (6 digits), organisation code (9, the last of them its own
 * check character by GB 11714-1997), check character (1).
 *
 * A few codes of early pilots carry another last character than the standard gives. They are refused here: a registry
 * that let some wrong check characters through would have none.
 */
export const SOCIAL_CREDIT_CODE_LENGTH = 18;

/** Letters that look like digits are left out. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const DIGITS = '0123456789';
/** The organisation code counts all letters: A is 10, Z is 35. */
const ALL_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const ORGANISATION_CHECKS = '0123456789X';
/** 3^i mod 31 for i from 0. */
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

const ORGANISATION_FROM = 8;
const ORGANISATION_CHECK_AT = 16;
const CHECK_AT = 17;

function weighted(text: string, values: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * values.indexOf(text.charAt(at)), 0);
}

/** The last character of an organisation code (GB 11714), from its first eight. */
export function organisationCheckCharacter(eight: string): string {
  return ORGANISATION_CHECKS.charAt((11 - (weighted(eight, ALL_LETTERS, ORGANISATION_WEIGHTS) % 11)) % 11);
}

/** The last character of a social credit code, from its first seventeen. */
export function socialCreditCheckCharacter(seventeen: string): string {
  return ALPHABET.charAt((31 - (weighted(seventeen, ALPHABET, WEIGHTS) % 31)) % 31);
}

interface Allowed {
  readonly characters: string;
  readonly en: string;
  readonly zh: string;
}
const DIGIT: Allowed = { characters: DIGITS, en: 'must be a digit', zh: '应为数字' };
const ORGANISATION_CHECK: Allowed = {
  characters: ORGANISATION_CHECKS,
  en: 'must be a digit or X',
  zh: '应为数字或 X',
};
const ANY: Allowed = {
  characters: ALPHABET,
  en: 'must be a digit or a capital letter other than I, O, S, V, Z',
  zh: '应为数字或 I、O、S、V、Z 以外的大写字母',
};

/** What may stand at a place, counted from 0. */
function allowedAt(place: number): Allowed {
  if (place >= 2 && place < ORGANISATION_FROM) return DIGIT;
  return place === ORGANISATION_CHECK_AT ? ORGANISATION_CHECK : ANY;
}

/** What is wrong with a code, naming the first character that fails; undefined when it is right. */
export function faultOfSocialCreditCode(code: string, field = 'socialCreditCode'): FieldFault | undefined {
  if (code.length !== SOCIAL_CREDIT_CODE_LENGTH) {
    return fault(field, 'length', `must have ${SOCIAL_CREDIT_CODE_LENGTH} characters`, '应为 18 位');
  }
  for (let place = 0; place < code.length; place++) {
    const allowed = allowedAt(place);
    const character = code.charAt(place);
    if (!allowed.characters.includes(character)) {
      return characterFault(field, 'character', place, character, allowed.en, allowed.zh);
    }
  }
  const organisation = organisationCheckCharacter(code.slice(ORGANISATION_FROM, ORGANISATION_CHECK_AT));
  if (code.charAt(ORGANISATION_CHECK_AT) !== organisation) {
    return characterFault(
      field,
      'organisation-check',
      ORGANISATION_CHECK_AT,
      code.charAt(ORGANISATION_CHECK_AT),
      `is not the check character of the organisation code before it (GB 11714)`,
      '不是前八位组织机构代码的校验码（GB 11714）',
    );
  }
  if (code.charAt(CHECK_AT) !== socialCreditCheckCharacter(code.slice(0, CHECK_AT))) {
    return characterFault(
      field,
      'check',
      CHECK_AT,
      code.charAt(CHECK_AT),
      'is not the check character of the seventeen before it (GB 32100)',
      '不是前十七位的校验码（GB 32100）',
    );
  }
  return undefined;
}

function characterFault(
  field: string,
  rule: string,
  place: number,
  character: string,
  en: string,
  zh: string,
): FieldFault {
  return fault(
    field,
    rule,
    `character ${place + 1}, ${character}, ${en}`,
    `第 ${place + 1} 位 ${character} ${zh}`,
  );
}

/** @throws Refusal INPUT_MALFORMED naming the character that fails */
export function requireSocialCreditCode(code: string, field = 'socialCreditCode'): void {
  const wrong = faultOfSocialCreditCode(code, field);
  if (wrong !== undefined) throw malformed([wrong]);
}
