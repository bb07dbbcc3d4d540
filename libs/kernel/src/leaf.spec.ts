import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json';
import { JOURNAL_DOMAIN, LeafHasher, SALT_BYTES } from './leaf';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

let hasher: LeafHasher;
beforeAll(async () => {
  hasher = await LeafHasher.create();
});

describe('commitments and leaves', () => {
  /** Computed with Python's hashlib, the last one also with sha256sum. */
  it.each([
    [
      '000102030405060708090a0b0c0d0e0f',
      '{"kind":"issuance","quantity":"1000"}',
      'e0894041295fa634542bae9abf72a2c3febc541da7c66afa320567ac1dd8d63d',
      '7e1944074334037b6ae756a1c4a5cc4431c8ac0b219f89996b93a1634616f8d3',
    ],
    [
      'ffffffffffffffffffffffffffffffff',
      '{"持有人":"浙江示例能源有限公司","数量":"9007199254740993"}',
      'a8c602194b4e0bbd8be5923b2905822eff8636c0ca40efef62804f33ed9cf79d',
      'cca1a9077d9d38cfd73584cd0235abc44e4e341f3c9a9243a21b356a668f04d3',
    ],
    [
      '00000000000000000000000000000000',
      '{}',
      '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
      '099ec0182a7eecc53fbce7c312c17b82f96f13a6c382aabb6a186091c42a09d8',
    ],
  ])('salt %s and record %s', (salt, record, commitment, leaf) => {
    const bytes = Buffer.from(salt, 'hex');
    expect(bytes).toHaveLength(SALT_BYTES);
    expect(hex(hasher.commitment(JOURNAL_DOMAIN, bytes, record))).toBe(commitment);
    expect(hex(hasher.leaf(Buffer.from(commitment, 'hex')))).toBe(leaf);
    expect(hex(hasher.leafOf(JOURNAL_DOMAIN, bytes, record))).toBe(leaf);
  });

  it('any record, however long and in any script, has the hashes that node computes', () => {
    const record = fc.dictionary(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
    );
    const salt = fc.uint8Array({ minLength: SALT_BYTES, maxLength: SALT_BYTES });
    fc.assert(
      fc.property(record, salt, (value, bytes) => {
        const text = canonicalJson(value);
        const commitment = createHash('sha256').update(JOURNAL_DOMAIN).update(bytes).update(text).digest();
        const leaf = createHash('sha256').update(Uint8Array.of(0)).update(commitment).digest('hex');
        expect(hex(hasher.commitment(JOURNAL_DOMAIN, bytes, text))).toBe(commitment.toString('hex'));
        expect(hex(hasher.leafOf(JOURNAL_DOMAIN, bytes, text))).toBe(leaf);
      }),
    );
  });

  it('a record larger than the buffer of the hasher', () => {
    const text = canonicalJson({ text: '碳'.repeat(20_000) });
    const salt = new Uint8Array(SALT_BYTES);
    const expected = createHash('sha256').update(JOURNAL_DOMAIN).update(salt).update(text).digest('hex');
    expect(hex(hasher.commitment(JOURNAL_DOMAIN, salt, text))).toBe(expected);
  });

  it('hashes given away are not changed by the next', () => {
    const first = hasher.leafOf(JOURNAL_DOMAIN, new Uint8Array(SALT_BYTES), '{}');
    const copy = first.slice();
    hasher.leafOf(JOURNAL_DOMAIN, new Uint8Array(SALT_BYTES).fill(1), '{}');
    expect(first).toEqual(copy);
  });

  it('another domain, salt or record gives another leaf', () => {
    const salt = new Uint8Array(SALT_BYTES);
    const leaves = [
      hasher.leafOf(JOURNAL_DOMAIN, salt, '{}'),
      hasher.leafOf('carbon-ledger/other/v1\0', salt, '{}'),
      hasher.leafOf(JOURNAL_DOMAIN, salt.with(15, 1), '{}'),
      hasher.leafOf(JOURNAL_DOMAIN, salt, '{"a":""}'),
    ];
    expect(new Set(leaves.map(hex)).size).toBe(4);
  });
});
