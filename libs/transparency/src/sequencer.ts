import type { Database, Transaction } from '@carbon/database';
import { NodeHasher, type NoteSigner, signCheckpoint, TreeBuilder } from './domain/index';
import { insertCheckpoint, latestCheckpoint, type StoredCheckpoint } from './persistence/checkpoints';
import { enqueueIssuances } from './persistence/issuance-records';
import { StoredTiles, storeTiles } from './persistence/tile-store';
import { supplyDeltas } from './persistence/supply-deltas';

export interface SequencerOptions {
  /** Batches of one checkpoint at most. */
  readonly maxBatches?: number;
  /** A checkpoint takes no further batch once it has this many leaves. */
  readonly maxLeaves?: number;
}

export interface Sequenced {
  readonly size: bigint;
  readonly previousSize: bigint;
  readonly batches: number;
}

/** The ledger or the log is not what it must be; nothing was sequenced. */
export class SequencingFault extends Error {
  constructor(
    readonly code: 'LOG_JOURNAL_INCOMPLETE' | 'LOG_TILES_DAMAGED',
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = 'SequencingFault';
  }
}

interface Batch {
  readonly id: bigint;
  readonly count: number;
}

const MAX_BATCHES = 5_000;
const MAX_LEAVES = 65_536;

/**
 * Gives committed batches their places in the log. Places are gapless although journal ids are not, and a place once
 * given is final. The order is that of the journal ids among what is committed; a batch that spends units has a higher
 * id than the batch that brought them, for ids are taken while the balances are locked, so no prefix of the log holds
 * a spending without its origin.
 */
export class Sequencer {
  private constructor(
    private readonly database: Database,
    private readonly signer: NoteSigner,
    private readonly hasher: NodeHasher,
    private readonly options: SequencerOptions,
  ) {}

  static async create(
    database: Database,
    signer: NoteSigner,
    options: SequencerOptions = {},
  ): Promise<Sequencer> {
    return new Sequencer(database, signer, await NodeHasher.create(), options);
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
    const batches = await this.waiting(tx);
    if (batches.length === 0) return undefined;
    const leaves = await readLeaves(tx, batches);
    const before = await latestCheckpoint(tx);
    const builder = await this.resume(tx, before);
    const previousSize = builder.size;
    const { newSize, newRoot, changedTiles } = builder.append(leaves);
    await storeTiles(tx, changedTiles);
    await givePositions(tx, batches, previousSize);
    await enqueueIssuances(tx, previousSize, newSize);
    await insertCheckpoint(tx, {
      size: newSize,
      previousSize,
      root: newRoot,
      note: signCheckpoint({ size: newSize, root: newRoot }, this.signer),
      deltas: await supplyDeltas(tx, previousSize, newSize),
    });
    return { size: newSize, previousSize, batches: batches.length };
  }

  private async waiting(tx: Transaction): Promise<Batch[]> {
    const rows = await tx.query<{ id: string; transfer_count: number }>(
      'select id, transfer_count from ledger.batch where log_position is null order by id limit $1',
      [this.options.maxBatches ?? MAX_BATCHES],
    );
    const taken: Batch[] = [];
    let leaves = 0;
    for (const row of rows) {
      if (leaves >= (this.options.maxLeaves ?? MAX_LEAVES)) break;
      taken.push({ id: BigInt(row.id), count: row.transfer_count });
      leaves += row.transfer_count;
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

/** The leaves of batches in order, one after the other; neighbouring batches are read as one run. */
async function readLeaves(tx: Transaction, batches: readonly Batch[]): Promise<Uint8Array> {
  const runs: { from: bigint; to: bigint }[] = [];
  for (const { id, count } of batches) {
    const run = runs.at(-1);
    const to = id + BigInt(count);
    if (run?.to === id) run.to = to;
    else runs.push({ from: id, to });
  }
  const rows = await tx.query<{ count: number; leaves: Buffer | null }>(
    {
      name: 'read-leaves',
      text: `select l.count, l.leaves
               from unnest($1::bigint[], $2::bigint[]) with ordinality as r(from_id, to_id, n)
              cross join lateral (
                select count(*)::int as count, string_agg(j.leaf, ''::bytea order by j.id) as leaves
                  from ledger.journal j where j.id >= r.from_id and j.id < r.to_id) l
              order by r.n`,
    },
    [runs.map((run) => run.from.toString()), runs.map((run) => run.to.toString())],
  );
  runs.forEach(({ from, to }, at) => {
    if (BigInt(rows[at]?.count ?? 0) === to - from) return;
    throw new SequencingFault(
      'LOG_JOURNAL_INCOMPLETE',
      `journal rows are missing between ${from.toString()} and ${(to - 1n).toString()}`,
    );
  });
  return Buffer.concat(rows.map((row) => row.leaves ?? Buffer.alloc(0)));
}

async function givePositions(tx: Transaction, batches: readonly Batch[], first: bigint): Promise<void> {
  let next = first;
  const positions = batches.map(({ count }) => {
    const position = next;
    next += BigInt(count);
    return position.toString();
  });
  await tx.query(
    `update ledger.batch b set log_position = p.position
       from unnest($1::bigint[], $2::bigint[]) as p(id, position) where b.id = p.id`,
    [batches.map(({ id }) => id.toString()), positions],
  );
}
