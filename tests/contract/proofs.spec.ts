import { deployLedger, mined, refusal, type Stage } from './support/chain';
import { flipped, forgeries } from './support/forge';
import { consistencyProof, inclusionProof, leavesOf, nodeHash, rootOf } from './support/merkle-model';
import { maxUint64 } from './support/samples';

/** Every shape of tree up to here; forgeries, which are many, up to the smaller size. */
const largest = 40;
const largestForged = 17;

const leaves = leavesOf(largest);
const upTo = (size: number) => leaves.slice(0, size);
const roots = Array.from({ length: largest + 1 }, (_, size) => rootOf(upTo(size)));
const rootAt = (size: number) => roots[size]!;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

let stage: Stage;
beforeAll(async () => {
  stage = await deployLedger();
});

describe('consistency', () => {
  const holds = (
    from: number | bigint,
    oldRoot: string,
    to: number | bigint,
    newRoot: string,
    proof: string[],
  ) => stage.ledger.verifyConsistencyBetween(from, oldRoot, to, newRoot, proof);

  it(`holds between all trees up to ${largest}`, async () => {
    for (const to of range(1, largest)) {
      for (const from of range(1, to)) {
        const proof = consistencyProof(from, upTo(to));
        expect([from, to, await holds(from, rootAt(from), to, rootAt(to), proof)]).toEqual([from, to, true]);
      }
    }
  });

  it('is demanded by every anchor: a head walks through all sizes, from every one to every other', async () => {
    for (const step of [1, 2, 3, 7]) {
      const { anchorer, ledger } = await deployLedger();
      let head = 0;
      for (let size = step; size <= largest; size += step) {
        const proof = head === 0 ? [] : consistencyProof(head, upTo(size));
        await mined(anchorer.ledger.anchor(size, rootAt(size), proof, []));
        expect(await ledger.head()).toEqual([BigInt(size), rootAt(size)]);
        const forged = forgeries(consistencyProof(size, [...upTo(size), ...leavesOf(3)]));
        const newRoot = rootOf([...upTo(size), ...leavesOf(3)]);
        for (const { proof: bad } of forged.slice(0, 3)) {
          const call = anchorer.ledger.anchor.staticCall(size + 3, newRoot, bad, []);
          expect(await refusal(ledger, call)).toEqual({ name: 'ConsistencyProofInvalid', args: [] });
        }
        head = size;
      }
    }
  });

  it(`does not hold by a forged proof, between any trees up to ${largestForged}`, async () => {
    for (const to of range(1, largestForged)) {
      for (const from of range(1, to)) {
        for (const { name, proof } of forgeries(consistencyProof(from, upTo(to)))) {
          const answer = await holds(from, rootAt(from), to, rootAt(to), proof);
          expect([from, to, name, answer]).toEqual([from, to, name, false]);
        }
      }
    }
  });

  it(`does not hold for a forged root or size, between any trees up to ${largestForged}`, async () => {
    for (const to of range(2, largestForged)) {
      for (const from of range(1, to - 1)) {
        const proof = consistencyProof(from, upTo(to));
        const answers = await Promise.all([
          holds(from, flipped(rootAt(from), 255), to, rootAt(to), proof),
          holds(from, rootAt(from), to, flipped(rootAt(to)), proof),
          holds(from, rootAt(to), to, rootAt(from), proof),
          holds(to, rootAt(to), from, rootAt(from), proof),
          holds(from, rootAt(from), to, rootAt(to), []),
        ]);
        expect([from, to, ...answers]).toEqual([from, to, false, false, false, false, false]);
      }
    }
  });

  it('does not hold from the empty tree: a proof from it would prove nothing', async () => {
    expect(await holds(0, rootAt(0), 5, rootAt(5), [])).toBe(false);
    expect(await holds(0, rootAt(0), 5, rootAt(5), [rootAt(5)])).toBe(false);
  });

  it('of a tree with itself needs the same root and no proof', async () => {
    expect(await holds(5, rootAt(5), 5, rootAt(5), [])).toBe(true);
    expect(await holds(0, rootAt(0), 0, rootAt(0), [])).toBe(true);
    expect(await holds(5, rootAt(5), 5, rootAt(4), [])).toBe(false);
    expect(await holds(5, rootAt(5), 5, rootAt(5), [rootAt(5)])).toBe(false);
  });

  it('is answered for the largest sizes that there are', async () => {
    const [left, right] = [leaves[0]!, leaves[1]!];
    expect(await holds(2n ** 63n, left, 2n ** 63n + 1n, nodeHash(left, right), [right])).toBe(true);
    const from = maxUint64 - 1n;
    expect(await holds(from, left, maxUint64, right, Array<string>(64).fill(left))).toBe(false);
    expect(await holds(maxUint64, left, maxUint64, left, [])).toBe(true);
  });
});

