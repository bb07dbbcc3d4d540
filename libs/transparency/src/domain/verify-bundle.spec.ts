import { type BundleParts, buildBundle, bundleFile } from './build-bundle';
import { signCheckpoint } from './checkpoint';
import { type EvidenceBundle, sealedBytes } from './evidence-bundle';
import { IMPOSTOR, NOTARY, RECORD, someParts, without } from './evidence.spec-support';
import { leafHash } from './merkle-hash';
import { BUNDLE_CHECKS, type BundleCheckName, verifyBundle } from './verify-bundle';

let parts: BundleParts;
let bundle: EvidenceBundle;
let file: string;
beforeAll(async () => {
  parts = await someParts();
  bundle = buildBundle(parts, NOTARY);
  file = bundleFile(bundle);
});

/** The file of a bundle whose fields were changed; sealed anew when the forger has a key. */
function forge(changes: Record<string, unknown>, forger?: typeof NOTARY): string {
  const changed = { ...bundle, ...changes };
  if (forger === undefined) return bundleFile(changed);
  const seal = Buffer.from(forger.sign(sealedBytes(changed))).toString('hex');
  return bundleFile({ ...changed, seal });
}

function failures(text: string): BundleCheckName[] {
  return verifyBundle(text)
    .checks.filter((check) => !check.passed)
    .map((check) => check.name);
}

