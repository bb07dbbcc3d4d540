import { AUDIT_DOMAIN, auditRecordJson, type StoredAuditRecord } from '@carbon/audit';
import type { Database } from '@carbon/database';
import { JOURNAL_DOMAIN, type Json } from '@carbon/kernel';
import { EVERYTHING, type Reach } from '@carbon/http';
import { findTransactionInReach, type JournalEntry, readJournalByIds, type Reader } from '@carbon/ledger';
import {
  buildBundle,
  type BundleChain,
  BundleNotProvable,
  type BundleParts,
  type EvidenceBundle,
  type GroupParts,
  GroupTree,
  inclusionProof,
  NodeHasher,
  type NoteSigner,
  type TileReader,
} from './domain/index';
import { type AuditSeal, sealMembers, sealOf } from './persistence/audit-seals';
import { type ChainBinding, currentBinding } from './persistence/chain-binding';
import { checkpointFor, type StoredCheckpoint } from './persistence/checkpoints';
import { RememberedTiles, StoredTiles } from './persistence/tile-store';
import {
  auditEvidenceNotProvable,
  auditEvidencePending,
  evidenceNotProvable,
  evidencePending,
  unknownRecord,
  unknownTransaction,
} from './refusals';

/** Evidence of records, for whoever may see them. */
export class EvidenceService {
  constructor(
    private readonly database: Database,
    private readonly signer: NoteSigner,
  ) {}

  /**
   * The evidence of one journal record, by a checkpoint that is on chain if there is one; else without its chain part,
   * which says that the anchoring is pending.
   * @throws Refusal EVIDENCE_UNKNOWN_RECORD, EVIDENCE_PENDING, EVIDENCE_RECORD_ALTERED
   */
  async bundleFor(journalId: bigint): Promise<EvidenceBundle> {
    const [entry] = await readJournalByIds(this.database, [journalId]);
    if (entry === undefined) throw unknownRecord(journalId);
    const [bundle] = await this.bundles([entry]);
    if (bundle === undefined) throw evidencePending(journalId);
    return bundle;
  }

  /**
   * The evidence of every transfer of a transaction, in order; one out of reach is not there.
   * @throws Refusal EVIDENCE_UNKNOWN_TRANSACTION, EVIDENCE_PENDING, EVIDENCE_RECORD_ALTERED
   */
  async bundlesOf(transactionId: bigint, reach: Reach = EVERYTHING): Promise<EvidenceBundle[]> {
    const entries = await findTransactionInReach(this.database, transactionId, reach);
    if (entries.length === 0) throw unknownTransaction(transactionId);
    return this.bundles(entries);
  }

  /**
   * The evidence of an audit record, in two steps: the record in its seal, the seal in the log.
   * @throws Refusal EVIDENCE_PENDING, EVIDENCE_RECORD_ALTERED
   */
  async bundleOfAuditRecord(stored: StoredAuditRecord): Promise<EvidenceBundle> {
    const seal = await sealOf(this.database, stored.id);
    const checkpoint = seal && (await checkpointFor(this.database, seal.position));
    if (seal === undefined || checkpoint === undefined) throw auditEvidencePending(stored.id);
    const tiles = new StoredTiles(this.database);
    const binding = await currentBinding(this.database);
    try {
      return buildBundle(
        {
          domain: AUDIT_DOMAIN,
          record: auditRecordJson(stored.record),
          salt: stored.salt,
          group: await this.groupOf(stored, seal),
          leafIndex: seal.position,
          ...(await logParts(seal.position, checkpoint, binding, tiles)),
        },
        this.signer,
      );
    } catch (error) {
      if (error instanceof BundleNotProvable) throw auditEvidenceNotProvable(stored.id, error);
      throw error;
    }
  }

  /** A seal whose records were tampered with gives a path that does not verify; the bundle is then refused. */
  private async groupOf({ id }: StoredAuditRecord, seal: AuditSeal): Promise<GroupParts> {
    const members = await sealMembers(this.database, seal.id);
    const ordinal = members.findIndex(({ recordId }) => recordId === id);
    const leaves = Buffer.concat(members.map(({ leaf }) => leaf));
    const tree = GroupTree.of(leaves, await NodeHasher.create());
    return {
      ordinal: BigInt(ordinal),
      count: BigInt(seal.count),
      root: seal.root,
      inclusionProof: await tree.proof(BigInt(ordinal)),
    };
  }

  /**
   * How each record is proved, in a form for showing: rows that are not in the log yet are `pending` and nothing more.
   * Ids that do not exist are missing.
   */
  async proofsOf(journalIds: readonly bigint[]): Promise<ReadonlyMap<bigint, Json>> {
    const places = await leafIndexes(this.database, journalIds);
    const tiles = new RememberedTiles(new StoredTiles(this.database));
    const binding = await currentBinding(this.database);
    const checkpoints = new Checkpoints(this.database);
    const proofs = new Map<bigint, Json>();
    for (const [id, leafIndex] of places) {
      const checkpoint = leafIndex === undefined ? undefined : await checkpoints.holding(leafIndex);
      proofs.set(
        id,
        leafIndex === undefined || checkpoint === undefined
          ? { anchoring: 'pending' }
          : await proofJson(leafIndex, checkpoint, binding, tiles),
      );
    }
    return proofs;
  }

