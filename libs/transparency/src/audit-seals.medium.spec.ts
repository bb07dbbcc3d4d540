import { auditMigrations, getAuditRecord, recordAudit } from '@carbon/audit';
import { type Transaction } from '@carbon/database';
import { EVERYTHING } from '@carbon/http';
import { DataSource } from 'typeorm';
import { CAUSE, type LedgerFixture, openLedgerFixture } from '../../../tests/support/ledger-fixture';
import {
  bundleFile,
  type EvidenceBundle,
  groupLeaf,
  NodeHasher,
  signerFromSeed,
  TreeBuilder,
  verifyBundle,
} from './domain/index';
import { modelRoot } from './domain/reference-tree.spec-support';
import { EvidenceService } from './evidence';
import { latestCheckpoint } from './persistence/checkpoints';
import { logMigrations } from './persistence/migrations/index';
import { PublicLog } from './public-log';
import { ReconciliationService } from './reconcile';
import { Sequencer } from './sequencer';

const SIGNER = signerFromSeed('test.example/log', new Uint8Array(32).fill(7));
let fixture: LedgerFixture;
let sequencer: Sequencer;
let superuser: DataSource;

beforeEach(async () => {
  fixture = await openLedgerFixture(2, 20, [...auditMigrations, ...logMigrations]);
  sequencer = await Sequencer.create(fixture.database, SIGNER, { maxAuditRecords: 20 });
  superuser = await new DataSource({ type: 'postgres', url: fixture.superuserUrl, poolSize: 1 }).initialize();
});

afterEach(async () => {
  await superuser.destroy();
  await fixture.close();
});

const write = (tx: Transaction, n: number) =>
  recordAudit(
    tx,
    { action: 'thing.done', subject: { kind: 'thing', id: String(n) }, after: { n } },
    fixture.clock.now(),
    { actor: 'test' },
  );
const record = async (...numbers: number[]) => {
  for (const n of numbers) await fixture.database.transaction((tx) => write(tx, n));
};
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

let issued = 0;
async function issue(count: number): Promise<void> {
  await fixture.database.transaction((tx) =>
    fixture.ledger.submit(
      tx,
      upTo(count).map(() => ({
        kind: 'issue' as const,
        instrument: 'GEC-A',
        quantity: 1n,
        to: fixture.accounts[0]!,
        sourceKey: `source-${++issued}`,
        cause: CAUSE,
      })),
    ),
  );
}

interface Placed {
  readonly position: number;
  readonly leaf: Buffer;
}

/** Every leaf that has a place in the log, read and computed without the code under test. */
async function placedLeaves(): Promise<Placed[]> {
  const { database } = fixture;
  const rows = await database.query<{ position: string; leaf: Buffer }>(
    `select b.log_position + (j.id - b.id) as position, j.leaf
       from ledger.journal j join ledger.batch b on b.id = j.batch_id where b.log_position is not null`,
  );
  const seals = await database.query<{ position: string; leaves: Buffer[] }>(
    `select s.log_position as position, array_agg(r.leaf order by m.ordinal) as leaves
       from audit.seal s join audit.sealed_record m on m.seal_id = s.id join audit.record r on r.id = m.record_id
      group by s.id`,
  );
  return [
    ...rows.map(({ position, leaf }) => ({ position: Number(position), leaf })),
    ...seals.map(({ position, leaves }) => ({
      position: Number(position),
      leaf: Buffer.from(groupLeaf(modelRoot(leaves), BigInt(leaves.length))),
    })),
  ].sort((one, other) => one.position - other.position);
}

/** The log is gapless and its head is the tree over those leaves; every record is sealed once. */
async function expectWholeLog(records: number): Promise<void> {
  const placed = await placedLeaves();
  expect(placed.map(({ position }) => position)).toEqual(placed.map((_, at) => at));
  const tree = TreeBuilder.resume(await NodeHasher.create(), 0n, []);
  tree.append(Buffer.concat(placed.map(({ leaf }) => leaf)));
  const head = (await latestCheckpoint(fixture.database))!;
  expect(head.size).toBe(BigInt(placed.length));
  expect(head.root.equals(tree.root())).toBe(true);
  const [row] = await fixture.database.query(
    `select (select count(*)::int from audit.sealed_record) as sealed, (select count(*)::int from audit.unsealed) as waiting,
            (select count(*)::int from audit.record) as records,
            (select count(*)::int from audit.seal s where s.count <>
              (select count(*) from audit.sealed_record m where m.seal_id = s.id)) as wrong`,
  );
  expect(row).toEqual({ sealed: records, waiting: 0, records, wrong: 0 });
}

