import { isError, type ContractTransactionResponse } from 'ethers';
import fc from 'fast-check';
import { deployLedger, mined, type Cap, type Issuance, type Stage, type SupplyDelta } from './support/chain';
import { flipped } from './support/forge';
import { LedgerModel } from './support/ledger-model';
import { consistencyProof, leavesOf, rootOf } from './support/merkle-model';
import { allowance, credit, delta, issuance, maxUint64, source, unknownInstrument } from './support/samples';

type Act =
  | { kind: 'set cap'; cap: Cap }
  | { kind: 'record'; issuance: Issuance }
  | { kind: 'anchor'; grow: number; forged: boolean; deltas: SupplyDelta[] };

const instruments = [allowance, credit, unknownInstrument];
const instrument = fc.constantFrom(...instruments);
const sources = Array.from({ length: 12 }, (_, n) => source(`plant ${n}`));
/** Small enough to meet often, with the ends of the range thrown in. */
const units = fc.oneof(
  { weight: 9, arbitrary: fc.bigInt(0n, 60n) },
  { weight: 1, arbitrary: fc.bigInt(maxUint64 - 60n, maxUint64) },
);
const change = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0n) },
  { weight: 5, arbitrary: fc.bigInt(-10n, 20n) },
  { weight: 1, arbitrary: fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n) },
);

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('set cap' as const),
    cap: fc.record({ instrument, cap: fc.oneof(units, fc.constant(500n)) }),
  }),
  fc.record({
    kind: fc.constant('record' as const),
    issuance: fc
      .record({
        instrument,
        sourceKey: fc.constantFrom(...sources),
        firstSerial: fc.oneof(units, fc.bigInt(0n, 500n)),
        quantity: units,
      })
      .map(issuance),
  }),
  fc.record({
    kind: fc.constant('anchor' as const),
    grow: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 9 }) }, fc.integer({ min: -3, max: 0 })),
    forged: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
    deltas: fc.array(
      fc
        .record({
          instrument,
          issued: change,
          retired: change,
          surrendered: change,
          cancelled: change,
          expired: change,
          converted: change,
        })
        .map(delta),
      { maxLength: 2 },
    ),
  }),
);

const leaves = leavesOf(200);

/** Sends for real, with gas given so that nothing is tried out before: the refusal must undo everything. */
async function outcome(
  stage: Stage,
  send: (overrides: { gasLimit: number }) => Promise<ContractTransactionResponse>,
): Promise<string | null> {
  try {
    await mined(send({ gasLimit: 1_000_000 }));
    return null;
  } catch (error) {
    const data = isError(error, 'CALL_EXCEPTION') ? error.data : revertDataOf(error);
    const decoded = data === null ? null : stage.ledger.interface.parseError(data);
    if (decoded === null) throw error;
    return decoded.name;
  }
}

/** Where ethers leaves the revert data of a transaction that the chain refused. */
function revertDataOf(error: unknown): string | null {
  const found = /"data":\s*"(0x[0-9a-f]+)"/.exec(JSON.stringify(error));
  return found?.[1] ?? null;
}

async function perform(stage: Stage, model: LedgerModel, one: Act): Promise<[string | null, string | null]> {
  switch (one.kind) {
    case 'set cap':
      return [
        model.setCap(one.cap),
        await outcome(stage, (gas) => stage.capper.ledger.setCaps([one.cap], gas)),
      ];
    case 'record':
      return [
        model.record(one.issuance),
        await outcome(stage, (gas) => stage.issuer.ledger.recordIssuance(one.issuance, gas)),
      ];
    case 'anchor': {
      const from = model.size;
      const size = Math.max(0, from + one.grow);
      const tree = leaves.slice(0, size);
      const honest = from === 0 || size <= from ? [] : consistencyProof(from, tree);
      const proof = one.forged ? [...honest.slice(0, -1), flipped(honest.at(-1) ?? leaves[0]!)] : honest;
      return [
        model.anchor(size, !one.forged, one.deltas),
        await outcome(stage, (gas) =>
          stage.anchorer.ledger.anchor(size, rootOf(tree), proof, one.deltas, gas),
        ),
      ];
    }
  }
}

it('any sequence of acts is judged as a plain model judges it, and leaves the same books', async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 20, size: 'max' }), async (acts) => {
      const stage = await deployLedger();
      const model = new LedgerModel();
      for (const one of acts) {
        const [expected, actual] = await perform(stage, model, one);
        expect([one.kind, actual]).toEqual([one.kind, expected]);
        const name = expected ?? one.kind;
        seen.set(name, (seen.get(name) ?? 0) + 1);
      }
      expect(await stage.ledger.head()).toEqual([
        BigInt(model.size),
        model.size === 0 ? `0x${'0'.repeat(64)}` : rootOf(leaves.slice(0, model.size)),
      ]);
      for (const one of instruments) {
        expect((await stage.ledger.supplyOf(one)).toObject()).toEqual(model.supplyOf(one));
      }
      for (const key of sources) {
        expect(await stage.ledger.isSourceUsed(key)).toBe(model.sources.has(key));
      }
    }),
    { numRuns: 40 },
  );
  // A run that never met a rule proves nothing about it.
  expect([...seen.keys()].sort()).toEqual(
    expect.arrayContaining(['anchor', 'record', 'set cap', 'CapExceeded', 'ConsistencyProofInvalid']),
  );
});
