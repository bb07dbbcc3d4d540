import { connect, ensureServiceLogin, requireWeakRole } from '@carbon/database';
import { Client } from 'pg';
import { allMigrations } from '../../apps/platform/src/assembly';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

/** A role of this test's own: roles belong to the whole cluster. */
const LOGIN = 'carbon_weak_role_test';

describe('the role the services run as', () => {
  let server: TestDatabase;
  let loginUrl: string;

  beforeAll(async () => {
    server = await createTestDatabase(allMigrations);
    loginUrl = await ensureServiceLogin(server.superuserUrl, LOGIN, 'test-only');
  });
  afterAll(async () => {
    await server.drop();
  });

  async function judged(url: string): Promise<string> {
    const database = await connect({ url, poolSize: 1 });
    try {
      await requireWeakRole(database);
      return 'weak enough';
    } catch (error) {
      return (error as { code: string }).code;
    } finally {
      await database.close();
    }
  }

  async function asOwner(statement: string): Promise<void> {
    const owner = new Client(server.superuserUrl);
    await owner.connect();
    await owner.query(statement);
    await owner.end();
  }

  it('is a member of carbon_app and of nothing else, never the owner', async () => {
    expect(await judged(loginUrl)).toBe('weak enough');
    expect(await judged(server.superuserUrl)).toBe('DATABASE_ROLE_TOO_STRONG');
  });

  it.each(
    ['ledger.journal', 'audit.record', 'log.checkpoint', 'approvals.task_event'].flatMap((table) => [
      ['update', table],
      ['delete', table],
    ]),
  )('INV-08 may not %s %s', async (right, table) => {
    await asOwner(`grant ${right} on ${table} to ${LOGIN}`);
    expect(await judged(loginUrl)).toBe('DATABASE_ROLE_TOO_STRONG');
    await asOwner(`revoke ${right} on ${table} from ${LOGIN}`);
    expect(await judged(loginUrl)).toBe('weak enough');
  });

  it('is judged by the ledger alone where no other room lives', async () => {
    await asOwner('drop schema audit, log, approvals cascade');
    expect(await judged(loginUrl)).toBe('weak enough');
  });
});