describe('verifyBundle', () => {
  it('honest evidence passes every check, in order, and gives its record', () => {
    const verdict = verifyBundle(Buffer.from(file), { expectedVerifierKey: NOTARY.verifierKey });
    expect(verdict.checks.map(({ name, passed }) => [name, passed])).toEqual(
      BUNDLE_CHECKS.map((name) => [name, true]),
    );
    expect(verdict).toMatchObject({ valid: true, bundle: { record: RECORD }, checkpoint: { size: 700n } });
    expect(verdict.notChecked.map(({ name }) => name)).toEqual(['chain', 'later-records']);
  });

  it('says that the key was compared with no published one', () => {
    expect(verifyBundle(file).notChecked.map(({ name }) => name)).toContain('verifier-key');
  });

  it('says that the anchoring was pending', () => {
    const verdict = verifyBundle(bundleFile(buildBundle(without(parts, 'chain'), NOTARY)));
    expect(verdict.valid).toBe(true);
    expect(verdict.notChecked.find(({ name }) => name === 'chain')?.reason.zh).toContain('尚待上链');
  });

  it('every single changed bit of the file is refused by a named check', () => {
    const bytes = Buffer.from(file);
    const failed = new Map<string, number>();
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const verdict = verifyBundle(bytes);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      if (verdict.valid) throw new Error(`bit ${bit} can be changed`);
      failed.set(verdict.failed, (failed.get(verdict.failed) ?? 0) + 1);
    }
    expect([...failed.keys()].sort()).toEqual(['format', 'schema', 'seal', 'verifier-key']);
  });

  it('every cut file is refused', () => {
    for (let length = 0; length < file.length; length++) {
      expect(verifyBundle(file.slice(0, length)).valid).toBe(false);
    }
  });

  it('a changed record fails the seal and the commitment', () => {
    expect(failures(forge({ record: { ...RECORD, quantity: '1' } }))).toEqual(['seal', 'commitment']);
  });

  it.each([
    ['another record', { record: { ...RECORD, holder: '另一家' } }, ['commitment']],
    ['a record with one field more', { record: { ...RECORD, note: '' } }, ['commitment']],
    ['another salt', { salt: '00'.repeat(16) }, ['commitment']],
    ['another domain', { domain: 'carbon-ledger/other/v1\0' }, ['commitment']],
    ['another index', { leafIndex: '301' }, ['inclusion']],
    ['an index outside the tree', { leafIndex: '700' }, ['inclusion']],
    ['another size, of which the path is the same', { treeSize: '701' }, ['checkpoint-size']],
    ['another size', { treeSize: '512' }, ['inclusion', 'checkpoint-size']],
    ['another leaf', { leaf: '00'.repeat(32) }, ['commitment', 'inclusion']],
    ['no proof', { inclusionProof: [] }, ['inclusion']],
  ])('%s is refused even when the notary seals it', (_, changes, checks) => {
    expect(failures(forge(changes, NOTARY))).toEqual(checks);
  });

  it('a checkpoint over another tree fails the inclusion, however well it is signed', () => {
    const checkpoint = signCheckpoint({ size: 700n, root: leafHash(Buffer.from('x')) }, NOTARY);
    expect(failures(forge({ checkpoint }, NOTARY))).toEqual(['inclusion']);
  });

  it('a checkpoint that another key signed is refused', () => {
    const checkpoint = signCheckpoint({ size: 700n, root: leafHash(Buffer.from('x')) }, IMPOSTOR);
    expect(failures(forge({ checkpoint }, NOTARY))).toEqual(['inclusion', 'checkpoint-signature']);
  });

  it('evidence made whole by an impostor is refused by who knows the key of the notary', () => {
    const { size, root } = { size: 700n, root: Buffer.from(bundle.checkpoint.split('\n')[2]!, 'base64') };
    const forged = buildBundle({ ...parts, checkpoint: signCheckpoint({ size, root }, IMPOSTOR) }, IMPOSTOR);
    const verdict = verifyBundle(bundleFile(forged), { expectedVerifierKey: NOTARY.verifierKey });
    expect(verdict).toMatchObject({ valid: false, failed: 'verifier-key' });
    expect(verdict).not.toHaveProperty('bundle');
  });

  it.each([
    ['format', 'a later version', { format: 'carbon-ledger/evidence/v2' }],
    ['schema', 'an unknown field', { extra: '' }],
    ['schema', 'a list for the record', { record: [] }],
    ['schema', 'a number for the size', { treeSize: 700 }],
    ['schema', 'a leading zero', { leafIndex: '0300' }],
    ['schema', 'uppercase hexadecimal', { salt: 'F0'.repeat(16) }],
    ['schema', 'a short salt', { salt: 'f0'.repeat(15) }],
    ['schema', 'a domain without its end', { domain: 'carbon-ledger/journal/v1' }],
    ['schema', 'a proof of 65 nodes', { inclusionProof: Array.from({ length: 65 }, () => '00'.repeat(32)) }],
    ['schema', 'a proof that is no list', { inclusionProof: '' }],
    ['schema', 'a node of 31 bytes', { inclusionProof: ['00'.repeat(31)] }],
    ['schema', 'a checkpoint without signature', { checkpoint: 'carbon.example/log\n700\n' }],
    ['schema', 'a chain that is null', { chain: null }],
    ['schema', 'a chain without its fields', { chain: {} }],
    ['schema', 'a key that is no text', { verifierKey: null }],
    ['verifier-key', 'a key that is none', { verifierKey: 'carbon.example/log' }],
  ])('the check "%s" refuses %s', (name, _, changes) => {
    const verdict = verifyBundle(forge(changes, NOTARY));
    expect(verdict).toMatchObject({ valid: false, failed: name });
    expect(verdict.checks.map((check) => check.name)).toEqual([...BUNDLE_CHECKS]);
  });

  it('a missing field is named in both languages', () => {
    const { checks } = verifyBundle(bundleFile(without(bundle, 'salt') as EvidenceBundle));
    expect(checks[1]).toEqual({
      name: 'schema',
      passed: false,
      reason: { zh: '字段 salt 缺失', en: 'field salt is missing' },
    });
  });

  it.each(['', '{}', 'null\n', '[]\n', '"text"\n', '{}\n'])('%j is no evidence', (text) => {
    expect(verifyBundle(text)).toMatchObject({ valid: false, failed: 'format' });
  });
});
