import { ZeroHash } from 'ethers';
import { deployLedger, events, mined, refusal, type Stage, type SupplyDelta } from './support/chain';
import { flipped } from './support/forge';
import { consistencyProof, leavesOf, rootOf } from './support/merkle-model';
import { allowance, credit, delta, issuance, source, supply, unknownInstrument } from './support/samples';

const leaves = leavesOf(20);
const rootAt = (size: number) => rootOf(leaves.slice(0, size));
const proofBetween = (from: number, to: number) => consistencyProof(from, leaves.slice(0, to));

let stage: Stage;
beforeEach(async () => {
  stage = await deployLedger();
});

describe('the head', () => {
  const refused = (size: bigint | number, root: string, proof: string[]) =>
    refusal(stage.ledger, stage.anchorer.ledger.anchor.staticCall(size, root, proof, []));

  it('is empty at first, and takes any root with an empty proof', async () => {
    expect(await stage.ledger.head()).toEqual([0n, ZeroHash]);
    expect(await refused(7, rootAt(7), [leaves[0]!])).toEqual({ name: 'ConsistencyProofInvalid', args: [] });
    const receipt = await mined(stage.anchorer.ledger.anchor(7, rootAt(7), [], []));
    expect(events(stage.ledger, receipt)).toEqual([{ name: 'Anchored', args: [7n, rootAt(7), 0n] }]);
    expect(await stage.ledger.head()).toEqual([7n, rootAt(7)]);
  });

  it('moves to a tree that extends it', async () => {
    await mined(stage.anchorer.ledger.anchor(7, rootAt(7), [], []));
    const receipt = await mined(stage.anchorer.ledger.anchor(12, rootAt(12), proofBetween(7, 12), []));
    expect(events(stage.ledger, receipt)).toEqual([{ name: 'Anchored', args: [12n, rootAt(12), 7n] }]);
    expect(await stage.ledger.head()).toEqual([12n, rootAt(12)]);
  });

  it('never shrinks and never stands still, so that a retry cannot anchor twice', async () => {
    expect(await refused(0, rootAt(0), [])).toEqual({ name: 'StaleSize', args: [0n, 0n] });
    await mined(stage.anchorer.ledger.anchor(7, rootAt(7), [], []));
    expect(await refused(7, rootAt(7), [])).toEqual({ name: 'StaleSize', args: [7n, 7n] });
    expect(await refused(6, rootAt(6), [])).toEqual({ name: 'StaleSize', args: [7n, 6n] });
    expect(await refused(0, rootAt(0), [])).toEqual({ name: 'StaleSize', args: [7n, 0n] });
  });

  it('is not replaced by another history', async () => {
    await mined(stage.anchorer.ledger.anchor(7, rootAt(7), [], []));
    const rewritten = leaves.with(3, flipped(leaves[3]!));
    const invalid = { name: 'ConsistencyProofInvalid', args: [] };
    expect(
      await refused(12, rootOf(rewritten.slice(0, 12)), consistencyProof(7, rewritten.slice(0, 12))),
    ).toEqual(invalid);
    expect(await refused(12, flipped(rootAt(12)), proofBetween(7, 12))).toEqual(invalid);
    expect(await refused(12, rootAt(12), [])).toEqual(invalid);
    expect(await refused(17, rootAt(12), proofBetween(7, 12))).toEqual(invalid);
    expect(await refused(12, rootAt(12), proofBetween(8, 12))).toEqual(invalid);
  });
});

