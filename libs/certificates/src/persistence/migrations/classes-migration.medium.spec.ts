import { migrate, migrateDown, platformMigrations } from '@carbon/database';
import { auditMigrations } from '@carbon/audit';
import { ledgerMigrations } from '@carbon/ledger';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/support/test-database';
import { certificateMigrations } from './index';

let server: TestDatabase;
let owner: Client;
beforeEach(async () => {
  server = await createTestDatabase();
  owner = new Client({ connectionString: server.superuserUrl });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await server.drop();
});

const lower = [...platformMigrations, ...ledgerMigrations, ...auditMigrations];
const before = [...lower, ...certificateMigrations.slice(0, 2)];
const after = [...lower, ...certificateMigrations.slice(0, 4)];

/** A plant of before with an issued month: 12 certificates, 345.678 kWh left. */
const EARLIER = `
  insert into ledger.account (number, holder_id, kind) values ('N-1', gen_random_uuid(), 'holding');
  insert into certificates.plant (id, code, short_code, name_zh, name_en, province, technology, capacity_w,
      connected_month, power_use, market_based, holder_id, account_number, source, filed_at)
    values ('00000000-0000-0000-0000-00000000000a', '12132603020000018', 'OLD', '示例', 'Example', '32', 'solar-pv', 1,
      '2020-01', 'self-use', false, gen_random_uuid(), 'N-1', 'synthetic', now());
  insert into certificates.meter_month (id, plant_id, month, reported_by, energy_wh, basis, evidence_hash, imported_by,
      imported_at)
    values ('00000000-0000-0000-0000-00000000000b', '00000000-0000-0000-0000-00000000000a', '2025-01', 'grid-company',
      12345678, '', sha256('x'), 'test', now());
  insert into certificates.issue (id, plant_id, month, meter_month_id, instrument, transaction_id, certificates,
      energy_wh, carried_in_wh, remainder_wh, wh_per_certificate, consumed, carried, electricity_class, trade_class,
      pack_id, pack_version, issued_at)
    values ('00000000-0000-0000-0000-00000000000c', '00000000-0000-0000-0000-00000000000a', '2025-01',
      '00000000-0000-0000-0000-00000000000b', 'GEC-1', 1, 12, 12345678, 0, 345678, 1000000, '[]',
      '[{"month": "2025-01", "fromWh": "12000000", "toWh": "12345678"}]', 'self-use', 'non-tradable', 'cn-gec', '2026.1',
      now())`;

const issues = async () => (await owner.query('select * from certificates.issue')).rows as object[];

it('what was issued before becomes one lot of its class, and goes back as it was', async () => {
  await migrate(server.superuserUrl, before);
  await owner.query(EARLIER);
  const was = await issues();
  await migrate(server.superuserUrl, after);
  const lots = await owner.query(
    `select electricity_class, trade_class, account_number, first_serial, certificates, remainder_wh, carried
       from certificates.issue_lot`,
  );
  expect(lots.rows).toEqual([
    {
      ...{ electricity_class: 'self-use', trade_class: 'non-tradable', account_number: 'N-1' },
      ...{ first_serial: '1', certificates: '12', remainder_wh: '345678' },
      carried: [{ month: '2025-01', fromWh: '12000000', toWh: '12345678' }],
    },
  ]);
  await migrateDown(server.superuserUrl, after, 2);
  expect(await issues()).toEqual(was);
  await migrate(server.superuserUrl, after);
  expect((await owner.query('select 1 from certificates.issue_lot')).rowCount).toBe(1);
});

it('a month of several classes does not go back, since the older form cannot say it', async () => {
  await migrate(server.superuserUrl, before);
  await owner.query(EARLIER);
  await migrate(server.superuserUrl, after);
  await owner.query(`update certificates.issue set withheld_wh = 345678, remainder_wh = 0`);
  await expect(migrateDown(server.superuserUrl, after, 2)).rejects.toThrow('no place in the older form');
});
