import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import { identityEntities, identityMigrations, readHolders } from '@carbon/identity';
import { SettableClock } from '@carbon/kernel';
import { Ledger, ledgerMigrations } from '@carbon/ledger';
import { sourceMigrations } from '@carbon/sources';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/test-database';
import { certificateEntities } from '../persistence/entities';
import { certificateMigrations } from '../persistence/migrations/index';
import { demoFile } from '../use-cases/certificates.spec-support';
import type { Desk } from '../use-cases/desk';
import { type DemoFiles, loadDemo } from './load-demo';

let server: TestDatabase;
let database: Database;
let desk: Desk;
const files: DemoFiles = {
  plants: demoFile('plants.csv'),
  generation: demoFile('generation-2025.csv'),
  enterprises: demoFile('enterprises.csv'),
};

beforeAll(async () => {
  const migrations = [
    ...platformMigrations,
    ...ledgerMigrations,
    ...auditMigrations,
    ...identityMigrations,
    ...sourceMigrations,
    ...certificateMigrations,
  ];
  server = await createTestDatabase(migrations);
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  database = await connect({ url, entities: [...identityEntities, ...certificateEntities] });
  const clock = new SettableClock(new Date('2026-03-02T02:00:00Z'));
  desk = { ledger: await Ledger.create(clock), clock };
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

describe('the demonstration', () => {
  it('enters holders with accounts, files plants, imports a year and issues it', async () => {
    const report = await loadDemo(database, desk, files);
    expect(report).toMatchObject({
      holders: 12 + 11,
      plants: 13,
      meterMonths: 156,
      issued: { plantMonths: 156, heldBack: [] },
    });
    expect(await breaches(database)).toEqual([]);
    const { items } = await readHolders(database.source.manager, { limit: 100 });
    expect(
      items.filter(({ code }) => code.startsWith('P-')).every(({ source }) => source === 'synthetic'),
    ).toBe(true);
  });

  it('loaded again it changes nothing', async () => {
    expect(await loadDemo(database, desk, files)).toEqual({
      holders: 0,
      plants: 0,
      meterMonths: 0,
      issued: { plantMonths: 0, certificates: 0n, heldBack: [] },
    });
  });

  it('a file with a fault is refused, naming file, line and column', async () => {
    const broken = { ...files, plants: files.plants.replace('solar-thermal', 'coal') };
    await expect(loadDemo(database, desk, broken)).rejects.toMatchObject({
      fields: [{ field: 'plants[2].technology', rule: 'technology' }],
    });
  });
});
