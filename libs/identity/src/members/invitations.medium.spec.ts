import { openSessionsFixture, type SessionsFixture, START } from '../sessions/sessions.spec-support';
import { type Actor, enterActor, lastInvitation } from './members.spec-support';

const DAY = 86_400_000;
const NEW_PASSWORD = 'velvet turbine orchard nine';

let at: SessionsFixture;
let boss: Actor;

beforeAll(async () => (at = await openSessionsFixture()));
afterAll(() => at.close());
beforeEach(() => at.clock.set(START));

let bosses = 0;
beforeEach(async () => (boss = await enterActor(at, `boss-${++bosses}`, 'administrator')));

const invite = (email: string, role = 'maker', who = boss) =>
  who.call('POST', '/v1/invitations', { email, role, name: '被邀请人' });
const accept = (token: string, body: object = { name: '李四', password: NEW_PASSWORD }) =>
  at.call('POST', `/v1/invitations/${token}/acceptances`, { body });
const members = async (holderId: string) =>
  at.database.query<{ role: string }>(
    'select role from identity.membership where holder_id = $1 and ended_at is null order by id',
    [holderId],
  );
const unknown = { status: 404, code: 'INVITATION_UNKNOWN' };

it('the invited makes an account by the mailed token, is a member, and signs in', async () => {
  const email = 'newcomer@invited.example';
  const made = await invite(email);
  expect([made.statusCode, made.json()]).toMatchObject([
    201,
    { holder: boss.holder.code, role: 'maker', state: 'open' },
  ]);
  const mail = at.mails.at(-1);
  expect(mail).toMatchObject({ template: 'invitation', values: { role: 'maker' } });
  const accepted = await accept(lastInvitation(at));
  expect([accepted.statusCode, accepted.json()]).toMatchObject([
    201,
    { holder: { code: boss.holder.code }, role: 'maker' },
  ]);
  const { accessToken } = await at.signIn(email, { password: NEW_PASSWORD });
  expect((await at.call('GET', '/v1/me', { token: accessToken })).json()).toMatchObject({
    name: '李四',
    email,
  });
});

it('names and addresses are shown to own administrators only, and stand in no log, audit or stored answer', async () => {
  const email = 'hidden@invited.example';
  await invite(email);
  const token = lastInvitation(at);
  const maker = await enterActor(at, `reader-${bosses}`, 'maker', boss.holder);
  const list = async (who: Actor) =>
    (await who.call('GET', '/v1/invitations')).json<{ items: object[] }>().items;
  expect(await list(boss)).toMatchObject([{ email, name: '被邀请人', state: 'open' }]);
  expect(await list(maker)).toMatchObject([{ email: null, name: null }]);
  await accept(token);
  await accept(token);
  await at.call('GET', `/v1/invitations/${token}/acceptances`);
  const stored = await at.database.query<{ text: string }>(
    `select r::text as text from platform.request r union all select a::text from audit.record a
      union all select i::text from identity.invitation i`,
  );
  const kept = [...at.log, ...stored.map(({ text }) => text)].join('\n');
  for (const secret of [email, token, '被邀请人', '李四']) expect(kept).not.toContain(secret);
  expect(at.log.join('\n')).toContain('/v1/invitations/:token/acceptances');
});

it('accepted by twenty at once it makes one account', async () => {
  await invite('crowd@invited.example', 'checker');
  const token = lastInvitation(at);
  const answers = await Promise.all(Array.from({ length: 20 }, () => accept(token)));
  expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  for (const answer of answers.filter(({ statusCode }) => statusCode !== 201)) {
    expect(answer.json()).toMatchObject(unknown);
  }
  expect(await members(boss.holder.id)).toEqual([{ role: 'administrator' }, { role: 'checker' }]);
});

it('used, expired, withdrawn or made up: one answer', async () => {
  const [used, expired, withdrawn] = await Promise.all(['u', 'e', 'w'].map((name) => freshToken(name)));
  await accept(used?.token ?? '');
  await boss.call('DELETE', `/v1/invitations/${withdrawn?.id ?? ''}`);
  const first = await accept(used?.token ?? '');
  const others = [await accept(withdrawn?.token ?? ''), await accept('iv_made-up')];
  at.clock.set(new Date(START.getTime() + 7 * DAY));
  others.push(await accept(expired?.token ?? ''));
  const shown = ({ status, code, title, detail }: Record<string, unknown>) => ({
    status,
    code,
    title,
    detail,
  });
  expect(first.json()).toMatchObject(unknown);
  for (const other of others) expect(shown(other.json())).toEqual(shown(first.json()));
  expect((await boss.call('DELETE', `/v1/invitations/${withdrawn?.id ?? ''}`)).statusCode).toBeGreaterThan(
    400,
  );
});

async function freshToken(name: string): Promise<{ id: string; token: string }> {
  const who = await enterActor(at, `${name}-${bosses}`, 'administrator', boss.holder);
  const email = `${name}-${bosses}@invited.example`;
  const { id } = (await invite(email, 'reader', who)).json<{ id: string }>();
  const mails = at.mails.filter(({ template }) => template === 'invitation');
  const [row] = await at.database.query<{ person_id: string }>(
    'select person_id from identity.invitation where id = $1',
    [id],
  );
  const mail = mails.find(({ toPersonId }) => toPersonId === row?.person_id);
  return { id, token: mail?.values['token'] ?? '' };
}

