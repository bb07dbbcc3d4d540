import { randomBytes } from 'node:crypto';
import { auditMigrations } from '@carbon/audit';
import {
  connect,
  type Database,
  ensureServiceLogin,
  platformMigrations,
  type Transaction,
} from '@carbon/database';
import { newId } from '@carbon/kernel';
import { PersonalDataSources, privacyMigrations, SealedPersonVault } from '@carbon/privacy';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/test-database';
import type { Holder } from '../domain/holder';
import { secretContext } from '../keys/api-key';
import { letterContext, OutboxMailer } from '../mail/outbox-mailer';
import { identityEntities } from '../persistence/holder.entity';
import { identityMigrations } from '../persistence/migrations/index';
import { createHolder } from '../use-cases/create-holder';
import { createUser } from '../users/create-user';
import { totpContext } from '../users/totp';
import { emailIndex } from '../users/user-store';
import { personalDataOfIdentity } from './personal-data-of-identity';
import { resealIdentitySecrets } from './reseal-secrets';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const LATER = new Date('2026-09-30T02:00:00.000Z');
const BY = { actor: 'test' };

const former = { id: 'k1', bytes: randomBytes(32) };
const current = { id: 'k2', bytes: randomBytes(32) };
const indexSecret = randomBytes(32);
const vault = new SealedPersonVault({ current: former, indexSecret });
const mailer = new OutboxMailer(vault);
const source = personalDataOfIdentity(vault);

let server: TestDatabase;
let database: Database;
let holder: Holder;

beforeAll(async () => {
  server = await createTestDatabase([
    ...platformMigrations,
    ...auditMigrations,
    ...privacyMigrations,
    ...identityMigrations,
  ]);
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  database = await connect({ url, entities: identityEntities });
  const entry = { code: 'PERSONAL', nameZh: '示例', nameEn: 'example', source: 'synthetic' };
  holder = await database.transaction((tx) => createHolder(tx, { ...entry, kind: 'generator' }, NOW, BY));
});
afterAll(async () => {
  await database.close();
  await server.drop();
});

let people = 0;
/** Somebody with an account, a login elsewhere, an invitation and a mail. */
async function somebody() {
  const email = `somebody-${++people}@personal.example`;
  return database.transaction(async (tx) => {
    const { id: userId, personId } = await createUser(tx, vault, { person: { name: '某', email } }, NOW, BY);
    await tx.query(
      `insert into identity.oidc_identity (id, user_id, issuer, subject_index, linked_how, linked_at)
       values ($1, $2, 'https://id.example', $3, 'by-user', $4)`,
      [newId(), userId, randomBytes(32), NOW],
    );
    await invitation(personId, email, tx);
    const values = { token: 'pr_x', expiresAt: 'soon' };
    await mailer.enqueue(tx, { toPersonId: personId, template: 'password-reset', values }, NOW);
    return { userId, personId, email };
  });
}

async function invitation(personId: string, email: string, tx: Transaction): Promise<void> {
  await tx.query(
    `insert into identity.invitation (id, holder_id, role, person_id, email_index, invited_by, created_at)
     values ($1, $2, 'maker', $3, $4, 'user:x', $5)`,
    [newId(), holder.id, personId, emailIndex(vault, email), NOW],
  );
}

const rowsOf = async (table: string, column: string, id: string) =>
  (await database.query(`select 1 from identity.${table} where ${column} = $1`, [id])).length;

it('PII-002 a person gets accounts, logins elsewhere, invitations and mails, by template and time', async () => {
  const { personId, userId } = await somebody();
  const known = await database.transaction((tx) => source.exportOf(tx, personId));
  expect(known).toMatchObject({
    accounts: [{ user: userId }],
    linked: [{ issuer: 'https://id.example' }],
    invitations: [{ holder: 'PERSONAL', role: 'maker', acceptedAt: null }],
    mails: [{ template: 'password-reset', sentAt: null }],
  });
  expect(JSON.stringify(known)).not.toContain('pr_x');
});

