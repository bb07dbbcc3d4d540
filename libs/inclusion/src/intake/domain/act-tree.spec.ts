import { hash } from 'node:crypto';
import { pathOf, rootByPath, rootOf } from './act-tree';

const leafNumber = (at: number) => hash('sha256', `leaf ${at}`, 'buffer');
const leavesOf = (count: number) => Buffer.concat(Array.from({ length: count }, (_, at) => leafNumber(at)));

/** The definition of RFC 9162, section 2.1.1, word for word: split at the largest power of two below the count. */
function defined(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const left = defined(leaves.slice(0, split));
  const right = defined(leaves.slice(split));
  return hash('sha256', Buffer.concat([Uint8Array.of(1), left, right]), 'buffer');
}

const COUNTS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 33, 100];

it.each(COUNTS)('the root of %i leaves is that of RFC 9162', (count) => {
  const leaves = Array.from({ length: count }, (_, at) => leafNumber(at));
  expect(Buffer.from(rootOf(leavesOf(count))).equals(defined(leaves))).toBe(true);
});

it.each(COUNTS)('every one of %i leaves leads to the root by its path, and no other does', (count) => {
  const leaves = leavesOf(count);
  const root = Buffer.from(rootOf(leaves)).toString('hex');
  for (let at = 0; at < count; at++) {
    const path = pathOf(leaves, at);
    const led = (leaf: Uint8Array, place = at, size = count, by: readonly Uint8Array[] = path) =>
      Buffer.from(rootByPath(leaf, place, size, by) ?? []).toString('hex');
    expect(led(leafNumber(at))).toBe(root);
    expect(led(leafNumber(at + 1))).not.toBe(root);
    expect(led(leafNumber(at), at, count, [...path, leafNumber(0)])).toBe('');
    if (count > 1) {
      expect(led(leafNumber(at), at, count, path.slice(1))).toBe('');
      expect(led(leafNumber(at), (at + 1) % count)).not.toBe(root);
    }
  }
});

it('there is no tree of nothing, no place outside of it, and no path of other bytes', () => {
  expect(() => rootOf(new Uint8Array(0))).toThrow(RangeError);
  expect(() => rootOf(new Uint8Array(33))).toThrow(RangeError);
  expect(() => pathOf(leavesOf(3), 3)).toThrow(RangeError);
  expect(() => pathOf(leavesOf(3), -1)).toThrow(RangeError);
  expect(() => pathOf(leavesOf(3), 0.5)).toThrow(RangeError);
  expect(rootByPath(leafNumber(0), 3, 3, [])).toBeUndefined();
  expect(rootByPath(leafNumber(0), 0, 2, [new Uint8Array(31)])).toBeUndefined();
});
