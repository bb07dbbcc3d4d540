import { isUtf8 } from 'node:buffer';
import type { Json } from '@carbon/kernel';

/*
 * The one file form of a JSON value: keys sorted as in RFC 8785 section 3.2.3, two spaces of indentation, a newline at
 * the end, UTF-8. A file is read only if writing what was read gives the same bytes; so white space, escapes, repeated
 * keys, digits beyond the precision of a number and the order of keys can hide nothing.
 */

/** Deeper values are refused; no record comes near. */
const MAX_DEPTH = 32;
/** Larger files are refused, in characters; bundles have a few thousand. */
const MAX_LENGTH = 1_048_576;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** @throws RangeError when the value is nested too deeply or a string is not well-formed Unicode */
export function fileForm(value: Json): string {
  return `${write(value, 0)}\n`;
}

/** The value of a file in its one form; nothing when the bytes differ from that form in any way. */
export function readFileForm(file: Uint8Array | string): Json | undefined {
  if (file.length > MAX_LENGTH) return undefined;
  if (typeof file !== 'string') {
    return isUtf8(file) ? readFileForm(Buffer.from(file).toString('utf8')) : undefined;
  }
  try {
    const value = JSON.parse(file) as Json;
    return fileForm(value) === file ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function write(value: Json, depth: number): string {
  if (depth > MAX_DEPTH) throw new RangeError('nested too deeply');
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) {
    return enclose(
      '[',
      value.map((item) => write(item, depth + 1)),
      ']',
      depth,
    );
  }
  const members = Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, item]) => `${quote(name)}: ${write(item, depth + 1)}`);
  return enclose('{', members, '}', depth);
}

function enclose(open: string, items: readonly string[], close: string, depth: number): string {
  if (items.length === 0) return open + close;
  const inner = '\n' + '  '.repeat(depth + 1);
  return open + inner + items.join(',' + inner) + '\n' + '  '.repeat(depth) + close;
}

function quote(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new RangeError('not well-formed Unicode');
  return JSON.stringify(text);
}

/** `Array.isArray` does not narrow readonly lists. */
function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}