describe('INV-05 audit records in the log', () => {
  it('stand as one leaf beside the rows of the journal, gapless', async () => {
    await issue(3);
    await record(1, 2, 3, 4, 5);
    expect(await sequencer.sequence()).toEqual({ size: 4n, previousSize: 0n, batches: 2 });
    await record(6);
    expect(await sequencer.sequence()).toEqual({ size: 5n, previousSize: 4n, batches: 1 });
    await issue(2);
    await sequencer.sequence();
    expect(await sequencer.sequence()).toBeUndefined();
    await expectWholeLog(6);
    const [supply] = (await latestCheckpoint(fixture.database))!.deltas;
    expect(supply).toMatchObject({ instrument: 'GEC-A', issued: 2n });
    const issuances = await fixture.database.query<{ leaf_index: string }>(
      'select leaf_index from log.issuance_record order by leaf_index',
    );
    expect(issuances.map(({ leaf_index }) => leaf_index)).toEqual(['0', '1', '2', '5', '6']);
  });

  it('more than one seal holds are sealed by several', async () => {
    await record(...upTo(45));
    expect((await sequencer.sequenceAll()).map(({ size }) => size)).toEqual([1n, 2n, 3n]);
    await expectWholeLog(45);
  });

  it('a record that is committed late, with a lower id than sealed ones, is sealed too', async () => {
    let commit = () => {};
    const held = new Promise<void>((resolve) => (commit = resolve));
    let written = () => {};
    const wrote = new Promise<void>((resolve) => (written = resolve));
    const late = fixture.database.transaction(async (tx) => {
      await write(tx, 1);
      written();
      await held;
    });
    await wrote;
    await record(2, 3);
    await sequencer.sequenceAll();
    const sealed = () =>
      fixture.database.query<{ id: string }>(
        'select record_id as id from audit.sealed_record order by seal_id, ordinal',
      );
    expect(await sealed()).toEqual([{ id: '2' }, { id: '3' }]);
    commit();
    await late;
    await sequencer.sequenceAll();
    expect(await sealed()).toEqual([{ id: '2' }, { id: '3' }, { id: '1' }]);
    await expectWholeLog(3);
  });

  it('fifty writers at once while sequencers run: every record sealed once, the log gapless', async () => {
    const others = await Promise.all(
      [1, 2].map(() => Sequencer.create(fixture.database, SIGNER, { maxAuditRecords: 7, maxBatches: 2 })),
    );
    let writing = true;
    const sequencing = others.map(async (other) => {
      while (writing) await other.sequence();
    });
    await Promise.all(
      upTo(50).map(async (writer) => {
        for (let n = 0; n < 4; n++) {
          await fixture.database.transaction(async (tx) => {
            await write(tx, writer * 10 + n);
            if (n === 3) await write(tx, writer * 10 + 9);
          });
          if (writer % 10 === 0) await issue(1);
        }
      }),
    );
    writing = false;
    await Promise.all(sequencing);
    await sequencer.sequenceAll();
    await expectWholeLog(250);
    expect((await placedLeaves()).length).toBeGreaterThan(20);
  });

  it('the public log counts those that wait', async () => {
    await issue(1);
    await record(1, 2);
    const log = new PublicLog(fixture.database, SIGNER);
    expect((await log.status()).unsequenced).toBe(3n);
    await sequencer.sequence();
    expect(await log.status()).toMatchObject({ unsequenced: 0n, unanchored: 2n });
  });
});

describe('INV-08 evidence of an audit record', () => {
  const bundleOf = async (id: bigint): Promise<EvidenceBundle> => {
    const stored = await fixture.database.transaction((tx) =>
      getAuditRecord(tx, id, EVERYTHING, fixture.clock.now()),
    );
    return new EvidenceService(fixture.database, SIGNER).bundleOfAuditRecord(stored);
  };

  it('is pending, then verifies offline in two steps, for each record of seals of 1 to 20', async () => {
    await issue(2);
    await record(1);
    await expect(bundleOf(1n)).rejects.toMatchObject({ code: 'EVIDENCE_PENDING', status: 409 });
    await sequencer.sequence();
    await record(...upTo(33));
    await sequencer.sequenceAll();
    for (let id = 1n; id <= 34n; id++) {
      const bundle = await bundleOf(id);
      expect(bundle.record).toMatchObject({ action: 'thing.done', actor: 'test' });
      const verdict = verifyBundle(bundleFile(bundle), { expectedVerifierKey: SIGNER.verifierKey });
      expect(verdict.valid).toBe(true);
    }
    expect((await bundleOf(1n)).group).toMatchObject({ ordinal: '0', count: '1', inclusionProof: [] });
    expect((await bundleOf(5n)).group).toMatchObject({ ordinal: '3', count: '20' });
  });

  it('is refused for a record, or a seal, that was altered', async () => {
    await record(1, 2, 3);
    await sequencer.sequence();
    await tamper(`update audit.record set reason = 'altered' where id = 2`);
    await expect(bundleOf(2n)).rejects.toMatchObject({ code: 'EVIDENCE_RECORD_ALTERED' });
    expect((await bundleOf(1n)).group).toMatchObject({ ordinal: '0' });
    await tamper(`update audit.sealed_record set leaf = sha256('x') where record_id = 3`);
    await expect(bundleOf(1n)).rejects.toMatchObject({ code: 'EVIDENCE_RECORD_ALTERED' });
  });
});

