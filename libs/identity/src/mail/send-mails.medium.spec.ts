import { randomBytes } from 'node:crypto';
import { auditMigrations } from '@carbon/audit';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import { privacyMigrations, SealedPersonVault } from '@carbon/privacy';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/test-database';
import { identityMigrations } from '../persistence/migrations/index';
import type { Letter } from './letters';
import { MailTransport } from './mail-transport';
import { OutboxMailer } from './outbox-mailer';
import { readOutbox } from './read-outbox';
import { sendMails } from './send-mails';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const SITE = 'https://carbon.example';

/** A post office of the test's own: it may be closed. */
class PostOffice extends MailTransport {
  closed = false;
  readonly taken: { readonly to: string; readonly letter: Letter }[] = [];

  override send(to: string, letter: Letter): Promise<void> {
    if (this.closed)
      return Promise.reject(Object.assign(new Error(`cannot reach ${to}`), { code: 'ECONNECTION' }));
    this.taken.push({ to, letter });
    return Promise.resolve();
  }
}

const vault = new SealedPersonVault({
  current: { id: 'k1', bytes: randomBytes(32) },
  indexSecret: randomBytes(32),
});
const mailer = new OutboxMailer(vault);
let server: TestDatabase;
let database: Database;
let office: PostOffice;

beforeAll(async () => {
  server = await createTestDatabase([
    ...platformMigrations,
    ...auditMigrations,
    ...privacyMigrations,
    ...identityMigrations,
  ]);
  database = await connect({
    url: await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only'),
  });
});
afterAll(async () => {
  await database.close();
  await server.drop();
});
beforeEach(async () => {
  office = new PostOffice();
  await database.query('delete from identity.mail');
});

async function write(email: string, token = 'pr_secret-token'): Promise<string> {
  return database.transaction(async (tx) => {
    const personId = await vault.enter(tx, { email }, NOW);
    const values = { token, expiresAt: '2026-03-02T12:00:00+08:00' };
    await mailer.enqueue(tx, { toPersonId: personId, template: 'password-reset', values }, NOW);
    return personId;
  });
}

const send = (now = NOW) => sendMails(database, { vault, transport: office, site: SITE }, now);
const states = async () =>
  (await readOutbox(database, { limit: 50 })).items.map(({ state, attempts, lastError }) => ({
    state,
    attempts,
    lastError,
  }));

it('a mail goes to the address in the vault, once, and what filled it is forgotten', async () => {
  await write('li@one.example');
  expect(await send()).toBe(1);
  expect(await send(later(10_000))).toBe(0);
  expect(office.taken).toHaveLength(1);
  expect(office.taken[0]?.to).toBe('li@one.example');
  expect(office.taken[0]?.letter.text).toContain(`${SITE}/password-reset#pr_secret-token`);
  const [row] = await database.query<{ letter_values: Buffer | null }>(
    'select letter_values from identity.mail',
  );
  expect(row?.letter_values).toBeNull();
});

it('a mail of a transaction that did not happen is never sent', async () => {
  const failing = database.transaction(async (tx) => {
    const personId = await vault.enter(tx, { email: 'li@two.example' }, NOW);
    await mailer.enqueue(tx, { toPersonId: personId, template: 'password-reset', values: {} }, NOW);
    throw new Error('did not happen');
  });
  await expect(failing).rejects.toThrow('did not happen');
  expect(await send()).toBe(0);
});

it('when the server cannot be reached it is tried later and later, then given up; no address is kept with the error', async () => {
  await write('li@three.example');
  office.closed = true;
  expect(await send()).toBe(0);
  expect(await states()).toEqual([{ state: 'waiting', attempts: 1, lastError: 'ECONNECTION' }]);
  expect(await send(later(29))).toBe(0);
  expect((await states())[0]?.attempts).toBe(1);
  for (let tries = 2; tries <= 10; tries++) await send(later(tries * 7_200));
  expect(await states()).toEqual([{ state: 'given-up', attempts: 10, lastError: 'ECONNECTION' }]);
  // what filled it, a token perhaps, is not kept for nobody
  expect((await readOutbox(database, { limit: 5 }, vault)).items[0]?.letter).toBeNull();
});

it('the next try succeeds when the server is back', async () => {
  await write('li@four.example');
  office.closed = true;
  await send();
  office.closed = false;
  expect(await send(later(30))).toBe(1);
});

it('two senders at once send each mail once', async () => {
  for (let n = 0; n < 20; n++) await write(`many-${n}@five.example`);
  const sent = await Promise.all([send(), send(), send(), send()]);
  expect(sent.reduce((sum, one) => sum + one, 0)).toBe(20);
  expect(new Set(office.taken.map(({ to }) => to)).size).toBe(20);
});

it('the table shows neither address nor token, and the outbox the text only where it may', async () => {
  await write('hidden@six.example', 'pr_hidden-token');
  const [row] = await database.query<{ row: string }>('select to_jsonb(m)::text as row from identity.mail m');
  for (const secret of ['hidden@six.example', 'pr_hidden-token']) {
    expect(row?.row).not.toContain(secret);
    expect(row?.row).not.toContain(Buffer.from(secret).toString('hex'));
  }
  expect((await readOutbox(database, { limit: 5 })).items[0]?.letter).toBeNull();
  expect((await readOutbox(database, { limit: 5 }, vault)).items[0]?.letter?.text).toContain(
    'pr_hidden-token',
  );
});
