import { randomBytes } from 'node:crypto';
import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, migrate, platformMigrations } from '@carbon/database';
import { Client } from 'pg';
import { createTestDatabase } from '../../../tests/support/test-database';
import { checkCharacter } from './domain/identity-number';
import type { KeyRingParts, MasterKey } from './keys/key-ring';
import { privacyMigrations } from './persistence/migrations/index';

export const NOW = new Date('2026-03-02T02:00:00.000Z');

export const newMasterKey = (id: string): MasterKey => ({ id, bytes: randomBytes(32) });

export const newKeys = (): KeyRingParts => ({ current: newMasterKey('k1'), indexSecret: randomBytes(32) });

/** A resident identity number with a right check digit. */
export function residentId(birthDate: string, order = 1): string {
  const digits = `110101${birthDate.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  return digits + checkCharacter(digits);
}

/** Privacy on a fresh real database, as the application's role. */
export interface PrivacyFixture {
  readonly database: Database;
  readonly superuserUrl: string;
  /** Everything of every table of the schema as text, as a thief of the database would have it. */
  dump(): Promise<string>;
  /** The audit records of an action. */
  audited(action: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

export async function openPrivacyFixture(): Promise<PrivacyFixture> {
  const server = await createTestDatabase();
  const { superuserUrl } = server;
  await migrate(superuserUrl, [...platformMigrations, ...auditMigrations, ...privacyMigrations]);
  const url = await ensureServiceLogin(superuserUrl, 'carbon_service', 'test-only');
  const database = await connect({ url, poolSize: 20 });
  return {
    database,
    superuserUrl,
    dump: () => dump(superuserUrl),
    audited: (action) => database.query('select * from audit.record where action = $1 order by id', [action]),
    close: async () => {
      await database.close();
      await server.drop();
    },
  };
}

async function dump(url: string): Promise<string> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname in ('privacy', 'audit', 'platform')`,
    );
    let text = '';
    for (const { name } of tables.rows) {
      const rows = await client.query<{ line: string }>(`select t::text as line from ${name} t`);
      text += rows.rows.map(({ line }) => line).join('\n');
    }
    return text;
  } finally {
    await client.end();
  }
}