describe('supply', () => {
  beforeEach(async () => {
    await mined(
      stage.capper.ledger.setCaps([
        { instrument: credit, cap: 1_000n },
        { instrument: allowance, cap: 1_000n },
      ]),
    );
    await mined(stage.issuer.ledger.recordIssuance(issuance({ quantity: 100n })));
    await mined(stage.anchorer.ledger.anchor(1, rootAt(1), [], [delta({ issued: 90n })]));
  });

  let size = 1;
  beforeEach(() => {
    size = 1;
  });
  const next = (...deltas: SupplyDelta[]) =>
    [size + 1, rootAt(size + 1), proofBetween(size, size + 1), deltas] as const;
  const anchored = async (...deltas: SupplyDelta[]) => {
    const receipt = await mined(stage.anchorer.ledger.anchor(...next(...deltas)));
    size += 1;
    return receipt;
  };
  const refused = (...deltas: SupplyDelta[]) =>
    refusal(stage.ledger, stage.anchorer.ledger.anchor.staticCall(...next(...deltas)));
  const doesNotAddUp = (instrument = credit) => ({ name: 'SupplyDoesNotAddUp', args: [instrument] });
  const supplyOf = async (instrument: string) => (await stage.ledger.supplyOf(instrument)).toObject();

  it('moves with the head, by every kind of change', async () => {
    const changes = { issued: 10n, retired: 1n, surrendered: 2n, cancelled: 3n, expired: 4n, converted: 5n };
    const receipt = await anchored(delta(changes));
    const totals = supply({ ...changes, issued: 100n, recorded: 100n, cap: 1_000n });
    expect(await supplyOf(credit)).toEqual(totals);
    expect(events(stage.ledger, receipt)).toEqual([
      { name: 'Anchored', args: [2n, rootAt(2), 1n] },
      { name: 'SupplyChanged', args: [credit, Object.values(totals)] },
    ]);
  });

  it('may leave circulation to the last unit, and not one more', async () => {
    const almost = { retired: 18n, surrendered: 18n, cancelled: 18n, expired: 18n };
    expect(await refused(delta({ ...almost, converted: 19n }))).toEqual(doesNotAddUp());
    await anchored(delta({ ...almost, converted: 18n }));
    for (const kind of ['retired', 'surrendered', 'cancelled', 'expired', 'converted']) {
      expect(await refused(delta({ [kind]: 1n }))).toEqual(doesNotAddUp());
    }
  });

  it('is never issued beyond what was recorded', async () => {
    expect(await refused(delta({ issued: 11n }))).toEqual(doesNotAddUp());
    expect(await refused(delta({ instrument: allowance, issued: 1n }))).toEqual(doesNotAddUp(allowance));
    expect(await refused(delta({ instrument: unknownInstrument, issued: 1n }))).toEqual(
      doesNotAddUp(unknownInstrument),
    );
    await anchored(delta({ issued: 10n }));
  });

  it('goes down again when an act is reversed', async () => {
    await anchored(delta({ retired: 5n, surrendered: 6n }));
    await anchored(delta({ retired: -5n, surrendered: -1n }));
    expect(await supplyOf(credit)).toEqual(
      supply({ issued: 90n, surrendered: 5n, recorded: 100n, cap: 1_000n }),
    );
    await anchored(delta({ issued: -85n }));
    expect(await refused(delta({ issued: -1n }))).toEqual(doesNotAddUp());
  });

  it.each(['issued', 'retired', 'surrendered', 'cancelled', 'expired', 'converted'])(
    'of units %s is never negative',
    async (kind) => {
      const before = await supplyOf(credit);
      const total = before[kind as keyof typeof before];
      expect(await refused(delta({ [kind]: -total - 1n }))).toEqual(doesNotAddUp());
      expect(await refused(delta({ [kind]: -(2n ** 63n) }))).toEqual(doesNotAddUp());
      expect(await refused(delta({ [kind]: 2n ** 63n - 1n }))).toEqual(doesNotAddUp());
    },
  );

  it('of an issuance undone keeps its source and serials used', async () => {
    await anchored(delta({ issued: -90n }));
    expect((await supplyOf(credit)).recorded).toBe(100n);
    expect(await stage.ledger.isSourceUsed(source('wind farm, May'))).toBe(true);
  });

  it('of two instruments and of one twice moves in order', async () => {
    const receipt = await anchored(
      delta({ retired: 7n }),
      delta({ instrument: allowance }),
      delta({ retired: -7n, expired: 90n }),
    );
    expect(events(stage.ledger, receipt).map(({ name, args }) => [name, args[0]])).toEqual([
      ['Anchored', 2n],
      ['SupplyChanged', credit],
      ['SupplyChanged', allowance],
      ['SupplyChanged', credit],
    ]);
    expect(await supplyOf(credit)).toEqual(
      supply({ issued: 90n, expired: 90n, recorded: 100n, cap: 1_000n }),
    );
    expect(await supplyOf(allowance)).toEqual(supply({ cap: 1_000n }));
  });

  it('that does not add up leaves the head where it was', async () => {
    const call = stage.anchorer.ledger.anchor(...next(delta({ retired: 7n }), delta({ retired: 90n })), {
      gasLimit: 300_000,
    });
    await expect(mined(call)).rejects.toThrow();
    expect(await stage.ledger.head()).toEqual([1n, rootAt(1)]);
    expect((await supplyOf(credit)).retired).toBe(0n);
  });
});
