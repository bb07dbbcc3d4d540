import { createHash } from 'node:crypto';
import { EMPTY_ROOT, NodeHasher, leafHash, nodeHash } from './merkle-hash';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('hashes of RFC 9162 section 2.1.1', () => {
  it('the empty tree has the SHA-256 of nothing', () => {
    expect(hex(EMPTY_ROOT)).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('an empty leaf is the SHA-256 of one zero byte', () => {
    expect(hex(leafHash(new Uint8Array(0)))).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('a leaf with the bytes of a node is not that node', () => {
    const [left, right] = [leafHash(Buffer.from('a')), leafHash(Buffer.from('b'))];
    expect(leafHash(Buffer.concat([left, right]))).not.toEqual(nodeHash(left, right));
  });

  it('single and bulk node hashes are SHA-256 of 0x01 and both children', async () => {
    const hasher = await NodeHasher.create();
    for (let round = 0; round < 50; round++) {
      const [left, right] = [leafHash(Uint8Array.of(round)), leafHash(Uint8Array.of(round, 1))];
      const expected = createHash('sha256').update('\u0001').update(left).update(right).digest('hex');
      expect(hex(nodeHash(left, right))).toBe(expected);
      expect(hex(hasher.node(left, right))).toBe(expected);
    }
  });

  it('a bulk hash given away is not changed by the next', async () => {
    const hasher = await NodeHasher.create();
    const first = hasher.node(EMPTY_ROOT, EMPTY_ROOT);
    const copy = first.slice();
    hasher.node(first, first);
    expect(first).toEqual(copy);
  });
});
