import { createHash } from 'node:crypto';
import { canonicalJson, JOURNAL_DOMAIN, LeafHasher } from '@carbon/kernel';
import { buildBundle } from './build-bundle';
import { signCheckpoint } from './checkpoint';
import type { EvidenceBundle, JsonObject } from './evidence-bundle';
import { NOTARY, SALT } from './evidence.spec-support';
import { NodeHasher } from './merkle-hash';
import { inclusionProof } from './proofs';
import type { CommittedDocument } from './receipt-code';
import { flat, MemoryTiles, someLeaves } from './reference-tree.spec-support';
import { TreeBuilder } from './tree-builder';

export const DOCUMENT: CommittedDocument = {
  domain: 'carbon-ledger/example-receipt/v1\0',
  salt: Uint8Array.from({ length: 16 }, (_, at) => at * 7),
  content: {
    receipt: 'CR-20261120-00000001-4',
    account: 'CL-100-1024-0-27',
    beneficiary: {
      kind: 'organisation',
      nameZh: '示例产业园管理有限公司',
      nameEn: 'Example Park Management Co., Ltd.',
      identifier: '91350000MA00000000',
    },
    purpose: 'corporate-neutrality',
    periodStart: '2025-01-01',
    periodEnd: '2025-12-31',
    place: '福建示例产业园',
    credits: [{ instrument: 'CCER-P-EXAMPLE-20240101-20241231', quantity: '7719' }],
    neutrality: { standard: 'ISO 14064-1', scope1: '1200.5', scope2: '6000.25', scope3: '517.75' },
  },
};

export function hashOf({ domain, salt, content }: CommittedDocument): string {
  return createHash('sha256').update(domain).update(salt).update(canonicalJson(content)).digest('hex');
}

/** A row of the journal that retires credits and commits to `DOCUMENT`. */
export const ROW: JsonObject = {
  id: '1048',
  transaction: '1048',
  kind: 'retire',
  instrument: 'CCER-P-EXAMPLE-20240101-20241231',
  quantity: '7719',
  debitAccount: 'CL-100-1024-0-27',
  debitPart: 'available',
  creditAccount: 'SYSTEM-RETIREMENT',
  creditPart: 'available',
  serials: ['1-7719'],
  recordedAt: '2026-11-20T02:00:00.000Z',
  businessTime: '2026-11-20T02:00:00.000Z',
  reversibleUntil: '2026-12-04T02:00:00.000Z',
  reverses: null,
  actor: 'user:01900000-0000-7000-8000-000000000001',
  approver: 'user:01900000-0000-7000-8000-000000000002',
  reference: 'credit-retirement:CR-20261120-00000001-4',
  reason: null,
  documentHash: hashOf(DOCUMENT),
};

/** Evidence of a row in a log of `size` leaves. */
export async function evidenceOf(record: JsonObject, size = 700, index = 300): Promise<EvidenceBundle> {
  const hasher = await LeafHasher.create();
  const leaves = someLeaves(size).with(index, hasher.leafOf(JOURNAL_DOMAIN, SALT, canonicalJson(record)));
  const tiles = new MemoryTiles();
  const { newRoot, newSize, changedTiles } = TreeBuilder.resume(await NodeHasher.create(), 0n, []).append(
    flat(leaves),
  );
  tiles.store(changedTiles);
  const parts = {
    domain: JOURNAL_DOMAIN,
    record,
    salt: SALT,
    leafIndex: BigInt(index),
    inclusionProof: await inclusionProof(BigInt(index), newSize, tiles),
    checkpoint: signCheckpoint({ size: newSize, root: newRoot }, NOTARY),
  };
  return buildBundle(parts, NOTARY);
}
