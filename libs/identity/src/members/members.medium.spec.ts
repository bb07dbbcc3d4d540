import { randomBytes } from 'node:crypto';
import { newId } from '@carbon/kernel';
import { SealedPersonVault } from '@carbon/privacy';
import type { Holder } from '../domain/holder';
import { MINUTE, openSessionsFixture, type SessionsFixture, START } from '../sessions/sessions.spec-support';
import { addMembership } from '../users/change-membership';
import { bootstrapAdministrator, bootstrapChecker } from './bootstrap';
import { type Actor, enterActor } from './members.spec-support';

let at: SessionsFixture;

beforeAll(async () => (at = await openSessionsFixture()));
afterAll(() => at.close());
beforeEach(() => at.clock.set(START));

interface Listed {
  items: { id: string; name: string | null; role: string; secondFactor: boolean; state: string }[];
  next?: string;
}
const listed = async (who: Actor, query = '') =>
  (await who.call('GET', `/v1/members${query}`)).json<Listed>();
const give = (who: Actor, membershipId: string, role: string) =>
  who.call('POST', `/v1/members/${membershipId}/roles`, { role });

/** Another account of a person who has one, as one identity number makes it. */
async function secondAccount(personId: string, holder: Holder, role: 'maker' | 'reader'): Promise<string> {
  return at.database.transaction(async (tx) => {
    const userId = newId();
    await tx.query(
      `insert into identity.user_account (id, person_id, email_index, created_at) values ($1, $2, $3, $4)`,
      [userId, personId, randomBytes(32), START],
    );
    const wish = { userId, holderId: holder.id, role };
    return (await addMembership(tx, wish, START, { actor: 'test' })).id;
  });
}

describe('the list of members', () => {
  it('names are for the holder’s own administrators, and one record tells that they looked', async () => {
    const boss = await enterActor(at, 'boss', 'administrator');
    const maker = await enterActor(at, 'worker', 'maker', boss.holder);
    const before = (await at.audited('members.names-read')).length;
    const { items } = await listed(boss);
    expect(items).toMatchObject([
      { id: boss.membershipId, name: '张boss', role: 'administrator', secondFactor: true, state: 'active' },
      { id: maker.membershipId, name: '张worker', role: 'maker' },
    ]);
    expect(await at.audited('members.names-read')).toHaveLength(before + 1);
    expect((await listed(maker)).items.map(({ name }) => name)).toEqual([null, null]);
    expect(await at.audited('members.names-read')).toHaveLength(before + 1);
  });

  it('other holders’ members are out of reach; the registry sees them without names', async () => {
    const boss = await enterActor(at, 'apart', 'administrator');
    const other = await at.member('elsewhere');
    expect((await listed(boss)).items).toHaveLength(1);
    expect((await listed(boss, `?holder=${other.holder.code}`)).items).toEqual([]);
    const registry = await enterActor(
      at,
      'seer',
      'administrator',
      await at.holder('SEE', 'registry-operator'),
    );
    const seen = await listed(registry, `?holder=${other.holder.code}`);
    expect(seen.items).toMatchObject([{ id: other.membershipId, name: null }]);
  });

  it('is given in pages', async () => {
    const boss = await enterActor(at, 'pager', 'administrator');
    const worker = await at.member('paged', 'maker', boss.holder);
    const first = await listed(boss, '?limit=1');
    expect(first.items.map(({ id }) => id)).toEqual([boss.membershipId]);
    const second = await listed(boss, `?limit=1&cursor=${first.next}`);
    expect(second.items.map(({ id }) => id)).toEqual([worker.membershipId]);
    expect(second.next).toBeUndefined();
  });
});

