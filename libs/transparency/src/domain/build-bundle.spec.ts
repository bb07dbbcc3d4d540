import { type BundleParts, buildBundle, bundleFile } from './build-bundle';
import { IMPOSTOR, NOTARY, RECORD, someParts, without } from './evidence.spec-support';
import { verifyBundle } from './verify-bundle';

let parts: BundleParts;
beforeAll(async () => {
  parts = await someParts();
});

describe('buildBundle', () => {
  it('makes evidence that verifies, with hexadecimal in lower case', () => {
    const bundle = buildBundle(parts, NOTARY);
    expect(bundle.chain?.contract).toBe(`0x${'ab'.repeat(20)}`);
    expect(bundle.treeSize).toBe('700');
    expect(verifyBundle(bundleFile(bundle)).valid).toBe(true);
  });

  it('makes evidence of a record whose anchoring is pending', () => {
    expect(buildBundle(without(parts, 'chain'), NOTARY)).not.toHaveProperty('chain');
  });

  it.each([
    [
      'the record is not the one in the log',
      (good: BundleParts) => ({ ...good, record: { ...RECORD, quantity: '1' } }),
    ],
    ['the salt is another', (good: BundleParts) => ({ ...good, salt: new Uint8Array(16) })],
    ['the index is another', (good: BundleParts) => ({ ...good, leafIndex: 301n })],
    [
      'the proof is short',
      (good: BundleParts) => ({ ...good, inclusionProof: good.inclusionProof.slice(1) }),
    ],
    ['the salt has another length', (good: BundleParts) => ({ ...good, salt: new Uint8Array(15) })],
    [
      'the chain is malformed',
      (good: BundleParts) => ({ ...good, chain: { ...good.chain!, contract: '0x12' } }),
    ],
  ])('makes no evidence when %s', (_, spoil) => {
    expect(() => buildBundle(spoil(parts), NOTARY)).toThrow('LOG_BUNDLE_NOT_PROVABLE');
  });

  it('makes no evidence of a checkpoint that another key signed', () => {
    expect(() => buildBundle(parts, IMPOSTOR)).toThrow('checkpoint-signature');
  });
});
