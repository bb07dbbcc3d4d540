import type { Database, Transaction } from '@carbon/database';
import { HASH_BYTES, NodeHasher, type NoteSigner, signCheckpoint, TreeBuilder } from './domain/index';
import { AuditSeals } from './leaf-sources/audit-seals';
import { JournalBatches } from './leaf-sources/journal-batches';
import type { LeafSource, WaitingLeaves } from './leaf-sources/leaf-source';
import { insertCheckpoint, latestCheckpoint, type StoredCheckpoint } from './persistence/checkpoints';
import { enqueueIssuances } from './persistence/issuance-records';
import { StoredTiles, storeTiles } from './persistence/tile-store';
import { supplyDeltas } from './persistence/supply-deltas';
import { SequencingFault } from './sequencing-fault';

export interface SequencerOptions {
  /** Journal batches of one checkpoint at most. */
  readonly maxBatches?: number;
  /** A checkpoint takes no further batch once it has this many leaves. */
  readonly maxLeaves?: number;
  /** Audit records of one seal, and so of one checkpoint, at most. */
  readonly maxAuditRecords?: number;
}

export interface Sequenced {
  readonly size: bigint;
  readonly previousSize: bigint;
  /** Journal batches and audit seals. */
  readonly batches: number;
}

const DEFAULTS = { maxBatches: 5_000, maxLeaves: 65_536, maxAuditRecords: 4_096 };

/**
 * Gives what was committed its places in the log: the rows of journal batches, and seals over groups of audit records.
 * Places are gapless although ids are not, and a place once given is final.
 */
export class Sequencer {
  private constructor(
    private readonly database: Database,
    private readonly signer: NoteSigner,
    private readonly hasher: NodeHasher,
    private readonly sources: readonly LeafSource[],
  ) {}

  static async create(
    database: Database,
    signer: NoteSigner,
    options: SequencerOptions = {},
  ): Promise<Sequencer> {
    const limits = { ...DEFAULTS, ...options };
    const hasher = await NodeHasher.create();
    const sources = [new JournalBatches(limits), new AuditSeals(hasher, limits.maxAuditRecords)];
    return new Sequencer(database, signer, hasher, sources);
  }

  /**
   * Appends what waits, up to the limits, and signs one checkpoint over it, in one transaction; nothing when nothing
   * waits. Safe to call from several processes: they take turns.
   * @throws SequencingFault
   */
  sequence(): Promise<Sequenced | undefined> {
    return this.database.transaction((tx) => this.append(tx));
  }

  /** Sequences until nothing waits; returns the checkpoints made. */
  async sequenceAll(): Promise<Sequenced[]> {
    const made: Sequenced[] = [];
    for (;;) {
      const next = await this.sequence();
      if (next === undefined) return made;
      made.push(next);
    }
  }

  private async append(tx: Transaction): Promise<Sequenced | undefined> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('log.sequencer'))`);
    const waiting = await this.waiting(tx);
    if (waiting.length === 0) return undefined;
    const before = await latestCheckpoint(tx);
    const builder = await this.resume(tx, before);
    const previousSize = builder.size;
    const { newSize, newRoot, changedTiles } = builder.append(
      Buffer.concat(waiting.map(({ leaves }) => leaves)),
    );
    await storeTiles(tx, changedTiles);
    let place = previousSize;
    for (const part of waiting) {
      await part.place(tx, place);
      place += BigInt(part.leaves.length / HASH_BYTES);
    }
    await enqueueIssuances(tx, previousSize, newSize);
    await insertCheckpoint(tx, {
      size: newSize,
      previousSize,
      root: newRoot,
      note: signCheckpoint({ size: newSize, root: newRoot }, this.signer),
      deltas: await supplyDeltas(tx, previousSize, newSize),
    });
    return { size: newSize, previousSize, batches: waiting.reduce((sum, { batches }) => sum + batches, 0) };
  }

  /** What every source has, one after the other in the log. None can keep another from its turn. */
  private async waiting(tx: Transaction): Promise<WaitingLeaves[]> {
    const taken: WaitingLeaves[] = [];
    for (const source of this.sources) {
      const waiting = await source.take(tx);
      if (waiting !== undefined) taken.push(waiting);
    }
    return taken;
  }

  /** The tree as its last checkpoint left it. A root that differs means that stored tiles were changed. */
  private async resume(tx: Transaction, last: StoredCheckpoint | undefined): Promise<TreeBuilder> {
    const size = last?.size ?? 0n;
    const builder = TreeBuilder.resume(this.hasher, size, await new StoredTiles(tx).edge(size));
    if (last !== undefined && !last.root.equals(builder.root())) {
      throw new SequencingFault(
        'LOG_TILES_DAMAGED',
        `the tiles do not give the root of checkpoint ${size.toString()}`,
      );
    }
    return builder;
  }
}
