import { randomBytes } from 'node:crypto';
import { approvalMigrations, ApprovalsModule } from '@carbon/approvals';
import { auditMigrations } from '@carbon/audit';
import { MembersDeskModule } from '@carbon/custody';
import { connect, type Database, ensureServiceLogin, platformMigrations } from '@carbon/database';
import { documentMigrations } from '@carbon/documents';
import {
  Authenticator,
  type Caller,
  createHttpApp,
  type Credentials,
  EdgeModule,
  EVERYTHING,
  JsonLogger,
} from '@carbon/http';
import {
  addMembership,
  ApprovedInvitations,
  bootstrapAdministrator,
  bootstrapChecker,
  createHolder,
  createUser,
  findUser,
  type Holder,
  identityEntities,
  identityMigrations,
  IdentityModule,
  OutboxMailer,
  permissionsOf,
  type Role,
  SessionSettings,
} from '@carbon/identity';
import { newId, SettableClock } from '@carbon/kernel';
import { privacyMigrations, SealedPersonVault } from '@carbon/privacy';
import { rulesMigrations } from '@carbon/rules';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const BY = { actor: 'test' };

class KnownCallers extends Authenticator {
  readonly byId = new Map<string, Caller>();

  authenticate({ authorization }: Credentials): Promise<Caller | undefined> {
    return Promise.resolve(this.byId.get(authorization ?? ''));
  }
}

let server: TestDatabase;
let database: Database;
let app: NestFastifyApplication;
const authenticator = new KnownCallers();
const vault = new SealedPersonVault({
  current: { id: 'k1', bytes: randomBytes(32) },
  indexSecret: randomBytes(32),
});

beforeAll(async () => {
  server = await createTestDatabase([
    ...platformMigrations,
    ...auditMigrations,
    ...privacyMigrations,
    ...identityMigrations,
    ...rulesMigrations,
    ...documentMigrations,
    ...approvalMigrations,
  ]);
  const url = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  database = await connect({ url, entities: identityEntities, poolSize: 20 });
  const mailer = new OutboxMailer(vault);
  const settings = new SessionSettings({ secondFactor: 'required', cookies: { secure: true } });
  app = await createHttpApp(
    {
      module: class {},
      imports: [
        EdgeModule.forRoot({ database, clock: new SettableClock(NOW), authenticator }),
        IdentityModule.forRoot({ vault, mailer, settings }),
        ApprovalsModule.forRoot({ sweepEvery: 'never' }),
        MembersDeskModule.forRoot(new ApprovedInvitations(vault, mailer)),
      ],
    },
    { openApi: { title: 't', description: 'd', version: '1' }, logger: new JsonLogger('silent') },
  );
});
afterAll(async () => {
  await app.close();
  await database.close();
  await server.drop();
});

interface Person {
  readonly caller: Caller;
  readonly membershipId: string;
}

/** The caller that the session of a member would be. */
async function callerOf(holder: Holder, role: Role, userId: string, membershipId: string): Promise<Person> {
  const user = await findUser(database, userId);
  if (user === undefined) throw new Error('no such user');
  const caller: Caller = {
    id: `user:${userId}`,
    name: role,
    kind: 'user',
    permissions: permissionsOf(holder.kind, role),
    reach: EVERYTHING,
    personId: user.personId,
    userId,
    sessionId: newId(),
    holder: { id: holder.id, code: holder.code, kind: holder.kind },
    role,
    secondFactorAt: NOW,
  };
  authenticator.byId.set(caller.id, caller);
  return { caller, membershipId };
}

async function join(holder: Holder, role: Role, personId?: string): Promise<Person> {
  const email = `${randomBytes(6).toString('hex')}@desk.example`;
  const { userId, membershipId } = await database.transaction(async (tx) => {
    const user = await createUser(tx, vault, { person: { name: '某', email }, personId }, NOW, BY);
    const wish = { userId: user.id, holderId: holder.id, role };
    return { userId: user.id, membershipId: (await addMembership(tx, wish, NOW, BY)).id };
  });
  return callerOf(holder, role, userId, membershipId);
}

let holders = 0;
async function office(kind: 'registry-operator' | 'regulator' = 'registry-operator') {
  const code = `OFFICE-${++holders}`;
  const entry = { code, nameZh: code, nameEn: code, kind, source: 'synthetic' };
  const holder = await database.transaction((tx) => createHolder(tx, entry, NOW, BY));
  const first = (name: string) => ({ email: `${name}@${code.toLowerCase()}.example`, name, holder: code });
  const head = await bootstrapAdministrator(database, vault, first('head'), NOW);
  const eye = await bootstrapChecker(database, vault, first('eye'), NOW);
  return {
    holder,
    head: await callerOf(holder, 'administrator', head.userId, head.membershipId),
    eye: await callerOf(holder, 'checker', eye.userId, eye.membershipId),
  };
}

const post = (who: Person, url: string, payload: object = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { authorization: who.caller.id, 'idempotency-key': newId() },
    payload,
  });
const propose = (who: Person, payload: object) =>
  post(who, '/v1/tasks', { kind: 'registry-member', payload: { reason: '任命', ...payload } });
const approve = (who: Person, task: string) => post(who, `/v1/tasks/${task}/approvals`);
const mails = () =>
  database.query<{ id: string }>(`select id from identity.mail where template = 'invitation'`);

async function invited(head: Person, role: 'maker' | 'checker' = 'maker') {
  const email = `${randomBytes(6).toString('hex')}@invited.example`;
  const { id } = (await post(head, '/v1/invitations', { email, role })).json<{ id: string }>();
  return { id, email };
}

