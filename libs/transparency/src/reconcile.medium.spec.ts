import { randomBytes } from 'node:crypto';
import { auditMigrations } from '@carbon/audit';
import { type Command } from '@carbon/ledger';
import { DataSource } from 'typeorm';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../tests/support/ledger-fixture';
import { leafHash, signerFromSeed } from './domain/index';
import { openAlerts } from './persistence/alerts';
import { logMigrations } from './persistence/migrations/index';
import { ReconciliationService } from './reconcile';
import { Sequencer } from './sequencer';

const SIGNER = signerFromSeed('test.example/log', new Uint8Array(32).fill(7));
let fixture: LedgerFixture;
let sequencer: Sequencer;
let superuser: DataSource;
let reconciliation: ReconciliationService;
let [a, b, c] = ['', '', ''];

/** Journal ids: 1 issue 600 A to a; 2 issue 5 B to a; 3 CNY to a; then 300 transfers of 1 A to b from 4 on. */
beforeEach(async () => {
  fixture = await openLedgerFixture(3, 10, [...auditMigrations, ...logMigrations]);
  [a, b, c] = fixture.accounts as [string, string, string];
  sequencer = await Sequencer.create(fixture.database, SIGNER, { maxBatches: 3 });
  reconciliation = new ReconciliationService(fixture.database, SIGNER);
  superuser = await new DataSource({
    type: 'postgres',
    url: fixture.superuserUrl,
    poolSize: 1,
  }).initialize();
  const issue = (instrument: string, quantity: bigint): Command => ({
    kind: 'issue',
    instrument,
    quantity,
    to: a,
    sourceKey: `${instrument}-1`,
    sources: [{ key: `meter-${instrument}`, from: 0n, to: 1000n }],
    cause: CAUSE,
  });
  await submit(issue('GEC-A', 600n), issue('GEC-B', 5n), issue('CNY', 900n));
  for (let batch = 0; batch < 10; batch++) {
    const transfer = {
      kind: 'transfer',
      instrument: 'GEC-A',
      quantity: 1n,
      from: a,
      to: b,
      cause: CAUSE,
    } as const;
    await submit(...Array.from({ length: 30 }, () => transfer));
  }
  await sequencer.sequenceAll();
  await submit({ kind: 'retire', instrument: 'GEC-A', quantity: 2n, from: b, cause: CAUSE });
});

afterEach(async () => {
  await superuser.destroy();
  await fixture.close();
});

async function submit(...commands: Command[]): Promise<void> {
  const outcomes = await fixture.database.transaction((tx) => fixture.ledger.submit(tx, commands));
  for (const outcome of outcomes) if (outcome.status !== 'done') throw outcome.refusal;
}

/** As somebody who can do what the application cannot. */
async function tamper(...statements: [text: string, ...values: unknown[]][]): Promise<void> {
  await superuser.query('set session_replication_role = replica');
  for (const [text, ...values] of statements) await superuser.query(text, values);
  await superuser.query('set session_replication_role = origin');
}

async function findings() {
  const run = await reconciliation.run('test');
  const differences = await reconciliation.differences(run.id);
  const { blocked } = run.summary as unknown as { blocked: string[] };
  return { run, blocked, differences, kinds: differences.map(({ kind }) => kind) };
}