/** As somebody who can do what the application cannot. */
async function tamper(...statements: string[]): Promise<void> {
  await superuser.query('set session_replication_role = replica');
  for (const statement of statements) await superuser.query(statement);
  await superuser.query('set session_replication_role = origin');
}

describe('REG-013 reconciliation of the audit trail', () => {
  const FORGED = `insert into audit.record (at, actor, action, subject_kind, subject_id, salt, leaf)
    select at, actor, action, subject_kind, subject_id, salt, leaf from audit.record where id = 1`;

  beforeEach(async () => {
    await issue(2);
    await record(...upTo(25));
    await sequencer.sequenceAll();
    await record(26, 27);
  });

  const findings = async () => {
    const service = new ReconciliationService(fixture.database, SIGNER);
    const { id, error } = await service.run('test');
    expect(error).toBeUndefined();
    return (await service.differences(id)).map(({ kind, place }) => ({ kind, place }));
  };

  it('finds nothing in an honest trail', async () => {
    expect(await findings()).toEqual([]);
  });

  it.each<[string, string[], object[]]>([
    [
      'an altered row',
      [`update audit.record set reason = 'altered' where id = 7`],
      [{ kind: 'AUDIT_RECORD_ALTERED', place: 'audit record 7' }],
    ],
    [
      'an altered leaf',
      [`update audit.record set leaf = sha256('x') where id = 7`],
      [{ kind: 'AUDIT_LEAF_ALTERED', place: 'audit record 7' }],
    ],
    [
      'a row rewritten together with its leaf',
      [
        `update audit.record r set (subject_id, after, salt, leaf) =
           (select o.subject_id, o.after, o.salt, o.leaf from audit.record o where o.id = 8) where r.id = 7`,
      ],
      [{ kind: 'AUDIT_RECORD_REWRITTEN', place: 'audit record 7' }],
    ],
    [
      'an altered row that waits',
      [`update audit.record set actor = 'another' where id = 26`],
      [{ kind: 'AUDIT_RECORD_ALTERED', place: 'audit record 26' }],
    ],
    [
      'a deleted row',
      [`delete from audit.record where id = 7`],
      [{ kind: 'AUDIT_RECORD_MISSING', place: 'audit record 7' }],
    ],
    [
      'a deleted row that waits',
      [`delete from audit.record where id = 27`],
      [{ kind: 'AUDIT_RECORD_MISSING', place: 'audit record 27' }],
    ],
    ['an inserted row', [FORGED], [{ kind: 'AUDIT_RECORD_INSERTED', place: 'audit record 28' }]],
    [
      'a record taken out of its seal',
      [`delete from audit.sealed_record where record_id = 7`],
      [
        { kind: 'AUDIT_SEAL_ALTERED', place: 'audit seal 1' },
        { kind: 'AUDIT_RECORD_INSERTED', place: 'audit record 7' },
      ],
    ],
    [
      'a record put into a seal',
      [FORGED, `insert into audit.sealed_record select 28, 1, 99, leaf from audit.record where id = 28`],
      [
        { kind: 'AUDIT_SEAL_ALTERED', place: 'audit seal 1' },
        { kind: 'AUDIT_RECORD_ALTERED', place: 'audit record 28' },
      ],
    ],
    [
      'the leaf of a seal’s record',
      [`update audit.sealed_record set leaf = sha256('x') where record_id = 7`],
      [{ kind: 'AUDIT_SEAL_ALTERED', place: 'audit seal 1 record 7' }],
    ],
    [
      'the root of a seal',
      [`update audit.seal set root = sha256('x') where id = 1`],
      [{ kind: 'AUDIT_SEAL_ALTERED', place: 'audit seal 1' }],
    ],
    [
      'a seal that is gone',
      [`delete from audit.seal where id = 2`],
      [
        { kind: 'BATCH_MISSING', place: 'log 3-3' },
        { kind: 'AUDIT_SEAL_MISSING', place: 'audit seal 2' },
      ],
    ],
    [
      'an origin that the record does not commit to',
      [`insert into audit.origin values (7, '192.0.2.7', null, decode(repeat('00', 16), 'hex'))`],
      [{ kind: 'AUDIT_ORIGIN_ALTERED', place: 'audit record 7' }],
    ],
  ])('names %s', async (_, statements, differences) => {
    await tamper(...statements);
    expect(await findings()).toEqual(differences);
  });

  it('a tile changed where a seal stands is named; seal and records stay innocent', async () => {
    await tamper(
      `update log.tile set hashes = overlay(hashes placing sha256('x') from 65 for 32) where level = 0 and index = 0`,
    );
    expect(await findings()).toEqual([{ kind: 'TILE_ALTERED', place: 'tile 0/0 hash 2' }]);
  });
});