describe('changing roles', () => {
  it('a member has the new role at once, and sessions under the old one hold no longer', async () => {
    const boss = await enterActor(at, 'giver', 'administrator');
    const worker = await enterActor(at, 'given', 'maker', boss.holder);
    const answer = await give(boss, worker.membershipId, 'checker');
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { role: 'checker', name: null }]);
    expect((await worker.call('GET', '/v1/me')).json()).toMatchObject({ code: 'SESSION_STALE' });
    expect((await at.audited('membership.role-changed')).at(-1)).toMatchObject({
      actor: `user:${boss.userId}`,
      subject_id: worker.membershipId,
    });
  });

  it('REG-002 needs a second factor shown shortly before', async () => {
    const boss = await enterActor(at, 'slow', 'administrator');
    const worker = await at.member('slowly', 'maker', boss.holder);
    at.later(6 * MINUTE);
    for (const answer of [
      await give(boss, worker.membershipId, 'reader'),
      await boss.call('DELETE', `/v1/members/${worker.membershipId}`),
    ]) {
      expect(answer.json()).toMatchObject({ status: 403, code: 'SECOND_FACTOR_NEEDED' });
    }
  });

  it('REG-003 nobody changes the own role, through another account either (trap 14)', async () => {
    const boss = await enterActor(at, 'self', 'administrator');
    await enterActor(at, 'self-two', 'administrator', boss.holder);
    expect((await give(boss, boss.membershipId, 'checker')).json()).toMatchObject({
      status: 422,
      code: 'MEMBER_OWN_ROLE',
    });
    const mine = await secondAccount(boss.personId, boss.holder, 'reader');
    expect((await give(boss, mine, 'checker')).json()).toMatchObject({ code: 'MEMBER_OWN_ROLE' });
  });

  it('REG-001 REG-003 two accounts of one person are not maker and checker of one holder', async () => {
    const boss = await enterActor(at, 'splitter', 'administrator');
    const worker = await at.member('split', 'reader', boss.holder);
    await secondAccount(worker.personId, boss.holder, 'maker');
    expect((await give(boss, worker.membershipId, 'checker')).json()).toMatchObject({
      status: 422,
      code: 'MEMBER_ROLE_CONFLICT',
      rule: 'REG-003',
      details: { reason: 'same-holder' },
    });
    expect((await give(boss, worker.membershipId, 'maker')).statusCode).toBe(200);
  });

  it('ETS-006 who works for the regulator does not become a maker of an enterprise', async () => {
    const boss = await enterActor(at, 'trader', 'administrator');
    const worker = await at.member('watcher', 'reader', boss.holder);
    await secondAccount(worker.personId, await at.holder('MEE-T', 'regulator'), 'reader');
    expect((await give(boss, worker.membershipId, 'maker')).json()).toMatchObject({
      code: 'MEMBER_ROLE_CONFLICT',
      rule: 'ETS-006',
    });
  });

  it('members of another holder: not there, or seen and not to be changed', async () => {
    const boss = await enterActor(at, 'outsider', 'administrator');
    const other = await at.member('inside');
    expect((await give(boss, other.membershipId, 'reader')).json()).toMatchObject({
      status: 404,
      code: 'MEMBER_UNKNOWN',
    });
    const registry = await enterActor(
      at,
      'far',
      'administrator',
      await at.holder('FAR', 'registry-operator'),
    );
    expect((await give(registry, other.membershipId, 'reader')).json()).toMatchObject({
      status: 403,
      code: 'MEMBER_OF_ANOTHER_HOLDER',
    });
    const machine = await at.call('POST', `/v1/members/${other.membershipId}/roles`, {
      headers: at.operator,
      body: { role: 'reader' },
    });
    expect(machine.json()).toMatchObject({ status: 403, code: 'CALLER_NOT_A_PERSON' });
    const maker = await enterActor(at, 'plain', 'maker', boss.holder);
    expect((await give(maker, boss.membershipId, 'reader')).json()).toMatchObject({
      code: 'PERMISSION_MISSING',
    });
  });

  it('REG-001 makers and checkers of the registry and of regulators are not one administrator’s word', async () => {
    for (const [code, kind] of [
      ['REG-A', 'registry-operator'],
      ['REG-B', 'regulator'],
    ] as const) {
      const boss = await enterActor(at, code.toLowerCase(), 'administrator', await at.holder(code, kind));
      const worker = await at.member(`${code.toLowerCase()}-worker`, 'reader', boss.holder);
      for (const role of ['maker', 'checker']) {
        expect((await give(boss, worker.membershipId, role)).json()).toMatchObject({
          code: 'MEMBER_NEEDS_APPROVAL',
          details: { kind: 'registry-member' },
        });
      }
      expect((await give(boss, worker.membershipId, 'administrator')).statusCode).toBe(200);
    }
  });
});