describe('REG-013 reconciliation', () => {
  it('finds nothing in an honest ledger, and says what it did not check', async () => {
    const { run, kinds } = await findings();
    expect(kinds).toEqual([]);
    expect(run).toMatchObject({ status: 'COMPLETED', progress: { step: 'done' }, startedBy: 'test' });
    expect(run.summary).toMatchObject({ chain: 'not checked: no contract is bound', differences: 0 });
    expect(await openAlerts(fixture.database)).toEqual([]);
  });

  it('a changed reason is named by its row, its accounts are blocked, an alert is raised', async () => {
    await tamper([`update ledger.journal set reason = 'altered' where id = 42`]);
    const { run, differences, blocked } = await findings();
    expect(run.status).toBe('INCONSISTENT');
    expect(differences).toMatchObject([
      { kind: 'JOURNAL_ROW_ALTERED', journalId: '42', transactionId: '42', instrument: 'GEC-A' },
    ]);
    expect(differences[0]!.text.en).toContain('journal row 42');
    expect(differences[0]!.text.zh).toContain('流水 42');
    expect(blocked).toEqual([a, b]);
    expect(await openAlerts(fixture.database)).toMatchObject([{ code: 'LEDGER_INCONSISTENT' }]);
    const transfer = { kind: 'transfer', instrument: 'GEC-A', quantity: 1n, to: c, cause: CAUSE } as const;
    await expect(submit({ ...transfer, from: b })).rejects.toMatchObject({
      code: 'LEDGER_ACCOUNT_BLOCKED',
    });
  });

  it('a changed quantity shows in the row, the running balances, the balances and the supply', async () => {
    await tamper([`update ledger.journal set quantity = quantity + 1 where id = 2`]);
    const { kinds, differences } = await findings();
    expect(differences[0]).toMatchObject({ kind: 'JOURNAL_ROW_ALTERED', journalId: '2' });
    expect(new Set(kinds)).toEqual(
      new Set([
        'JOURNAL_ROW_ALTERED',
        'RUNNING_BALANCE_DIFFERS',
        'BALANCE_DIFFERS_FROM_JOURNAL',
        'SUPPLY_DIFFERS_FROM_CHECKPOINTS',
      ]),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({
        kind: 'SUPPLY_DIFFERS_FROM_CHECKPOINTS',
        instrument: 'GEC-B',
        place: 'issued',
        expected: '5',
        found: '6',
      }),
    );
  });

  it('a changed salt and a changed leaf are told apart', async () => {
    await tamper(
      [`update ledger.journal set salt = $1 where id = 50`, randomBytes(16)],
      [`update ledger.journal set leaf = $1 where id = 51`, randomBytes(32)],
    );
    expect((await findings()).differences).toMatchObject([
      { kind: 'JOURNAL_ROW_ALTERED', journalId: '50' },
      { kind: 'JOURNAL_LEAF_ALTERED', journalId: '51' },
    ]);
  });

  it('a row rewritten with a fitting leaf is caught by the log', async () => {
    await tamper([
      `update ledger.journal j set (reason, reference, salt, leaf) =
         (select o.reason, o.reference, o.salt, o.leaf from ledger.journal o where o.id = 61) where j.id = 60`,
    ]);
    const { differences } = await findings();
    expect(differences).toMatchObject([{ kind: 'JOURNAL_ROW_REWRITTEN', journalId: '60' }]);
  });

  it('a row that is not in the log yet stands by its own leaf', async () => {
    await tamper([`update ledger.journal set actor = 'another' where id = 304`]);
    expect((await findings()).differences).toMatchObject([{ kind: 'JOURNAL_ROW_ALTERED', journalId: '304' }]);
  });

  it('a deleted row is named with the leaf that the log kept', async () => {
    const [row] = await superuser.query<{ leaf: Buffer }[]>('select leaf from ledger.journal where id = 70');
    await tamper([`delete from ledger.journal where id = 70`]);
    const { differences, kinds } = await findings();
    expect(differences[0]).toMatchObject({
      kind: 'JOURNAL_ROW_MISSING',
      journalId: '70',
      expected: row!.leaf.toString('hex'),
    });
    expect(kinds).toContain('BALANCE_DIFFERS_FROM_JOURNAL');
  });

  it('a deleted batch is named by its places in the log', async () => {
    await tamper([`delete from ledger.batch where id = 34`]);
    const { differences } = await findings();
    expect(differences[0]).toMatchObject({ kind: 'BATCH_MISSING', place: 'log 33-62' });
    expect(differences.slice(1).every(({ kind }) => kind === 'JOURNAL_ROW_INSERTED')).toBe(true);
  });

  it('an inserted row belongs to no batch', async () => {
    await tamper([
      `insert into ledger.journal
         select (jsonb_populate_record(j, '{"id": 9000, "batch_id": 9000, "transaction_id": 9000}')).*
           from ledger.journal j where id = 80`,
    ]);
    const { differences, kinds } = await findings();
    expect(differences[0]).toMatchObject({ kind: 'JOURNAL_ROW_INSERTED', journalId: '9000' });
    expect(kinds).toContain('RUNNING_BALANCE_DIFFERS');
  });

  it('a changed balance is named by account, instrument and part', async () => {
    await tamper([
      `update ledger.balance set available = available + 7
        where account_id = (select id from ledger.account where number = $1)
          and instrument_id = (select id from ledger.instrument where code = 'GEC-A')`,
      b,
    ]);
    const { differences, blocked } = await findings();
    expect(differences).toMatchObject([
      {
        kind: 'BALANCE_DIFFERS_FROM_JOURNAL',
        account: b,
        instrument: 'GEC-A',
        place: 'available',
        expected: '298',
        found: '305',
      },
      { kind: 'BALANCES_DO_NOT_SUM_TO_ZERO', instrument: 'GEC-A', found: '7' },
      { kind: 'BALANCE_DIFFERS_FROM_BLOCKS', account: b, expected: '298', found: '305' },
    ]);
    expect(blocked).toEqual([b]);
  });

  it('a block given to another holder is named, with both holders blocked', async () => {
    await tamper([
      `update ledger.block set account_id = (select id from ledger.account where number = $1)
        where instrument_id = (select id from ledger.instrument where code = 'GEC-B')`,
      c,
    ]);
    const { differences, blocked } = await findings();
    expect(differences).toContainEqual(
      expect.objectContaining({
        kind: 'BLOCK_MISPLACED',
        instrument: 'GEC-B',
        place: '1-5',
        expected: a,
        found: c,
      }),
    );
    expect(blocked).toEqual([a, c]);
  });

  it('lost serials and a source used twice are named', async () => {
    await tamper(
      [`alter table ledger.source_range drop constraint source_backs_one_issuance`],
      [
        `update ledger.source_range set source_key = 'meter-GEC-A', from_unit = 999, to_unit = 1999 where issuance_id = 2`,
      ],
      [
        `delete from ledger.block where instrument_id = (select id from ledger.instrument where code = 'GEC-B')`,
      ],
    );
    const { differences } = await findings();
    expect(differences).toContainEqual(
      expect.objectContaining({ kind: 'SERIALS_NOT_TILED', instrument: 'GEC-B' }),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({ kind: 'SOURCE_USED_TWICE', journalId: '2', place: 'meter-GEC-A' }),
    );
  });

  it('a changed hash of a tile is named by its place; the rows stay innocent', async () => {
    const other = Buffer.from(leafHash(Buffer.from('other')));
    await tamper([
      `update log.tile set hashes = overlay(hashes placing $1::bytea from 321 for 32) where level = 0 and index = 0`,
      other,
    ]);
    const { differences, blocked } = await findings();
    expect(differences).toMatchObject([{ kind: 'TILE_ALTERED', place: 'tile 0/0 hash 10' }]);
    expect(blocked).toEqual([]);
  });

  it('a changed upper tile is named', async () => {
    const other = Buffer.from(leafHash(Buffer.from('other')));
    await tamper([`update log.tile set hashes = $1 where level = 1 and index = 0`, other]);
    const { kinds, differences } = await findings();
    expect(new Set(kinds)).toEqual(new Set(['TILE_ALTERED']));
    expect(differences[0]).toMatchObject({ place: 'tile 1/0' });
  });

  it('a changed root, a changed note and a deleted checkpoint are named', async () => {
    const sizes = await superuser.query<{ size: string }[]>('select size from log.checkpoint order by size');
    const [first, second] = sizes.map(({ size }) => size);
    await tamper([`update log.checkpoint set root = $1 where size = $2`, randomBytes(32), first]);
    expect((await findings()).differences).toMatchObject([
      { kind: 'CHECKPOINT_ALTERED', place: `checkpoint ${first!}` },
    ]);
    const impostor = signerFromSeed(SIGNER.name, new Uint8Array(32).fill(8));
    await tamper([
      `update log.checkpoint set note = replace(note, 'test.example/log ', $1) where size = $2`,
      `${impostor.name}x `,
      second,
    ]);
    expect((await findings()).kinds).toContain('CHECKPOINT_NOT_SIGNED');
    await tamper([`delete from log.checkpoint where size = $1`, second]);
    expect((await findings()).differences).toContainEqual(
      expect.objectContaining({ kind: 'CHECKPOINT_MISSING', place: `checkpoint ${second!}` }),
    );
  });

  it('runs one at a time, and a run that died is closed as failed', async () => {
    await fixture.database.query(
      `insert into log.reconciliation (id, started_by) values ('01900000-0000-7000-8000-000000000009', 'dead')`,
    );
    const id = await reconciliation.start('test');
    const other = new ReconciliationService(fixture.database, SIGNER);
    await expect(other.start('test')).rejects.toMatchObject({ code: 'RECONCILIATION_RUNNING' });
    await reconciliation.settled();
    const { items } = await reconciliation.list({ limit: 10 });
    expect(items).toMatchObject([
      { id, status: 'COMPLETED' },
      { status: 'FAILED', error: 'interrupted' },
    ]);
  });
});
