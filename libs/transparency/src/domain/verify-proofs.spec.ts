import { HASH_BYTES, NodeHasher, leafHash } from './merkle-hash';
import { type Proof, consistencyProof, inclusionProof, rootAt } from './proofs';
import { MemoryTiles, flat, someLeaves } from './reference-tree.spec-support';
import { TreeBuilder } from './tree-builder';
import { consistencyFault, inclusionFault, verifyConsistency, verifyInclusion } from './verify-proofs';

const LEAVES = someLeaves(600);
const STRANGER = leafHash(Buffer.from('stranger'));
const tiles = new MemoryTiles();

beforeAll(async () => {
  tiles.store(TreeBuilder.resume(await NodeHasher.create(), 0n, []).append(flat(LEAVES)).changedTiles);
});

/** Every forgery of a proof that changes one thing. */
function forgeries(proof: Proof): Proof[] {
  const forged: Proof[] = [];
  proof.forEach((node, at) => {
    for (let byte = 0; byte < HASH_BYTES; byte++) {
      const changed = node.slice();
      changed[byte]! ^= 1 << (byte % 8);
      forged.push(proof.with(at, changed));
    }
    forged.push(proof.toSpliced(at, 1), proof.toSpliced(at, 0, STRANGER), proof.toSpliced(at, 0, node));
    forged.push(proof.with(at, new Uint8Array(0)), proof.with(at, new Uint8Array(33)));
    proof.forEach((other, place) => {
      if (place > at) forged.push(proof.with(at, other).with(place, node));
    });
  });
  return [...forged, [...proof, STRANGER], [...proof, new Uint8Array(HASH_BYTES)]];
}

const INCLUSIONS = [
  [0n, 1n],
  [0n, 2n],
  [5n, 7n],
  [6n, 7n],
  [255n, 256n],
  [256n, 257n],
  [300n, 599n],
  [598n, 599n],
] as const;

describe('verifyInclusion', () => {
  it.each(INCLUSIONS)(
    'a proof of leaf %i among %i with one thing changed is refused',
    async (index, size) => {
      const leaf = LEAVES[Number(index)]!;
      const root = await rootAt(size, tiles);
      const proof = await inclusionProof(index, size, tiles);
      expect(inclusionFault(leaf, index, size, proof, root)).toBeUndefined();
      for (const forged of forgeries(proof)) {
        expect(verifyInclusion(leaf, index, size, forged, root)).toBe(false);
      }
      expect(inclusionFault(STRANGER, index, size, proof, root)).toBe('ROOT_DIFFERS');
      expect(inclusionFault(leaf, index, size, proof, STRANGER)).toBe('ROOT_DIFFERS');
    },
  );

  it.each(INCLUSIONS)('a proof of leaf %i among %i serves no other index', async (index, size) => {
    const root = await rootAt(size, tiles);
    const proof = await inclusionProof(index, size, tiles);
    for (let other = -2n; other <= size + 2n; other++) {
      const holds = verifyInclusion(LEAVES[Number(index)]!, other, size, proof, root);
      expect(holds).toBe(other === index);
    }
  });

  it('a proof that is too long or too short is named so', async () => {
    const root = await rootAt(7n, tiles);
    const proof = await inclusionProof(3n, 7n, tiles);
    const leaf = LEAVES[3]!;
    expect(inclusionFault(leaf, 3n, 7n, [...proof, STRANGER], root)).toBe('PROOF_TOO_LONG');
    expect(inclusionFault(leaf, 3n, 7n, proof.slice(1), root)).toBe('PROOF_TOO_SHORT');
    expect(inclusionFault(leaf, 7n, 7n, proof, root)).toBe('INDEX_OUTSIDE_TREE');
    expect(inclusionFault(leaf.slice(1), 3n, 7n, proof, root)).toBe('HASH_NOT_32_BYTES');
    expect(inclusionFault(leaf, 3n, 2n ** 64n, proof, root)).toBe('SIZE_OUT_OF_RANGE');
  });

  it('nothing is in the empty tree', async () => {
    expect(inclusionFault(STRANGER, 0n, 0n, [], await rootAt(0n, tiles))).toBe('INDEX_OUTSIDE_TREE');
  });
});

const CONSISTENCIES = [
  [1n, 2n],
  [3n, 7n],
  [4n, 7n],
  [6n, 8n],
  [255n, 256n],
  [256n, 257n],
  [256n, 599n],
  [300n, 599n],
] as const;

describe('verifyConsistency', () => {
  it.each(CONSISTENCIES)('a proof from %i to %i with one thing changed is refused', async (first, second) => {
    const [firstRoot, secondRoot] = [await rootAt(first, tiles), await rootAt(second, tiles)];
    const proof = await consistencyProof(first, second, tiles);
    const fault = (nodes: Proof) => consistencyFault(first, second, firstRoot, secondRoot, nodes);
    expect(fault(proof)).toBeUndefined();
    for (const forged of forgeries(proof)) expect(fault(forged)).toBeDefined();
    expect(verifyConsistency(first, second, STRANGER, secondRoot, proof)).toBe(false);
    expect(verifyConsistency(first, second, firstRoot, STRANGER, proof)).toBe(false);
    expect(verifyConsistency(first, second, secondRoot, firstRoot, proof)).toBe(false);
  });

  it('a log that changed one old leaf is not consistent', async () => {
    const rewritten = new MemoryTiles();
    const builder = TreeBuilder.resume(await NodeHasher.create(), 0n, []);
    rewritten.store(builder.append(flat(LEAVES.with(17, STRANGER))).changedTiles);
    const proof = await consistencyProof(300n, 600n, rewritten);
    const honest = await rootAt(300n, tiles);
    expect(consistencyFault(300n, 600n, honest, builder.root(), proof)).toBe('FIRST_ROOT_DIFFERS');
  });

  it('a log that shrank is not consistent', async () => {
    const [small, large] = [await rootAt(5n, tiles), await rootAt(9n, tiles)];
    const proof = await consistencyProof(5n, 9n, tiles);
    expect(consistencyFault(9n, 5n, large, small, proof)).toBe('SIZE_OUT_OF_RANGE');
  });

  it('trees of one size need equal roots and an empty proof', async () => {
    const [root, other] = [await rootAt(5n, tiles), await rootAt(6n, tiles)];
    expect(verifyConsistency(5n, 5n, root, root, [])).toBe(true);
    expect(consistencyFault(5n, 5n, root, other, [])).toBe('SECOND_ROOT_DIFFERS');
    expect(consistencyFault(5n, 5n, root, root, [root])).toBe('PROOF_TOO_LONG');
  });

  it('an empty proof shows no growth, and nothing is proved about the empty tree', async () => {
    const [one, two] = [await rootAt(3n, tiles), await rootAt(5n, tiles)];
    expect(consistencyFault(3n, 5n, one, two, [])).toBe('PROOF_TOO_SHORT');
    expect(consistencyFault(0n, 5n, await rootAt(0n, tiles), two, [])).toBe('SIZE_OUT_OF_RANGE');
  });
});