it('REG-001 an invited maker of the registry is mailed to when a checker of it has approved', async () => {
  const { head, eye, holder } = await office();
  const { id, email } = await invited(head);
  const before = (await mails()).length;
  const task = (await propose(head, { who: 'invitation', id, role: 'maker' })).json<{ id: string }>();
  expect(JSON.stringify(task)).not.toContain(email);
  expect(await mails()).toHaveLength(before);
  const done = await approve(eye, task.id);
  expect(done.json()).toMatchObject({ state: 'executed' });
  expect(await mails()).toHaveLength(before + 1);
  const [audit] = await database.query(
    `select actor, approver, holder_id as holder from audit.record
      where action = 'invitation.approved' and subject_id = $1`,
    [id],
  );
  expect(audit).toEqual({ actor: head.caller.id, approver: eye.caller.id, holder: holder.id });
});

it('REG-003 neither the administrator, nor another one, nor a checker elsewhere approves', async () => {
  const { head, holder } = await office();
  const other = await office('regulator');
  const { id } = await invited(head);
  const task = (await propose(head, { who: 'invitation', id, role: 'maker' })).json<{ id: string }>();
  const second = await join(holder, 'administrator');
  for (const who of [head, second]) {
    expect((await approve(who, task.id)).json()).toMatchObject({ status: 403, code: 'PERMISSION_MISSING' });
  }
  expect((await approve(other.eye, task.id)).statusCode).toBeGreaterThanOrEqual(403);
  expect((await database.query('select state from approvals.task where id = $1', [task.id]))[0]).toEqual({
    state: 'proposed',
  });
});

it('a rejected proposal ends the invitation, and who was invited is forgotten', async () => {
  const { head, eye } = await office();
  const { id } = await invited(head);
  const task = (await propose(head, { who: 'invitation', id, role: 'maker' })).json<{ id: string }>();
  await post(eye, `/v1/tasks/${task.id}/rejections`, { comment: '不同意' });
  const [row] = await database.query(
    `select i.withdrawn_at is not null as ended, k.person_id as known
       from identity.invitation i left join privacy.person_key k on k.person_id = i.person_id where i.id = $1`,
    [id],
  );
  expect(row).toEqual({ ended: true, known: null });
});

it('a withdrawn invitation is not sent by a late approval', async () => {
  const { head, eye } = await office();
  const { id } = await invited(head);
  const task = (await propose(head, { who: 'invitation', id, role: 'maker' })).json<{ id: string }>();
  await app.inject({
    method: 'DELETE',
    url: `/v1/invitations/${id}`,
    headers: { authorization: head.caller.id },
  });
  const before = (await mails()).length;
  expect((await approve(eye, task.id)).json()).toMatchObject({
    state: 'failed',
    failure: { code: 'INVITATION_UNKNOWN' },
  });
  expect(await mails()).toHaveLength(before);
});

it('a member becomes maker by approval, and keeps the role it had until then', async () => {
  const { head, eye, holder } = await office('regulator');
  const reader = await join(holder, 'reader');
  const roleOf = async () =>
    (
      await database.query<{ role: string }>('select role from identity.membership where id = $1', [
        reader.membershipId,
      ])
    )[0]?.role;
  const task = (await propose(head, { who: 'member', id: reader.membershipId, role: 'maker' })).json<{
    id: string;
  }>();
  expect(await roleOf()).toBe('reader');
  expect((await approve(eye, task.id)).json()).toMatchObject({ state: 'executed' });
  expect(await roleOf()).toBe('maker');
});

it('REG-003 nobody proposes or approves the own role, nor a second acting role of one person', async () => {
  const { head, eye, holder } = await office();
  expect((await propose(head, { who: 'member', id: head.membershipId, role: 'maker' })).json()).toMatchObject(
    { code: 'MEMBER_OWN_ROLE' },
  );
  const twin = await join(holder, 'reader', eye.caller.personId);
  expect((await propose(head, { who: 'member', id: twin.membershipId, role: 'maker' })).json()).toMatchObject(
    { code: 'MEMBER_ROLE_CONFLICT' },
  );
  const own = (await propose(head, { who: 'member', id: eye.membershipId, role: 'maker' })).json<{
    id: string;
  }>();
  expect((await approve(eye, own.id)).json()).toMatchObject({
    state: 'failed',
    failure: { code: 'MEMBER_OWN_ROLE' },
  });
});

it('one proposal waits for an invitation at a time, of twenty at once too', async () => {
  const { head } = await office();
  const { id } = await invited(head);
  const payload = { who: 'invitation', id, role: 'maker' };
  const answers = await Promise.all(Array.from({ length: 20 }, () => propose(head, payload)));
  expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  expect((await propose(head, payload)).json()).toMatchObject({ code: 'MEMBER_TASK_OPEN' });
});

it('another office’s invitation, another role than invited, and what is not there are refused', async () => {
  const [{ head }, other] = [await office(), await office()];
  const { id } = await invited(other.head);
  expect((await propose(head, { who: 'invitation', id, role: 'maker' })).json()).toMatchObject({
    code: 'MEMBER_OF_ANOTHER_HOLDER',
  });
  expect((await propose(other.head, { who: 'invitation', id, role: 'checker' })).json()).toMatchObject({
    code: 'MEMBER_ROLE_OTHER',
  });
  expect((await propose(head, { who: 'member', id: newId(), role: 'maker' })).json()).toMatchObject({
    code: 'MEMBER_UNKNOWN',
  });
  expect((await propose(head, { who: 'member', id: newId(), role: 'administrator' })).json()).toMatchObject({
    code: 'INPUT_MALFORMED',
  });
});
