import { LeafHasher, JOURNAL_DOMAIN, canonicalJson } from '@carbon/kernel';
import { type BundleParts, buildBundle } from './build-bundle';
import { signCheckpoint } from './checkpoint';
import type { EvidenceBundle, JsonObject } from './evidence-bundle';
import { NodeHasher } from './merkle-hash';
import { signerFromSeed } from './note-key';
import { inclusionProof } from './proofs';
import { MemoryTiles, flat, someLeaves } from './reference-tree.spec-support';
import { TreeBuilder } from './tree-builder';

export const NOTARY = signerFromSeed('carbon.example/log', new Uint8Array(32).fill(3));
export const IMPOSTOR = signerFromSeed('carbon.example/log', new Uint8Array(32).fill(4));

export const RECORD: JsonObject = {
  kind: 'issuance',
  instrument: 'GEC-330000-2025-06',
  quantity: '9007199254740993',
  holder: '浙江示例能源有限公司',
  approver: null,
  serials: [['1', '1000']],
};

export const SALT = Uint8Array.from({ length: 16 }, (_, index) => 0xf0 - index);

export const CHAIN = {
  chainId: '31337',
  contract: `0x${'Ab'.repeat(20)}`,
  transaction: `0x${'12'.repeat(32)}`,
  blockNumber: '42',
  blockHash: `0x${'cd'.repeat(32)}`,
};

/** The parts of the evidence of `RECORD` in a log of `size` leaves. */
export async function someParts(size = 700, index = 300): Promise<BundleParts> {
  const hasher = await LeafHasher.create();
  const leaves = someLeaves(size).with(index, hasher.leafOf(JOURNAL_DOMAIN, SALT, canonicalJson(RECORD)));
  const tiles = new MemoryTiles();
  const { newRoot, newSize, changedTiles } = TreeBuilder.resume(await NodeHasher.create(), 0n, []).append(
    flat(leaves),
  );
  tiles.store(changedTiles);
  return {
    domain: JOURNAL_DOMAIN,
    record: RECORD,
    salt: SALT,
    leafIndex: BigInt(index),
    inclusionProof: await inclusionProof(BigInt(index), newSize, tiles),
    checkpoint: signCheckpoint({ size: newSize, root: newRoot }, NOTARY),
    chain: CHAIN,
  };
}

export async function someBundle(): Promise<EvidenceBundle> {
  return buildBundle(await someParts(), NOTARY);
}

/** A copy that lacks one field. */
export function without<T extends object, K extends keyof T & string>(value: T, field: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== field)) as Omit<T, K>;
}
