import type { Transaction } from '@carbon/database';
import { fault, malformed, type Text } from '@carbon/kernel';
import type { PersonFields, PersonVault } from '@carbon/privacy';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';

/** NIST SP 800-63B, 5.1.1.2: length rather than kinds of characters, and no passwords that are tried first. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;
/** Of 0 to 4: "safely unguessable". */
const ENOUGH = 3;

/** The estimator finds own words put one after another hard to guess: something else must stand beside them. */
const BEYOND_WORDS = 8;

const HOUSE_WORDS = ['carbon', 'carbon ledger', 'tanzhangben', '碳账本'];

/** What makes a password easy to guess, by the estimator's own keys. */
const REASONS: Readonly<Record<string, Text>> = {
  straightRow: { zh: '键盘上相邻的按键很容易被猜到', en: 'straight rows of keys are easy to guess' },
  keyPattern: { zh: '键盘上的简单路径很容易被猜到', en: 'short patterns on the keyboard are easy to guess' },
  simpleRepeat: { zh: '重复的字符很容易被猜到', en: 'repeated characters are easy to guess' },
  extendedRepeat: { zh: '重复的词组很容易被猜到', en: 'repeated words are easy to guess' },
  sequences: { zh: '连续的字符或数字很容易被猜到', en: 'sequences of characters are easy to guess' },
  recentYears: { zh: '近年的年份很容易被猜到', en: 'recent years are easy to guess' },
  dates: { zh: '日期很容易被猜到', en: 'dates are easy to guess' },
  topTen: { zh: '这是最常用的密码之一', en: 'this is one of the most used passwords' },
  topHundred: { zh: '这是最常用的密码之一', en: 'this is one of the most used passwords' },
  common: { zh: '这是常用密码', en: 'this is a commonly used password' },
  similarToCommon: { zh: '与常用密码相似', en: 'this is like a commonly used password' },
  wordByItself: { zh: '单个词语很容易被猜到', en: 'single words are easy to guess' },
  namesByThemselves: { zh: '姓名很容易被猜到', en: 'names are easy to guess' },
  commonNames: { zh: '常见姓名很容易被猜到', en: 'common names are easy to guess' },
  userInputs: {
    zh: '含有您的姓名、邮箱或本平台的名称',
    en: 'it holds your name, your e-mail address or the name of this platform',
  },
};
const JUST_WEAK: Text = { zh: '太容易被猜到', en: 'it is too easy to guess' };

let estimator: ZxcvbnFactory | undefined;

/** The dictionaries are large: they are read when the first password is set. */
function estimate(password: string, words: string[]): { score: number; warning: string | null } {
  estimator ??= new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs });
  const { score, feedback } = estimator.check(password, words);
  return { score, warning: feedback.warning };
}

/** What an attacker who knows the person tries first. */
export function ownWords({ name, email }: PersonFields): string[] {
  const words = [name, email, ...(email ?? '').split(/[@._+-]/), ...(name ?? '').split(/\s/)];
  return words.flatMap((word) => (word === undefined || word.length < 2 ? [] : [word.toLowerCase()]));
}

/** How many characters are left without the words. */
function beyondWords(password: string, words: readonly string[]): number {
  const longestFirst = [...words].sort((a, b) => b.length - a.length);
  const rest = longestFirst.reduce((left, word) => left.replaceAll(word, ''), password.toLowerCase());
  return Array.from(rest).length;
}

/** @throws Refusal INPUT_MALFORMED which says why, and repeats nothing of the password */
export function requireStrongPassword(password: string, words: readonly string[], field: string): void {
  const length = Array.from(password).length;
  if (length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    throw malformed([
      fault(
        field,
        'length',
        `must have ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters`,
        `应为 ${SHORTEST_PASSWORD} 至 ${LONGEST_PASSWORD} 个字符`,
      ),
    ]);
  }
  const known = [...HOUSE_WORDS, ...words];
  const { score, warning } = estimate(password, known);
  const ownWordsAlone = beyondWords(password, known) < BEYOND_WORDS;
  if (score >= ENOUGH && !ownWordsAlone) return;
  const why = REASONS[ownWordsAlone ? 'userInputs' : (warning ?? '')] ?? JUST_WEAK;
  throw malformed([
    fault(
      field,
      'weak-password',
      `is too weak: ${why.en}; use several words that do not belong together`,
      `强度不足：${why.zh}；请使用几个互不相关的词语`,
    ),
  ]);
}

/** As `requireStrongPassword`, against the words of a person of the vault. */
export async function requireStrongPasswordOf(
  tx: Transaction,
  vault: PersonVault,
  personId: string,
  password: string,
  field: string,
): Promise<void> {
  requireStrongPassword(password, ownWords((await vault.own(tx, personId)) ?? {}), field);
}