it('a token works until just before its end, and a weak password does not use it up', async () => {
  await invite('slow@invited.example');
  const token = lastInvitation(at);
  at.clock.set(new Date(START.getTime() + 7 * DAY - 1));
  const weak = await accept(token, { name: '李四', password: '123456789012' });
  expect(weak.json()).toMatchObject({ status: 400, code: 'INPUT_MALFORMED' });
  expect((await accept(token)).statusCode).toBe(201);
});

describe('an address that has an account', () => {
  it('the inviter sees no difference, and only that account’s session accepts', async () => {
    const known = await at.member(`known-${bosses}`);
    const stranger = await enterActor(at, `stranger-${bosses}`, 'maker');
    const [toKnown, toUnknown] = [await invite(known.email), await invite('nobody@invited.example')];
    const shape = (answer: typeof toKnown) => ({
      status: answer.statusCode,
      ...answer.json<object>(),
      id: null,
    });
    expect(shape(toKnown)).toEqual(shape(toUnknown));
    const token = at.mails.filter(({ template }) => template === 'invitation').at(-2)?.values['token'] ?? '';
    expect((await accept(token)).json()).toMatchObject({ status: 409, code: 'INVITATION_NEEDS_SIGN_IN' });
    const take = (accessToken: string) =>
      at.call('POST', '/v1/me/accepted-invitations', { token: accessToken, body: { token } });
    expect((await take(stranger.token)).json()).toMatchObject(unknown);
    const { accessToken } = await at.signIn(known.email);
    expect((await take(accessToken)).json()).toMatchObject({ holder: { code: boss.holder.code } });
    expect((await take(accessToken)).json()).toMatchObject(unknown);
    expect(await members(boss.holder.id)).toHaveLength(2);
    const accounts = await at.database.query('select from identity.user_account where person_id = $1', [
      known.personId,
    ]);
    expect(accounts).toHaveLength(1);
  });

  it('ETS-006 a member of the regulator cannot accept to trade', async () => {
    const holder = await at.holder(`MEE-${bosses}`, 'regulator');
    const official = await at.member(`official-${bosses}`, 'reader', holder);
    await invite(official.email, 'maker');
    const { accessToken } = await at.signIn(official.email);
    const answer = await at.call('POST', '/v1/me/accepted-invitations', {
      token: accessToken,
      body: { token: lastInvitation(at) },
    });
    expect(answer.json()).toMatchObject({ code: 'MEMBER_ROLE_CONFLICT', rule: 'ETS-006' });
  });
});

it('nobody invites for another holder: the body names none', async () => {
  const other = await at.holder(`OTHER-${bosses}`);
  for (const field of ['holder', 'holderId']) {
    const answer = await boss.call('POST', '/v1/invitations', {
      email: 'x@invited.example',
      role: 'maker',
      [field]: other.id,
    });
    expect(answer.json()).toMatchObject({ status: 400, code: 'INPUT_MALFORMED' });
  }
  expect(await members(other.id)).toEqual([]);
});

it('makers invite nobody, administrators need a second factor, machines are no administrators', async () => {
  const maker = await enterActor(at, `maker-${bosses}`, 'maker', boss.holder);
  expect((await invite('x@invited.example', 'reader', maker)).json()).toMatchObject({
    code: 'PERMISSION_MISSING',
  });
  at.clock.set(new Date(START.getTime() + 6 * 60_000));
  expect((await invite('x@invited.example')).json()).toMatchObject({ code: 'SECOND_FACTOR_NEEDED' });
  const body = { email: 'x@invited.example', role: 'reader' };
  expect((await at.call('POST', '/v1/invitations', { headers: at.operator, body })).json()).toMatchObject({
    code: 'CALLER_NOT_A_PERSON',
  });
});

it('one invitation of an address stands at a time, also of twenty at once', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => invite('Twice@Invited.example')));
  expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  expect((await invite('twice@invited.example')).json()).toMatchObject({
    status: 409,
    code: 'INVITATION_EXISTS',
  });
});

it('other holders’ invitations are not there', async () => {
  const { id } = (await invite('mine@invited.example')).json<{ id: string }>();
  const other = await enterActor(at, `other-${bosses}`, 'administrator');
  expect((await other.call('DELETE', `/v1/invitations/${id}`)).json()).toMatchObject(unknown);
  expect((await other.call('GET', '/v1/invitations')).json()).toEqual({ items: [] });
});

it('REG-001 a maker of the registry is mailed to by nobody’s single word', async () => {
  const registry = await at.holder(`REGISTRY-${bosses}`, 'registry-operator');
  const head = await enterActor(at, `head-${bosses}`, 'administrator', registry);
  const mails = at.mails.length;
  const made = await invite('maker@registry.example', 'maker', head);
  expect(made.json()).toMatchObject({ state: 'awaiting-approval', expiresAt: null });
  expect(at.mails).toHaveLength(mails);
  const checker = await enterActor(at, `checker-${bosses}`, 'checker', registry);
  const seen = (await checker.call('GET', '/v1/invitations')).json<{ items: object[] }>();
  expect(seen.items[0]).toMatchObject({ email: 'maker@registry.example', state: 'awaiting-approval' });
  expect((await invite('reader@registry.example', 'reader', head)).json()).toMatchObject({ state: 'open' });
});

it('the database refuses to bring an ended invitation back', async () => {
  const { id } = (await invite('ended@invited.example')).json<{ id: string }>();
  await boss.call('DELETE', `/v1/invitations/${id}`);
  await expect(
    at.database.query(
      'update identity.invitation set withdrawn_at = null, withdrawn_by = null where id = $1',
      [id],
    ),
  ).rejects.toMatchObject({ driverError: { code: 'CL060' } });
});