describe('inclusion', () => {
  const holds = (
    leaf: string,
    index: number | bigint,
    size: number | bigint,
    root: string,
    proof: string[],
  ) => stage.ledger.verifyInclusionIn(leaf, index, size, root, proof);

  it(`holds for every leaf of all trees up to ${largest}`, async () => {
    for (const size of range(1, largest)) {
      for (const index of range(0, size - 1)) {
        const proof = inclusionProof(index, upTo(size));
        expect([index, size, await holds(leaves[index]!, index, size, rootAt(size), proof)]).toEqual([
          index,
          size,
          true,
        ]);
      }
    }
  });

  it(`does not hold by a forged proof, in any tree up to ${largestForged}`, async () => {
    for (const size of range(1, largestForged)) {
      for (const index of range(0, size - 1)) {
        for (const { name, proof } of forgeries(inclusionProof(index, upTo(size)))) {
          const answer = await holds(leaves[index]!, index, size, rootAt(size), proof);
          expect([index, size, name, answer]).toEqual([index, size, name, false]);
        }
      }
    }
  });

  it(`does not hold for a forged leaf, place or root, in any tree up to ${largestForged}`, async () => {
    for (const size of range(1, largestForged)) {
      for (const index of range(0, size - 1)) {
        const proof = inclusionProof(index, upTo(size));
        const answers = await Promise.all([
          holds(flipped(leaves[index]!), index, size, rootAt(size), proof),
          holds(leaves[index]!, index + 1, size, rootAt(size), proof),
          holds(leaves[index]!, BigInt(index) + 2n ** 63n, size, rootAt(size), proof),
          holds(leaves[index]!, index, size, flipped(rootAt(size), 100), proof),
        ]);
        expect([index, size, ...answers]).toEqual([index, size, false, false, false, false]);
      }
    }
  });

  it('holds for nothing in the empty tree', async () => {
    expect(await holds(leaves[0]!, 0, 0, rootAt(0), [])).toBe(false);
    expect(await holds(rootAt(0), 0, 0, rootAt(0), [])).toBe(false);
  });

  it('does not take an inner node for a leaf at a shorter way', async () => {
    expect(await holds(nodeHash(leaves[0]!, leaves[1]!), 0, 4, rootAt(4), [rootOf(leaves.slice(2, 4))])).toBe(
      false,
    );
  });

  it('is answered for the stored head only', async () => {
    const { anchorer, ledger } = await deployLedger();
    await mined(anchorer.ledger.anchor(11, rootAt(11), [], []));
    for (const index of range(0, 10)) {
      const proof = inclusionProof(index, upTo(11));
      expect(await ledger.verifyInclusion(leaves[index]!, index, 11, proof)).toBe(true);
      expect(await ledger.verifyInclusion(flipped(leaves[index]!), index, 11, proof)).toBe(false);
    }
    for (const size of [0, 10, 12]) {
      const call = ledger.verifyInclusion(leaves[0]!, 0, size, []);
      expect(await refusal(ledger, call)).toEqual({ name: 'UnknownSize', args: [BigInt(size), 11n] });
    }
  });
});
