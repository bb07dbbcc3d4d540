import { auditMigrations } from '@carbon/audit';
import { type Command } from '@carbon/ledger';
import { DataSource } from 'typeorm';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../tests/support/ledger-fixture';
import {
  inclusionProof,
  leafHash,
  NodeHasher,
  openCheckpoint,
  rootAt,
  signerFromSeed,
  TreeBuilder,
  verifyInclusion,
} from './domain/index';
import { checkpointsAfter, latestCheckpoint } from './persistence/checkpoints';
import { logMigrations } from './persistence/migrations/index';
import { StoredTiles, storeTiles } from './persistence/tile-store';
import { Sequencer } from './sequencer';

const SIGNER = signerFromSeed('test.example/log', new Uint8Array(32).fill(7));
let fixture: LedgerFixture;
let sequencer: Sequencer;
let superuser: DataSource;

beforeEach(async () => {
  fixture = await openLedgerFixture(3, 10, [...auditMigrations, ...logMigrations]);
  sequencer = await Sequencer.create(fixture.database, SIGNER);
  superuser = await new DataSource({
    type: 'postgres',
    url: fixture.superuserUrl,
    poolSize: 1,
  }).initialize();
});

afterEach(async () => {
  await superuser.destroy();
  await fixture.close();
});

let issued = 0;
function issue(instrument: string, quantity: bigint, reversible = false): Command {
  return {
    kind: 'issue',
    instrument,
    quantity,
    to: fixture.accounts[0]!,
    sourceKey: `source-${++issued}`,
    cause: CAUSE,
    ...(reversible ? { reversibleUntil: new Date('2027-01-01T00:00:00Z') } : {}),
  };
}

const submit = (...commands: Command[]) =>
  fixture.database.transaction((tx) => fixture.ledger.submit(tx, commands));

/** The leaves of the journal in the order of the log, read without the code under test. */
async function loggedLeaves(): Promise<Buffer[]> {
  const rows = await fixture.database.query<{ leaf: Buffer }>(
    `select j.leaf from ledger.journal j join ledger.batch b on b.id = j.batch_id
      where b.log_position is not null order by b.log_position + (j.id - b.id)`,
  );
  return rows.map((row) => row.leaf);
}

