import { openSessionsFixture, type SessionsFixture, START } from '../sessions/sessions.spec-support';
import type { Role } from '../roles';
import { addMembership, changeRole, endMembership } from './change-membership';
import { rolesHeldSince } from './membership-store';

const BY = { actor: 'test' };
const HOUR = 3_600_000;
const after = (hours: number) => new Date(START.getTime() + hours * HOUR);

let at: SessionsFixture;

beforeAll(async () => (at = await openSessionsFixture()));
afterAll(() => at.close());

const change = (membershipId: string, role: Role, hours: number) =>
  at.database.transaction((tx) => changeRole(tx, { membershipId, role }, after(hours), BY));
const end = (membershipId: string, hours: number) =>
  at.database.transaction((tx) => endMembership(tx, { membershipId }, after(hours), BY));

it('REG-001 every role that was held since a moment is known, the one before it not', async () => {
  const { personId, membershipId, holder } = await at.member('li', 'maker');
  await change(membershipId, 'checker', 2);
  await change(membershipId, 'checker', 3);
  await change(membershipId, 'reader', 4);
  const since = (hours: number) =>
    rolesHeldSince(at.database, { personId, holderId: holder.id, since: after(hours) });
  expect(await since(1)).toEqual(['checker', 'maker', 'reader']);
  // held until that very moment is held in it
  expect(await since(2)).toEqual(['checker', 'maker', 'reader']);
  expect(await since(2.5)).toEqual(['checker', 'reader']);
  expect(await since(5)).toEqual(['reader']);
  await end(membershipId, 6);
  expect(await since(5)).toEqual(['reader']);
  expect(await since(6)).toEqual(['reader']);
  expect(await since(7)).toEqual([]);
});

it('a user is a member of a holder once at a time; what has ended stays so', async () => {
  const { userId, membershipId, holder } = await at.member('wang');
  const join = () =>
    at.database.transaction((tx) =>
      addMembership(tx, { userId, holderId: holder.id, role: 'reader' }, after(1), BY),
    );
  await expect(join()).rejects.toThrow('MEMBERSHIP_EXISTS');
  await end(membershipId, 1);
  await expect(end(membershipId, 2)).rejects.toThrow('MEMBERSHIP_UNKNOWN');
  await expect(change(membershipId, 'reader', 2)).rejects.toThrow('MEMBERSHIP_UNKNOWN');
  await join();
  expect((await at.audited('membership.ended')).map((each) => each.subject_id)).toContain(membershipId);
});

it('one address has one account', async () => {
  const { holder } = await at.member('zhao');
  await expect(at.member('zhao', 'maker', holder)).rejects.toThrow('USER_EMAIL_TAKEN');
});

it('the database refuses to bring back what has ended, and to rewrite the history of roles', async () => {
  const { userId, membershipId, email } = await at.member('qian');
  const { session, accessToken } = await at.signIn(email);
  await at.call('DELETE', '/v1/sessions/current', { token: accessToken });
  await end(membershipId, 1);
  const kept = { driverError: { code: 'CL060' } };
  const refused = { driverError: { code: '42501' } };
  await expect(
    at.database.query('update identity.membership set ended_at = null where id = $1', [membershipId]),
  ).rejects.toMatchObject(kept);
  await expect(
    at.database.query('update identity.session set revoked_at = null, revoked_reason = null where id = $1', [
      session,
    ]),
  ).rejects.toMatchObject(kept);
  for (const statement of [
    `update identity.membership_role set role = 'reader'`,
    `delete from identity.membership_role`,
    `delete from identity.user_account where id = '${userId}'`,
    `update identity.membership set user_id = '${userId}'`,
    `update identity.used_refresh_token set used_at = now()`,
  ]) {
    await expect(at.database.query(statement)).rejects.toMatchObject(refused);
  }
});
