import { canonicalJson, LeafHasher } from '@carbon/kernel';
import { type BundleParts, buildBundle, bundleFile, type GroupParts } from './build-bundle';
import { signCheckpoint } from './checkpoint';
import { type EvidenceBundle, sealedBytes } from './evidence-bundle';
import { CHAIN, IMPOSTOR, NOTARY, RECORD, SALT } from './evidence.spec-support';
import { groupLeaf } from './group-leaf';
import { GroupTree } from './group-tree';
import { leafHash, NodeHasher, nodeHash } from './merkle-hash';
import { inclusionProof } from './proofs';
import { flat, MemoryTiles, modelInclusion, modelRoot, someLeaves } from './reference-tree.spec-support';
import { TreeBuilder } from './tree-builder';
import { GROUPED_CHECKS, type BundleCheckName, verifyBundle } from './verify-bundle';

const DOMAIN = 'carbon-ledger/audit/v1\0';
let nodes: NodeHasher;
let hasher: LeafHasher;
beforeAll(async () => {
  [nodes, hasher] = [await NodeHasher.create(), await LeafHasher.create()];
});

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The parts of the evidence of `RECORD`, in a group of `count`, in a log of `size` leaves. */
async function groupedParts(
  count: number,
  ordinal: number,
  size = 7,
  index = 4,
): Promise<BundleParts & { group: GroupParts }> {
  const leaf = hasher.leafOf(DOMAIN, SALT, canonicalJson(RECORD));
  const group = GroupTree.of(flat(someLeaves(count).with(ordinal, leaf)), nodes);
  const leaves = someLeaves(size).with(index, groupLeaf(group.root, BigInt(count)));
  const tiles = new MemoryTiles();
  const { newRoot, newSize, changedTiles } = TreeBuilder.resume(nodes, 0n, []).append(flat(leaves));
  tiles.store(changedTiles);
  return {
    domain: DOMAIN,
    record: RECORD,
    salt: SALT,
    group: {
      ordinal: BigInt(ordinal),
      count: BigInt(count),
      root: group.root,
      inclusionProof: await group.proof(BigInt(ordinal)),
    },
    leafIndex: BigInt(index),
    inclusionProof: await inclusionProof(BigInt(index), newSize, tiles),
    checkpoint: signCheckpoint({ size: newSize, root: newRoot }, NOTARY),
    chain: CHAIN,
  };
}

describe('the tree of a group', () => {
  it('INV-05 of 1 to 70 records, is that of RFC 9162, with every proof, and the two steps verify', async () => {
    for (let count = 1; count <= 70; count++) {
      const leaves = someLeaves(count);
      const tree = GroupTree.of(flat(leaves), nodes);
      expect(hex(tree.root)).toBe(hex(modelRoot(leaves)));
      for (let ordinal = 0; ordinal < count; ordinal++) {
        expect((await tree.proof(BigInt(ordinal))).map(hex)).toEqual(
          modelInclusion(ordinal, leaves).map(hex),
        );
      }
      for (const ordinal of new Set([0, count >> 1, count - 1])) {
        const parts = await groupedParts(count, ordinal, count, ordinal);
        expect(verifyBundle(bundleFile(buildBundle(parts, NOTARY))).valid).toBe(true);
      }
    }
  });

  it('over more than one tile gives the same', async () => {
    const leaves = someLeaves(600);
    const tree = GroupTree.of(flat(leaves), nodes);
    expect(hex(tree.root)).toBe(hex(modelRoot(leaves)));
    expect((await tree.proof(599n)).map(hex)).toEqual(modelInclusion(599, leaves).map(hex));
  });
});

describe('the leaf of a group', () => {
  it('is neither its root nor a leaf or node over it, and differs by count', () => {
    const root = modelRoot(someLeaves(2));
    const leaf = hex(groupLeaf(root, 2n));
    for (const other of [root, leafHash(root), nodeHash(root, root), groupLeaf(root, 3n)]) {
      expect(hex(other)).not.toBe(leaf);
    }
  });

  it('INV-05 a record of a group cannot pass for a leaf of the log, one step further down', () => {
    const [one, two] = someLeaves(2) as [Uint8Array, Uint8Array];
    const root = modelRoot([one, two]);
    const log = [groupLeaf(root, 2n), leafHash(Buffer.from('journal'))];
    // were the root itself the leaf, the path [two, journal] would lead from `one` to this root of a log of 3
    expect(hex(modelRoot(log))).not.toBe(hex(modelRoot([one, two, log[1]!])));
    expect(hex(modelRoot([root, log[1]!]))).toBe(hex(modelRoot([one, two, log[1]!])));
  });
});