describe('the sequencer', () => {
  it('gives places, tiles and a signed checkpoint to what was committed', async () => {
    await submit(issue('GEC-A', 10n), issue('CNY', 500n));
    await submit(issue('GEC-B', 7n));
    expect(await sequencer.sequence()).toEqual({ size: 3n, previousSize: 0n, batches: 2 });

    const leaves = await loggedLeaves();
    expect(leaves).toHaveLength(3);
    const tree = TreeBuilder.resume(await NodeHasher.create(), 0n, []);
    tree.append(Buffer.concat(leaves));
    const checkpoint = (await latestCheckpoint(fixture.database))!;
    expect(openCheckpoint(checkpoint.note, SIGNER.verifierKey)).toEqual({
      origin: SIGNER.name,
      size: 3n,
      root: tree.root(),
    });
    expect(checkpoint.root.equals(tree.root())).toBe(true);
    const proof = await inclusionProof(1n, 3n, new StoredTiles(fixture.database));
    expect(verifyInclusion(leaves[1]!, 1n, 3n, proof, checkpoint.root)).toBe(true);
  });

  it('makes no checkpoint when nothing is new', async () => {
    expect(await sequencer.sequence()).toBeUndefined();
    await submit(issue('GEC-A', 1n));
    await sequencer.sequence();
    expect(await sequencer.sequence()).toBeUndefined();
    expect(await checkpointsAfter(fixture.database, 0n, 10)).toHaveLength(1);
  });

  it('grows the tree over tile borders by bounded steps, equal to the tree built at once', async () => {
    for (let batch = 0; batch < 9; batch++) {
      await submit(...Array.from({ length: 83 }, () => issue('CNY', 1n)));
    }
    const small = await Sequencer.create(fixture.database, SIGNER, { maxLeaves: 100 });
    const made = await small.sequenceAll();
    expect(made.map(({ size }) => size)).toEqual([166n, 332n, 498n, 664n, 747n]);
    const tree = TreeBuilder.resume(await NodeHasher.create(), 0n, []);
    tree.append(Buffer.concat(await loggedLeaves()));
    expect((await latestCheckpoint(fixture.database))!.root.equals(tree.root())).toBe(true);
    const tiles = new StoredTiles(fixture.database);
    for (const { size, root } of await checkpointsAfter(fixture.database, 0n, 10)) {
      expect(root.equals(await rootAt(size, tiles))).toBe(true);
    }
  });

  it('takes turns when several run at once: every batch once, no gap', async () => {
    const others = await Promise.all([1, 2, 3].map(() => Sequencer.create(fixture.database, SIGNER)));
    for (let round = 0; round < 5; round++) {
      await Promise.all([
        ...Array.from({ length: 4 }, () => submit(issue('CNY', 1n), issue('CNY', 2n))),
        ...others.map((other) => other.sequence()),
      ]);
    }
    await sequencer.sequenceAll();
    const rows = await fixture.database.query<{ log_position: string }>(
      'select log_position from ledger.batch order by log_position',
    );
    expect(rows.map((row) => Number(row.log_position))).toEqual(Array.from({ length: 20 }, (_, n) => n * 2));
  });

  it('sums up what a checkpoint did to the supply, reversals negative, serialised instruments only', async () => {
    const [a, b] = fixture.accounts as [string, string, string];
    const until = new Date('2027-01-01T00:00:00Z');
    const [, undone] = await submit(issue('GEC-A', 100n), issue('GEC-A', 5n, true), issue('CNY', 9n));
    const end = { instrument: 'GEC-A', from: a, cause: CAUSE } as const;
    const [retired] = await submit(
      { ...end, kind: 'retire', quantity: 10n, reversibleUntil: until },
      { ...end, kind: 'surrender', quantity: 20n },
      { ...end, kind: 'cancel', quantity: 3n },
      { ...end, kind: 'expire', quantity: 4n },
      { ...end, kind: 'convert', quantity: 6n, toInstrument: 'GEC-B', to: b, toQuantity: 2n },
      { kind: 'transfer', instrument: 'GEC-A', from: a, to: b, quantity: 1n, cause: CAUSE },
    );
    if (undone?.status !== 'done' || retired?.status !== 'done') throw new Error('refused');
    await sequencer.sequence();
    const zero = { issued: 0n, retired: 0n, surrendered: 0n, cancelled: 0n, expired: 0n, converted: 0n };
    expect((await latestCheckpoint(fixture.database))!.deltas).toEqual([
      {
        ...zero,
        instrument: 'GEC-A',
        issued: 105n,
        retired: 10n,
        surrendered: 20n,
        cancelled: 3n,
        expired: 4n,
        converted: 6n,
      },
      { ...zero, instrument: 'GEC-B', issued: 2n },
    ]);
    const outcomes = await submit({ kind: 'reverse', transactionId: retired.transactionId, cause: CAUSE });
    expect(outcomes[0]?.status).toBe('done');
    await sequencer.sequence();
    expect((await latestCheckpoint(fixture.database))!.deltas).toEqual([
      { ...zero, instrument: 'GEC-A', retired: -10n },
    ]);
  });

  it('leaves nothing behind when the transaction fails, and refuses to go on from damaged tiles', async () => {
    await submit(issue('GEC-A', 1n));
    await sequencer.sequence();
    await superuser.query(`alter table log.tile disable trigger user`);
    await superuser.query(`update log.tile set hashes = $1`, [Buffer.from(leafHash(Buffer.from('other')))]);
    await submit(issue('GEC-A', 2n));
    await expect(sequencer.sequence()).rejects.toMatchObject({ code: 'LOG_TILES_DAMAGED' });
    const [row] = await fixture.database.query(
      'select count(*)::int as count from ledger.batch where log_position is null',
    );
    expect(row).toEqual({ count: 1 });
  });

  it('refuses to sequence a batch that lacks a row', async () => {
    await submit(issue('CNY', 1n), issue('CNY', 2n));
    await superuser.query(`set session_replication_role = replica`);
    await superuser.query(`delete from ledger.journal where id = (select max(id) from ledger.journal)`);
    await expect(sequencer.sequence()).rejects.toMatchObject({ code: 'LOG_JOURNAL_INCOMPLETE' });
  });
});

describe('the tables of the log', () => {
  it('let a tile grow and nothing else', async () => {
    const [one, two] = [leafHash(Buffer.from('1')), leafHash(Buffer.from('2'))];
    const tile = (...hashes: Uint8Array[]) => [{ level: 0, index: 0n, hashes: Buffer.concat(hashes) }];
    await storeTiles(fixture.database, tile(one));
    await storeTiles(fixture.database, tile(one, two));
    for (const wrong of [tile(one), tile(two, one), tile(two)]) {
      await expect(storeTiles(fixture.database, wrong)).rejects.toThrow('only grows');
    }
    await expect(superuser.query('delete from log.tile')).rejects.toThrow('append-only');
    await expect(
      superuser.query(`insert into log.tile values (0, 1, decode(repeat('00', 8224), 'hex'))`),
    ).rejects.toThrow('check');
  });

  it.each([
    'delete from log.tile',
    'delete from log.checkpoint',
    `update log.checkpoint set root = ''`,
    `update log.checkpoint set note = ''`,
    `update log.anchor_attempt set happened = ''`,
    'delete from log.anchor_attempt',
    `update log.chain_binding set contract = ''`,
    `update log.difference set kind = ''`,
    'delete from log.alert',
  ])('do not let the application %s', async (statement) => {
    await expect(fixture.database.query(statement)).rejects.toThrow('permission denied');
  });
});
