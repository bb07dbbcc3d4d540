import { DECORATIONS, PHASE, SIZE, TRADITIONAL } from './rules/name-words';
import { PLACE_ALIASES } from './rules/place-aliases';

/** A name without what changes from file to file. */
export interface NormalName {
  /** What is left of it, or the first name of its place where several are known. */
  readonly key: string;
  /** Pairs of neighbouring characters. */
  readonly grams: readonly string[];
  /** Numbers it holds, its phase among them: names of a series differ by these alone. */
  readonly numbers: readonly string[];
  /** Another place this may be, by its key, when nobody is sure. */
  readonly maybe?: string;
}

const SIMPLIFIED = new Map(
  Array.from({ length: TRADITIONAL.length / 2 }, (_, at) => [TRADITIONAL[2 * at], TRADITIONAL[2 * at + 1]]),
);
const CHINESE_DIGITS = '一二三四五六七八九十';
const ROMAN: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iv: '4', v: '5' };

/** NFKC, lower case, simplified characters. */
function plain(name: string): string {
  return Array.from(name.normalize('NFKC').toLowerCase(), (each) => SIMPLIFIED.get(each) ?? each).join('');
}

/** Letters, digits and characters alone. */
const bare = (text: string) => text.replace(/[^\p{L}\p{N}]+/gu, '');

function undecorated(text: string): string {
  return bare(DECORATIONS.reduce((rest, word) => rest.replaceAll(word, ' '), text));
}

interface Places {
  readonly sure: ReadonlyMap<string, string>;
  readonly unsure: ReadonlyMap<string, string>;
}

function placesOf(): Places {
  const sure = new Map<string, string>();
  const unsure = new Map<string, string>();
  for (const place of PLACE_ALIASES.value) {
    const keys = place.names.map((name) => stripped(plain(name)).key);
    for (const key of keys) (place.unsure === true ? unsure : sure).set(key, keys[0] ?? key);
  }
  return { sure, unsure };
}

/** Without size, phase and decoration; a name of nothing else keeps what it has. */
function stripped(text: string): { readonly key: string; readonly phase?: string } {
  const [all, chinese, latin] = PHASE.exec(text) ?? [];
  const number = chinese ?? latin;
  const rest = undecorated((all === undefined ? text : text.replace(all, ' ')).replaceAll(SIZE, ' '));
  const key = rest === '' ? bare(text) : rest;
  return number === undefined ? { key } : { key, phase: phaseNumber(number) };
}

function phaseNumber(word: string): string {
  const digit = CHINESE_DIGITS.indexOf(word) + 1;
  return digit > 0 ? digit.toString() : (ROMAN[word] ?? BigInt(word).toString());
}

let places: Places | undefined;

/** A name as it is compared with others. */
export function normalName(name: string): NormalName {
  places ??= placesOf();
  const { key: own, phase } = stripped(plain(name));
  const key = places.sure.get(own) ?? own;
  const maybe = places.unsure.get(own);
  // the first phase is what a thing is called before there is a second
  const numbers = [
    ...(key.match(/\d+/g) ?? []),
    ...(phase === undefined || phase === '1' ? [] : [`#${phase}`]),
  ];
  return { key, grams: gramsOf(key), numbers, ...(maybe === undefined ? {} : { maybe }) };
}

function gramsOf(key: string): string[] {
  const letters = Array.from(key);
  if (letters.length < 2) return letters;
  return [...new Set(letters.slice(1).map((letter, at) => `${letters[at] ?? ''}${letter}`))];
}

/** How alike two names are, in hundredths: twice the pairs they share over all they have (Dice). */
export function nameLikeness(a: NormalName, b: NormalName): number {
  const all = a.grams.length + b.grams.length;
  if (all === 0) return 0;
  const theirs = new Set(b.grams);
  return Math.floor((200 * a.grams.filter((gram) => theirs.has(gram)).length) / all);
}

/** Names of a series, `3 号` and `4 号`, are as alike as can be and mean different things. */
export function differByNumber(a: NormalName, b: NormalName): boolean {
  return a.numbers.join() !== b.numbers.join();
}

/** The names, as they are compared, of places that may be this one. */
export function unsureNames(place: string): string[] {
  places ??= placesOf();
  return [...places.unsure].flatMap(([name, first]) => (first === place ? [name] : []));
}

/** A number of a meter, a file or a parcel without spaces, dashes and case. */
export function normalNumber(number: string): string {
  return bare(number.normalize('NFKC').toUpperCase());
}