describe('grouped evidence', () => {
  let bundle: EvidenceBundle;
  let file: string;
  beforeAll(async () => {
    bundle = buildBundle(await groupedParts(37, 20), NOTARY);
    file = bundleFile(bundle);
  });

  function forge(changes: Partial<Record<keyof EvidenceBundle, unknown>>): string {
    const changed = { ...bundle, ...changes } as EvidenceBundle;
    return bundleFile({ ...changed, seal: hex(NOTARY.sign(sealedBytes(changed))) });
  }
  const failures = (text: string): BundleCheckName[] =>
    verifyBundle(text)
      .checks.filter(({ passed }) => !passed)
      .map(({ name }) => name);
  const inGroup = (changes: object) => ({ group: { ...bundle.group, ...changes } });

  it('passes every check, in order', () => {
    const verdict = verifyBundle(file, { expectedVerifierKey: NOTARY.verifierKey });
    expect(verdict.checks.map(({ name, passed }) => [name, passed])).toEqual(
      GROUPED_CHECKS.map((name) => [name, true]),
    );
  });

  it('every single changed bit of the file is refused by a named check', () => {
    const bytes = Buffer.from(file);
    const failed = new Set<string>();
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      const verdict = verifyBundle(bytes);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      if (verdict.valid) throw new Error(`bit ${bit} can be changed`);
      failed.add(verdict.failed);
    }
    expect([...failed].sort()).toEqual(['format', 'schema', 'seal', 'verifier-key']);
  });

  it.each([
    ['another record', () => ({ record: { ...RECORD, quantity: '1' } }), ['commitment']],
    ['another leaf', () => ({ leaf: '00'.repeat(32) }), ['commitment', 'group']],
    ['another place in the group', () => inGroup({ ordinal: '21' }), ['group']],
    ['a place outside the group', () => inGroup({ ordinal: '37' }), ['group']],
    ['another count, of which the path is the same', () => inGroup({ count: '38' }), ['inclusion']],
    ['another root of the group', () => inGroup({ root: '00'.repeat(32) }), ['group', 'inclusion']],
    ['no proof of the group', () => inGroup({ inclusionProof: [] }), ['group']],
    ['another place in the log', () => ({ leafIndex: '5' }), ['inclusion']],
    ['no proof of the log', () => ({ inclusionProof: [] }), ['inclusion']],
    ['another size', () => ({ treeSize: '8' }), ['checkpoint-size']],
  ])('%s is refused even when the notary seals it', (_, changes, checks) => {
    expect(failures(forge(changes()))).toEqual(checks);
  });

  it.each([
    ['schema', 'no group', () => ({ group: undefined })],
    ['schema', 'a group that is no object', () => ({ group: [] })],
    ['schema', 'a group with a field more', () => inGroup({ extra: '' })],
    ['schema', 'a count that is a number', () => inGroup({ count: 37 })],
    ['schema', 'a group in evidence of the other format', () => ({ format: 'carbon-ledger/evidence/v1' })],
  ])('the check "%s" refuses %s', (name, _, changes) => {
    const given = Object.fromEntries(
      Object.entries({ ...bundle, ...changes() }).filter(([, value]) => value !== undefined),
    ) as unknown as EvidenceBundle;
    const text = bundleFile({ ...given, seal: hex(NOTARY.sign(sealedBytes(given))) });
    expect(verifyBundle(text)).toMatchObject({ valid: false, failed: name });
  });

  it('evidence made whole by an impostor is refused by who knows the key of the notary', async () => {
    const parts = await groupedParts(3, 1);
    const { size, root } = { size: 7n, root: Buffer.from(parts.checkpoint.split('\n')[2]!, 'base64') };
    const forged = buildBundle({ ...parts, checkpoint: signCheckpoint({ size, root }, IMPOSTOR) }, IMPOSTOR);
    expect(verifyBundle(bundleFile(forged), { expectedVerifierKey: NOTARY.verifierKey })).toMatchObject({
      valid: false,
      failed: 'verifier-key',
    });
  });

  it('is not made of a record that is not in the group', async () => {
    const parts = await groupedParts(5, 2);
    expect(() => buildBundle({ ...parts, group: { ...parts.group, ordinal: 3n } }, NOTARY)).toThrow('group');
  });
});
