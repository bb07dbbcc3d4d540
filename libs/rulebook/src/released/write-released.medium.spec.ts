import { connect, type Database, ensureServiceLogin, migrate, migrateDown } from '@carbon/database';
import { packHash, positiveNumber, RulePacks } from '@carbon/rules';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/test-database';
import { RuleFamilies } from '../domain/rule-families';
import { Rulebook } from '../rulebook';
import {
  limitsFile,
  type LimitsFile,
  limitsPacks,
  rulebookTestMigrations,
  testFamilies,
} from '../rulebook.spec-support';
import { writeReleased } from './write-released';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const familyOf = (...files: readonly LimitsFile[]) =>
  new RuleFamilies([
    {
      packs: new RulePacks(
        'test-limits',
        { keys: { limit: positiveNumber } },
        files,
        Object.fromEntries(files.map((file) => [`test-limits@${file.version}`, packHash(file)])),
      ),
      readsApproved: true,
    },
  ]);

describe('INV-10 the versions a program was released with', () => {
  let server: TestDatabase;
  let database: Database;
  let owner: Database;

  beforeEach(async () => {
    server = await createTestDatabase(rulebookTestMigrations);
    const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
    database = await connect({ url, poolSize: 20 });
    owner = await connect({ url: server.superuserUrl });
  });
  afterEach(async () => {
    await owner.close();
    await database.close();
    await server.drop();
  });

  const kept = () =>
    database.query<{ family: string; version: string; hash: string; origin: string }>(
      `select family, version, hash, origin from rules.pack_version order by family, version`,
    );

  it('are written once, whichever of many processes starts first', async () => {
    await Promise.all(Array.from({ length: 8 }, () => writeReleased(database, testFamilies, NOW)));
    const released = testFamilies
      .all()
      .flatMap(({ packs }) =>
        packs.versions().map(({ id, version, hash }) => ({ family: id, version, hash })),
      );
    expect(await kept()).toEqual(released.map((one) => ({ ...one, origin: 'released' })));
  });

  it('a second start writes nothing, a newer program writes what is new', async () => {
    const first = { ...limitsFile('2026.1', '2020-01-01', 1), effectiveTo: '2026-12-31' };
    await writeReleased(database, familyOf(first), NOW);
    await writeReleased(database, familyOf(first), NOW);
    await writeReleased(database, familyOf(first, limitsFile('2027.1', '2027-01-01', 7)), NOW);
    expect((await kept()).map(({ version }) => version)).toEqual(['2026.1', '2027.1']);
    // the older program goes by it too: the database is what counts
    const older = new Rulebook(familyOf(first));
    const packs = familyOf(first).all()[0]!.packs;
    expect((await older.packs(database)).on(packs, '2027-01-01').version).toBe('2027.1');
  });

  it('a released version that was changed stops the start, and nothing else is written', async () => {
    await writeReleased(database, familyOf(limitsFile('2026.1', '2020-01-01', 1)), NOW);
    const changed = familyOf(
      { ...limitsFile('2026.1', '2020-01-01', 9), effectiveTo: '2026-12-31' },
      limitsFile('2027.1', '2027-01-01', 7),
    );
    await expect(writeReleased(database, changed, NOW)).rejects.toThrow(
      /test-limits@2026\.1: 已发布的规则包被改动.*a released pack was changed/,
    );
    expect((await kept()).map(({ version }) => version)).toEqual(['2026.1']);
  });

  it('a content that is not what its hash says stops the start, and is no rule', async () => {
    const forged = { ...limitsFile('2026.2', '2026-03-01', 5) };
    await owner.query(
      `insert into rules.pack_version (family, version, hash, content, title_zh, title_en, effective_from, origin, recorded_at)
       values ('test-limits', '2026.2', $1, $2::jsonb, '测试限额', 'test limits', '2026-03-01', 'released', $3)`,
      ['0'.repeat(64), JSON.stringify(forged), NOW],
    );
    await expect(writeReleased(database, testFamilies, NOW)).rejects.toThrow('is not what its hash says');
    const packs = await new Rulebook(testFamilies).packs(database);
    expect(() => packs.on(limitsPacks, '2026-03-01')).toThrow('RULES_PACK_UNREADABLE');
    expect(packs.on(limitsPacks, '2026-02-28').version).toBe('2026.1');
  });

  it('a version that this program cannot read stops the start', async () => {
    const strange = { ...limitsFile('2026.2', '2026-03-01', -5) };
    await owner.query(
      `insert into rules.pack_version (family, version, hash, content, title_zh, title_en, effective_from, origin, recorded_at)
       values ('test-limits', '2026.2', $1, $2::jsonb, '测试限额', 'test limits', '2026-03-01', 'released', $3)`,
      [packHash(strange), JSON.stringify(strange), NOW],
    );
    await expect(writeReleased(database, testFamilies, NOW)).rejects.toThrow(
      'this program cannot read this version',
    );
  });

  it('no version is changed or removed, by the application or by the owner', async () => {
    await writeReleased(database, testFamilies, NOW);
    const columns = {
      pack_version: 'hash',
      pack_withdrawal: 'reason',
      pack_dry_run: 'hash',
      pack_dry_run_result: 'trials',
    };
    for (const [table, column] of Object.entries(columns)) {
      for (const statement of [
        `update rules.${table} set ${column} = ${column}`,
        `delete from rules.${table}`,
        `truncate rules.${table} cascade`,
      ]) {
        await expect(database.query(statement)).rejects.toThrow('permission denied');
        await expect(owner.query(statement)).rejects.toThrow('are never changed');
      }
    }
  });

  it.each([
    ['its own name', { version: '2026.3' }],
    ['its own first day', { effective_from: '2026-03-09' }],
    ['its own title', { title_en: 'other' }],
    ['a hash', { hash: 'abc' }],
  ])('a row stands under %s', async (_, change) => {
    const row = {
      ...{ family: 'test-limits', version: '2026.2', hash: '0'.repeat(64), effective_from: '2026-03-03' },
      ...{ title_zh: '测试限额', title_en: 'test limits' },
      content: JSON.stringify(limitsFile('2026.2', '2026-03-03', 2)),
      ...change,
    };
    const names = Object.keys(row);
    const insert = database.query(
      `insert into rules.pack_version (${names.join(', ')}, origin, recorded_at)
       values (${names.map((__, at) => `$${at + 1}`).join(', ')}, 'released', now())`,
      Object.values(row),
    );
    await expect(insert).rejects.toThrow('violates check constraint');
  });

  it('REG-001 nothing is approved without the task that was, whoever writes it', async () => {
    const insert = (by: string) =>
      owner.query(
        `insert into rules.pack_version (family, version, hash, content, title_zh, title_en, effective_from, origin,
           task_id, proposed_by, approved_by, reason, recorded_at)
         values ('test-limits', '2026.2', $1, $2::jsonb, '测试限额', 'test limits', '2026-03-03', 'approved',
           gen_random_uuid(), 'user:one', $3, 'x', $4)`,
        [
          packHash(limitsFile('2026.2', '2026-03-03', 2)),
          JSON.stringify(limitsFile('2026.2', '2026-03-03', 2)),
          by,
          NOW,
        ],
      );
    await expect(insert('user:two')).rejects.toThrow('no approved task holds this version');
  });
});

it('the migrations of the rulebook go down and up again', async () => {
  const server = await createTestDatabase();
  await migrate(server.superuserUrl, rulebookTestMigrations);
  await migrateDown(server.superuserUrl, rulebookTestMigrations, 1);
  expect(await migrate(server.superuserUrl, rulebookTestMigrations)).toEqual(['Rulebook1700000013100']);
  await server.drop();
});