  private async bundles(entries: readonly JournalEntry[]): Promise<EvidenceBundle[]> {
    const places = await leafIndexes(
      this.database,
      entries.map(({ id }) => id),
    );
    const tiles = new RememberedTiles(new StoredTiles(this.database));
    const binding = await currentBinding(this.database);
    const checkpoints = new Checkpoints(this.database);
    const bundles: EvidenceBundle[] = [];
    for (const entry of entries) {
      const leafIndex = places.get(entry.id);
      const checkpoint = leafIndex === undefined ? undefined : await checkpoints.holding(leafIndex);
      if (leafIndex === undefined || checkpoint === undefined) throw evidencePending(entry.id);
      bundles.push(await this.bundle(entry, leafIndex, checkpoint, binding, tiles));
    }
    return bundles;
  }

  private async bundle(
    entry: JournalEntry,
    leafIndex: bigint,
    checkpoint: StoredCheckpoint,
    binding: ChainBinding | undefined,
    tiles: TileReader,
  ): Promise<EvidenceBundle> {
    try {
      return buildBundle(
        {
          domain: JOURNAL_DOMAIN,
          record: { ...entry.record },
          salt: entry.salt,
          leafIndex,
          ...(await logParts(leafIndex, checkpoint, binding, tiles)),
        },
        this.signer,
      );
    } catch (error) {
      if (error instanceof BundleNotProvable) throw evidenceNotProvable(entry.id, error);
      throw error;
    }
  }
}

/** The second half of a bundle: from a leaf of the log up to the chain. */
async function logParts(
  leafIndex: bigint,
  checkpoint: StoredCheckpoint,
  binding: ChainBinding | undefined,
  tiles: TileReader,
): Promise<Pick<BundleParts, 'inclusionProof' | 'checkpoint' | 'chain'>> {
  const chain = chainOf(checkpoint, binding);
  return {
    inclusionProof: await inclusionProof(leafIndex, checkpoint.size, tiles),
    checkpoint: checkpoint.note,
    ...(chain === undefined ? {} : { chain }),
  };
}

/** Most records of one request are proved by the same final checkpoint: it is asked for once. */
class Checkpoints {
  private newestFinal: StoredCheckpoint | undefined;

  constructor(private readonly reader: Reader) {}

  async holding(leafIndex: bigint): Promise<StoredCheckpoint | undefined> {
    if (this.newestFinal !== undefined && leafIndex < this.newestFinal.size) return this.newestFinal;
    const found = await checkpointFor(this.reader, leafIndex);
    if (found?.state === 'final') this.newestFinal = found;
    return found;
  }
}

/** The places of journal rows in the log; undefined for those not in it yet, missing for ids that do not exist. */
async function leafIndexes(reader: Reader, ids: readonly bigint[]): Promise<Map<bigint, bigint | undefined>> {
  const rows = await reader.query<{ id: string; leaf_index: string | null }>(
    `select k.id, b.log_position + (k.id - b.id) as leaf_index
       from unnest($1::bigint[]) as k(id)
       join lateral (select * from ledger.batch b where b.id <= k.id order by b.id desc limit 1) b
         on k.id < b.id + b.transfer_count`,
    [ids.map(String)],
  );
  return new Map(
    rows.map((row) => [BigInt(row.id), row.leaf_index === null ? undefined : BigInt(row.leaf_index)]),
  );
}

function chainOf(checkpoint: StoredCheckpoint, binding: ChainBinding | undefined): BundleChain | undefined {
  const { transaction, block, state } = checkpoint;
  if (binding === undefined || transaction === undefined || block === undefined) return undefined;
  if (state !== 'mined' && state !== 'final') return undefined;
  return {
    chainId: binding.chainId.toString(),
    contract: binding.contract,
    transaction,
    blockNumber: block.number.toString(),
    blockHash: block.hash,
  };
}

async function proofJson(
  leafIndex: bigint,
  checkpoint: StoredCheckpoint,
  binding: ChainBinding | undefined,
  tiles: TileReader,
): Promise<Json> {
  const proof = await inclusionProof(leafIndex, checkpoint.size, tiles);
  const chain = chainOf(checkpoint, binding);
  return {
    anchoring: chain === undefined ? 'pending' : 'anchored',
    leafIndex: leafIndex.toString(),
    treeSize: checkpoint.size.toString(),
    checkpoint: checkpoint.note,
    inclusionProof: proof.map((node) => Buffer.from(node).toString('hex')),
    ...(chain === undefined
      ? {}
      : {
          state: checkpoint.state,
          chainId: chain.chainId,
          contract: chain.contract,
          transaction: chain.transaction,
          block: { number: chain.blockNumber, hash: chain.blockHash },
        }),
  };
}
