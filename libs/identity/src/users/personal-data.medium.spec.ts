import {
  openSessionsFixture,
  PASSWORD,
  type SessionsFixture,
  START,
} from '../sessions/sessions.spec-support';
import { personalDataOfUsers } from './personal-data';

let at: SessionsFixture;

beforeAll(async () => (at = await openSessionsFixture()));
afterAll(() => at.close());
beforeEach(() => at.clock.set(START));

const me = (token: string) => at.call('GET', '/v1/me', { token });

it('PII-002 a person gets what is known of the own accounts', async () => {
  const li = await at.member('export');
  await at.signIn(li.email);
  const known = await at.database.transaction((tx) => personalDataOfUsers.exportOf(tx, li.personId));
  expect(known).toMatchObject([
    {
      user: li.userId,
      memberships: [{ holder: 'H-EXPORT', role: 'maker', until: null }],
      sessions: [{ ip: '127.0.0.1' }],
    },
  ]);
});

it('PII-003 an erased person’s account is nobody’s, and the address is free again', async () => {
  const li = await at.member('erase');
  const { accessToken } = await at.signIn(li.email);
  await at.database.transaction((tx) => personalDataOfUsers.erase!(tx, li.personId, at.clock.now()));
  expect((await me(accessToken)).json()).toMatchObject({ status: 401, code: 'ACCOUNT_LOCKED' });
  await expect(at.signIn(li.email)).rejects.toThrow('CREDENTIALS_WRONG');
  const left = await at.database.query(
    'select from identity.session where user_id = $1 and (ip is not null or agent is not null)',
    [li.userId],
  );
  expect(left).toHaveLength(0);
  const again = await at.member('erase', 'reader', li.holder);
  expect(again.userId).not.toBe(li.userId);
});

it('PII-003 a restricted person signs in no more', async () => {
  const li = await at.member('restrict');
  const { accessToken } = await at.signIn(li.email);
  await at.database.transaction((tx) => personalDataOfUsers.restrict!(tx, li.personId, at.clock.now()));
  expect((await me(accessToken)).json()).toMatchObject({ code: 'ACCOUNT_LOCKED' });
  await expect(at.signIn(li.email, { password: PASSWORD })).rejects.toThrow('CREDENTIALS_WRONG');
  const unlocked = await at.call('DELETE', `/v1/users/${li.userId}/locks`, { headers: at.operator });
  expect(unlocked.json()).toMatchObject({ status: 409, code: 'USER_DISABLED' });
});

it('PII-003 sessions that ended long ago are removed, others are not', async () => {
  const li = await at.member('sweep');
  const first = await at.signIn(li.email);
  await at.call('POST', '/v1/sessions/refresh', { body: { refreshToken: first.refreshToken } });
  at.later(30 * 86_400_000);
  await at.signIn(li.email);
  const sweep = personalDataOfUsers.retention![0]!;
  await at.database.transaction((tx) => sweep.removeDue(tx, at.clock.now(), 1_000, at.clock.now()));
  const left = await at.database.query('select id from identity.session where user_id = $1', [li.userId]);
  expect(left).toHaveLength(1);
  expect(left).not.toContainEqual({ id: first.session });
});
