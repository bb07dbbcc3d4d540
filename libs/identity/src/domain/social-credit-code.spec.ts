import { Refusal } from '@carbon/kernel';
import {
  faultOfSocialCreditCode,
  organisationCheckCharacter,
  requireSocialCreditCode,
  socialCreditCheckCharacter,
} from './social-credit-code';

const LETTERS = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY');

/** The standard read aloud: a table of values, powers of three one by one, big integers. */
function naiveCheck(seventeen: string): string {
  const value = new Map(LETTERS.map((letter, at) => [letter, BigInt(at)]));
  let sum = 0n;
  Array.from(seventeen).forEach((letter, at) => (sum += (value.get(letter) ?? -1n) * 3n ** BigInt(at)));
  const rest = 31n - (sum % 31n);
  return LETTERS[Number(rest === 31n ? 0n : rest)] ?? '?';
}

function naiveOrganisationCheck(eight: string): string {
  let sum = 0;
  for (const [at, weight] of [3, 7, 9, 10, 5, 8, 4, 2].entries())
    sum += parseInt(eight.charAt(at), 36) * weight;
  const rest = 11 - (sum % 11);
  if (rest === 10) return 'X';
  return rest === 11 ? '0' : String(rest);
}

/** A small generator with a seed, so that a failing case comes again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function generate(random: () => number): string {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '0';
  const run = (count: number, from: readonly string[]) =>
    Array.from({ length: count }, () => pick(from)).join('');
  const eight = run(8, LETTERS);
  const seventeen = run(2, LETTERS) + run(6, LETTERS.slice(0, 10)) + eight + naiveOrganisationCheck(eight);
  return seventeen + naiveCheck(seventeen);
}

describe('unified social credit code (GB 32100-2015)', () => {
  it.each([
    ['91350100M000100Y43', 'the worked example of the standard'],
    ['91110000600037341L', 'a published example of validators'],
    ['91110108551385082Q', 'a published example of validators'],
  ])('%s is right: %s', (code) => {
    expect(faultOfSocialCreditCode(code)).toBeUndefined();
  });

  it('the example of the standard with Z as its last character is refused, naming character 18', () => {
    expect(faultOfSocialCreditCode('91350100M000100Y4Z')).toMatchObject({ rule: 'character' });
    expect(faultOfSocialCreditCode('91350100M000100Y4Z')?.message.en).toContain('character 18, Z,');
    expect(faultOfSocialCreditCode('91350100M000100Y44')).toMatchObject({ rule: 'check' });
  });

  it('agrees with the naive model on 2,000 codes, and each is right', () => {
    const random = seeded(7);
    for (let round = 0; round < 2_000; round++) {
      const code = generate(random);
      expect(socialCreditCheckCharacter(code.slice(0, 17))).toBe(naiveCheck(code.slice(0, 17)));
      expect(organisationCheckCharacter(code.slice(8, 16))).toBe(naiveOrganisationCheck(code.slice(8, 16)));
      expect([code, faultOfSocialCreditCode(code)]).toEqual([code, undefined]);
    }
  });

  it('finds every single wrong character and every swap of neighbours', () => {
    const random = seeded(11);
    const missed: string[] = [];
    const tryWrong = (wrong: string) => {
      if (faultOfSocialCreditCode(wrong) === undefined) missed.push(wrong);
    };
    for (let round = 0; round < 100; round++) {
      const code = generate(random);
      for (let at = 0; at < code.length; at++) {
        const [before, here, after] = [code.slice(0, at), code.charAt(at), code.slice(at + 1)];
        for (const letter of LETTERS) if (letter !== here) tryWrong(before + letter + after);
        const next = after.charAt(0);
        if (next !== '' && next !== here) tryWrong(before + next + here + after.slice(1));
      }
    }
    expect(missed).toEqual([]);
  });

  it.each(['I', 'O', 'S', 'V', 'Z', 'a', ' ', '-', '中'])('no code holds %s', (letter) => {
    expect(faultOfSocialCreditCode(`91350100${letter}000100Y43`)?.message.en).toContain('character 9,');
  });

  it('the district is six digits', () => {
    expect(faultOfSocialCreditCode('9135A100M000100Y43')?.message).toEqual({
      en: 'character 5, A, must be a digit',
      zh: '第 5 位 A 应为数字',
    });
  });

  it('the organisation code has a check character of its own, also when the last one fits', () => {
    const seventeen = '91350100M000100Y5';
    const code = seventeen + naiveCheck(seventeen);
    expect(faultOfSocialCreditCode(code)).toMatchObject({ rule: 'organisation-check' });
    expect(faultOfSocialCreditCode(code)?.message.en).toContain('character 17, 5,');
  });

  it('another length is refused', () => {
    expect(faultOfSocialCreditCode('')).toMatchObject({ rule: 'length' });
    expect(faultOfSocialCreditCode('91350100M000100Y433')).toMatchObject({ rule: 'length' });
  });

  it('the refusal names the field', () => {
    expect(() => requireSocialCreditCode('1', 'holder.socialCreditCode')).toThrow(Refusal);
    expect(() => requireSocialCreditCode('1', 'holder.socialCreditCode')).toThrow('holder.socialCreditCode');
  });
});
