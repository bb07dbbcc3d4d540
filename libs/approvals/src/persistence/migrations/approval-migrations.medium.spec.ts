import { auditMigrations } from '@carbon/audit';
import { migrate, migrateDown, platformMigrations } from '@carbon/database';
import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/support/test-database';
import { TASK_STATES } from '../../domain/task-state';
import { approvalMigrations } from './index';

describe('the migrations of approvals', () => {
  let server: TestDatabase;
  const all = [...platformMigrations, ...auditMigrations, ...approvalMigrations];

  beforeAll(async () => {
    server = await createTestDatabase();
  });
  afterAll(() => server.drop());

  const ask = async (text: string, values: unknown[] = []) => {
    const client = new Client(server.superuserUrl);
    await client.connect();
    try {
      return (await client.query<{ answer: unknown }>(text, values)).rows.map(({ answer }) => answer);
    } finally {
      await client.end();
    }
  };

  it('go up, down and up again', async () => {
    const there = `select to_regclass('approvals.task') is not null as answer`;
    await migrate(server.superuserUrl, all);
    expect(await ask(there)).toEqual([true]);
    await migrateDown(server.superuserUrl, all, approvalMigrations.length);
    expect(await ask(there)).toEqual([false]);
    expect(await migrate(server.superuserUrl, all)).toEqual(['Approvals1700000007000']);
  });

  it('the database knows the same states as the code', async () => {
    const [check] = await ask(
      `select pg_get_constraintdef(oid) as answer from pg_constraint where conname = 'task_state_check'`,
    );
    const states = [...String(check).matchAll(/'(\w+)'/g)].map(([, state]) => state);
    expect(states).toEqual(TASK_STATES);
  });

  it('REG-003 a task begins as a proposal', async () => {
    await expect(
      ask(`insert into approvals.task (id, kind, state, subject_kind, subject_id, summary_zh, summary_en, payload,
             initiator, approvals_needed, rules, certainty, proposed_at, deadline, ended_at)
           values (gen_random_uuid(), 'k', 'executed', 's', '1', 's', 's', '{}', 'user:x', 0, '{}', 'F',
                   now(), now() + interval '1 day', now())`),
    ).rejects.toThrow('a task begins as a proposal');
  });
});