it('PII-003 of an erased person no mail, no login elsewhere and no open invitation is left', async () => {
  const [gone, other] = [await somebody(), await somebody()];
  await database.transaction((tx) => source.erase?.(tx, gone.personId, LATER) ?? Promise.resolve());
  for (const { userId, personId, email, left } of [
    { ...gone, left: 0 },
    { ...other, left: 1 },
  ]) {
    expect(await rowsOf('mail', 'person_id', personId)).toBe(left);
    expect(await rowsOf('oidc_identity', 'user_id', userId)).toBe(left);
    const open = await database.query(
      'select from identity.invitation where person_id = $1 and withdrawn_at is null',
      [personId],
    );
    expect(open).toHaveLength(left);
    const byAddress = await database.query('select from identity.invitation where email_index = $1', [
      emailIndex(vault, email),
    ]);
    expect(byAddress).toHaveLength(left);
  }
});

it('PII-003 a restricted person is sent nothing more, and what was sent stays', async () => {
  const { personId } = await somebody();
  await database.query(
    `insert into identity.mail (id, person_id, template, created_at, state, next_attempt_at, sent_at)
     values ($1, $2, 'security-notice', $3, 'sent', $3, $3)`,
    [newId(), personId, NOW],
  );
  await database.transaction((tx) => source.restrict?.(tx, personId, LATER) ?? Promise.resolve());
  const mails = await database.query('select state from identity.mail where person_id = $1', [personId]);
  expect(mails).toEqual([{ state: 'sent' }]);
});

it('PII-003 old mails and invitations are removed, and who never came is forgotten', async () => {
  const { personId } = await somebody();
  const invited = await database.transaction(async (tx) => {
    const email = 'never@personal.example';
    const id = await vault.enter(tx, { email }, NOW);
    await invitation(id, email, tx);
    return id;
  });
  await database.query('delete from identity.invitation where person_id <> $1', [invited]);
  const sweepUntil = (before: Date) =>
    database.transaction(async (tx) => {
      for (const sweep of source.retention ?? []) {
        if (sweep.category === 'mails') await sweep.removeDue(tx, before, 1_000, LATER);
      }
    });
  await sweepUntil(NOW);
  expect(await rowsOf('mail', 'person_id', personId)).toBe(1);
  await sweepUntil(LATER);
  expect(await rowsOf('mail', 'person_id', personId)).toBe(0);
  expect(await rowsOf('invitation', 'person_id', invited)).toBe(0);
  expect(await database.transaction((tx) => vault.own(tx, invited))).toBeUndefined();
});

it('its categories are those of the retention rules', () => {
  expect(() => new PersonalDataSources().register(source)).not.toThrow();
});

it('PII-004 after a change of the master key every secret opens under the new one alone', async () => {
  const { userId, personId } = await somebody();
  const [keyId, secret] = [newId(), Buffer.from('secret')];
  await database.query(
    `update identity.user_account set totp_secret = $2, totp_confirmed_at = $4, totp_pending = $3 where id = $1`,
    [userId, vault.seal(totpContext(userId), secret), vault.seal(totpContext(userId), secret), NOW],
  );
  await database.query(
    `insert into identity.api_key (id, holder_id, name, permissions, secret, created_by, person_id, created_at, expires_at)
     values ($1, $2, 'ERP', '{self}', $3, 'user:x', $4, $5, $6)`,
    [keyId, holder.id, vault.seal(secretContext(keyId), secret), personId, NOW, LATER],
  );
  const changed = new SealedPersonVault({ current, former: [former], indexSecret });
  expect(await resealIdentitySecrets(database, changed)).toBeGreaterThanOrEqual(4);
  expect(await resealIdentitySecrets(database, changed)).toBe(0);

  const alone = new SealedPersonVault({ current, indexSecret });
  const [user] = await database.query<{ totp: Buffer; pending: Buffer }>(
    'select totp_secret as totp, totp_pending as pending from identity.user_account where id = $1',
    [userId],
  );
  const [key] = await database.query<{ secret: Buffer }>(
    'select secret from identity.api_key where id = $1',
    [keyId],
  );
  const [mail] = await database.query<{ id: string; values: Buffer }>(
    'select id, letter_values as values from identity.mail where person_id = $1',
    [personId],
  );
  const none = Buffer.alloc(0);
  expect(alone.open(totpContext(userId), user?.totp ?? none)).toEqual(secret);
  expect(alone.open(totpContext(userId), user?.pending ?? none)).toEqual(secret);
  expect(alone.open(secretContext(keyId), key?.secret ?? none)).toEqual(secret);
  expect(alone.open(letterContext(mail?.id ?? ''), mail?.values ?? none).toString()).toContain('pr_x');
});
