import { Database, Transaction } from '@carbon/database';
import { systemClock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import type { ClientBase } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import type { Line, Note } from '../bench';
import { type InstrumentCode, LedgerStage, PLAIN, SERIAL } from '../ledger-stage';
import { Random, uniform } from '../random';
import { median, now } from '../rounds';

const BATCH = 5_000;
const BATCHES = 15;

type Share = 'read' | 'hash' | 'write' | 'blocks' | 'other';

/** Milliseconds of a batch by what it waited for, and of what it did while its rows were sent. */
class Stopwatch {
  readonly spent: Record<Share, number> = { read: 0, hash: 0, write: 0, blocks: 0, other: 0 };

  async time<T>(share: Share, work: () => Promise<T>): Promise<T> {
    const started = now();
    try {
      return await work();
    } finally {
      this.spent[share] += now() - started;
    }
  }

  /** The parts of a message; the time they take to make is not time that the database is waited for. */
  *made(parts: Iterable<Buffer>): Generator<Buffer, void> {
    let started = now();
    for (const part of parts) {
      this.spent.hash += now() - started;
      this.spent.write -= now() - started;
      yield part;
      started = now();
    }
  }
}

class TimedTransaction extends Transaction {
  constructor(
    manager: EntityManager,
    client: ClientBase,
    private readonly watch: Stopwatch,
  ) {
    super(manager, client);
  }

  override query: Transaction['query'] = (statement, values) =>
    this.watch.time(shareOf(statement), () => super.query(statement, values));
  override rows: Transaction['rows'] = (statement, values) =>
    this.watch.time(shareOf(statement), () => super.rows(statement, values));
  override copy: Transaction['copy'] = (statement, message) =>
    this.watch.time('write', () => super.copy(statement, this.watch.made(message)));
}

function shareOf(statement: Parameters<Transaction['query']>[0]): Share {
  const text = typeof statement === 'string' ? statement : statement.text;
  if (/read_balances|lock_balances/.test(text)) return 'read';
  if (/ledger\.block|rearrange_blocks/.test(text)) return 'blocks';
  return 'other';
}

class TimedDatabase extends Database {
  watch = new Stopwatch();

  protected override async once<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner();
    const client = (await runner.connect()) as ClientBase;
    try {
      await this.watch.time('other', () => runner.startTransaction());
      const result = await work(new TimedTransaction(runner.manager, client, this.watch));
      await this.watch.time('other', () => runner.commitTransaction());
      return result;
    } finally {
      await runner.release();
    }
  }
}

/** Where the time of one batch of 5,000 goes: no goal, but the first thing to look at when one is missed. */
export const costSplit: Line = {
  name: 'cost-split',
  async run(bench) {
    const stage = await LedgerStage.open(bench);
    const pick = uniform(new Random(3), bench.sizes.accounts);
    const source = await new DataSource({
      type: 'postgres',
      url: stage.serviceUrl,
      poolSize: 1,
    }).initialize();
    const database = new TimedDatabase(source);
    const ledger = await Ledger.create(systemClock);
    const lines: string[] = [];
    for (const instrument of [PLAIN, SERIAL] as const) {
      const spent: Record<Share | 'total', number>[] = [];
      for (let at = 0; at < BATCHES; at++) {
        const commands = stage.batch(BATCH, pick, instrument);
        database.watch = new Stopwatch();
        const started = now();
        await database.transaction((tx) => ledger.submit(tx, commands));
        spent.push({ ...database.watch.spent, total: now() - started });
        stage.countAcknowledged(BATCH);
      }
      lines.push(describe(instrument, spent.slice(3)));
    }
    await database.close();
    await stage.close();
    const note: Note = { about: 'one batch of 5,000 transfers, milliseconds (medians)', lines };
    return { ratios: [], notes: [note] };
  },
};

function describe(instrument: InstrumentCode, spent: Record<Share | 'total', number>[]): string {
  const of = (share: Share | 'total') => median(spent.map((each) => each[share]));
  const node = median(spent.map((s) => s.total - s.read - s.hash - s.write - s.blocks - s.other));
  const parts = [
    `total ${of('total').toFixed(1)}`,
    `read balances ${of('read').toFixed(1)}`,
    `compile and judge in Node ${node.toFixed(1)}`,
    `hash and encode while the rows are sent ${of('hash').toFixed(1)}`,
    `rest of COPY, and its trigger ${of('write').toFixed(1)}`,
    ...(instrument === SERIAL ? [`blocks (read and rearrange) ${of('blocks').toFixed(1)}`] : []),
    `begin, ids, commit ${of('other').toFixed(1)}`,
  ];
  return `${instrument === SERIAL ? 'with' : 'without'} serials: ${parts.join(', ')}`;
}
