import type { Transaction } from '@carbon/database';
import { SequencingFault } from '../sequencing-fault';
import type { LeafSource, WaitingLeaves } from './leaf-source';

interface Batch {
  readonly id: bigint;
  readonly count: number;
}

export interface JournalBatchesOptions {
  /** Batches of one checkpoint at most. */
  readonly maxBatches: number;
  /** A checkpoint takes no further batch once it has this many leaves. */
  readonly maxLeaves: number;
}

/**
 * The journal: every row is a leaf. The order is that of the journal ids among what is committed; a batch that spends
 * units has a higher id than the batch that brought them, for ids are taken while the balances are locked, so no prefix
 * of the log holds a spending without its origin.
 */
export class JournalBatches implements LeafSource {
  constructor(private readonly options: JournalBatchesOptions) {}

  /** @throws SequencingFault when a row of a batch is missing */
  async take(tx: Transaction): Promise<WaitingLeaves | undefined> {
    const batches = await this.waiting(tx);
    if (batches.length === 0) return undefined;
    return {
      leaves: await readLeaves(tx, batches),
      batches: batches.length,
      place: (writer, first) => givePositions(writer, batches, first),
    };
  }

  private async waiting(tx: Transaction): Promise<Batch[]> {
    const rows = await tx.query<{ id: string; transfer_count: number }>(
      'select id, transfer_count from ledger.batch where log_position is null order by id limit $1',
      [this.options.maxBatches],
    );
    const taken: Batch[] = [];
    let leaves = 0;
    for (const row of rows) {
      if (leaves >= this.options.maxLeaves) break;
      taken.push({ id: BigInt(row.id), count: row.transfer_count });
      leaves += row.transfer_count;
    }
    return taken;
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