describe('the last administrator of a holder', () => {
  it('cannot leave or take another role; one who cannot sign in does not count as another', async () => {
    const boss = await enterActor(at, 'last', 'administrator');
    const second = await enterActor(at, 'last-two', 'administrator', boss.holder);
    const leave = () => boss.call('DELETE', `/v1/members/${boss.membershipId}`);
    const lock = (state: string) =>
      at.database.query('update identity.user_account set state = $2 where id = $1', [second.userId, state]);
    await lock('locked');
    for (const answer of [await leave(), await give(boss, boss.membershipId, 'reader')]) {
      expect(answer.json()).toMatchObject({ status: 422, code: 'MEMBER_LAST_ADMINISTRATOR' });
    }
    await lock('active');
    expect((await leave()).statusCode).toBe(204);
  });

  it('two who leave at once: one stays', async () => {
    const one = await enterActor(at, 'leaver-a', 'administrator');
    const two = await enterActor(at, 'leaver-b', 'administrator', one.holder);
    const answers = await Promise.all(
      [one, two].map((who) => who.call('DELETE', `/v1/members/${who.membershipId}`)),
    );
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([204, 422]);
  });

  it.each(['removed', 'demoted'])('two who are %s by each other at once: one stays', async (how) => {
    for (let round = 0; round < 5; round += 1) {
      const one = await enterActor(at, `${how}-${round}-a`, 'administrator');
      const two = await enterActor(at, `${how}-${round}-b`, 'administrator', one.holder);
      const end = (who: Actor, whom: Actor) =>
        how === 'removed'
          ? who.call('DELETE', `/v1/members/${whom.membershipId}`)
          : give(who, whom.membershipId, 'reader');
      const answers = await Promise.all([end(one, two), end(two, one)]);
      expect(answers.filter(({ statusCode }) => statusCode < 300)).toHaveLength(1);
      const left = await at.database.query(
        `select from identity.membership where holder_id = $1 and role = 'administrator' and ended_at is null`,
        [one.holder.id],
      );
      expect(left).toHaveLength(1);
    }
  });

  it('twenty requests of many administrators at once leave one', async () => {
    const first = await enterActor(at, 'crowd-0', 'administrator');
    const crowd = [first];
    for (let n = 1; n < 6; n += 1) {
      crowd.push(await enterActor(at, `crowd-${n}`, 'administrator', first.holder));
    }
    const everybody = crowd.flatMap((who) =>
      crowd
        .filter((whom) => whom !== who)
        .map((whom) => who.call('DELETE', `/v1/members/${whom.membershipId}`)),
    );
    await Promise.all(everybody);
    const left = await at.database.query<{ count: string }>(
      `select count(*) from identity.membership where holder_id = $1 and ended_at is null`,
      [first.holder.id],
    );
    expect(left).toEqual([{ count: '1' }]);
  });
});

describe('the first members of a holder, by the operator', () => {
  const vault = new SealedPersonVault({
    current: { id: 'k3', bytes: randomBytes(32) },
    indexSecret: randomBytes(32),
  });
  const first = (holder: string, email = `${randomBytes(4).toString('hex')}@first.example`) => ({
    email,
    name: '首任',
    holder,
  });

  it('an administrator is made once; twenty at once are one', async () => {
    await at.holder('BOOT', 'registry-operator');
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => bootstrapAdministrator(at.database, vault, first('BOOT'), START)),
    );
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) {
      if (answer.status === 'rejected') {
        expect(answer.reason).toMatchObject({ code: 'MEMBER_FIRST_STANDS' });
      }
    }
    await bootstrapChecker(at.database, vault, first('BOOT'), START);
    await expect(bootstrapChecker(at.database, vault, first('BOOT'), START)).rejects.toMatchObject({
      code: 'MEMBER_FIRST_STANDS',
    });
  });

  it('REG-003 the first administrator is not the first checker too', async () => {
    await at.holder('BOOT-2', 'registry-operator');
    const entry = first('BOOT-2');
    await bootstrapAdministrator(at.database, vault, entry, START);
    await expect(bootstrapChecker(at.database, vault, entry, START)).rejects.toMatchObject({
      code: 'MEMBER_ROLE_CONFLICT',
    });
    await expect(bootstrapAdministrator(at.database, vault, first('NOWHERE'), START)).rejects.toMatchObject({
      code: 'HOLDER_UNKNOWN',
    });
  });
});
