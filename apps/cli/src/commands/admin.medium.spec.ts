import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database, ensureServiceLogin } from '@carbon/database';
import { createHolder, createUser, findUserByEmail, OutboxMailer } from '@carbon/identity';
import { SettableClock } from '@carbon/kernel';
import { createTestDatabase, type TestDatabase } from '../../../../tests/support/test-database';
import { openStandingVault, openVault } from '../../../registry/src/key-ring-file';
import { registryEntities, registryMigrations } from '../../../registry/src/rooms';
import type { Terminal } from '../terminal';
import { bootstrap } from './admin-bootstrap';
import { rotateKeys } from './admin-rotate-keys';

const NOW = new Date('2026-03-02T02:00:00.000Z');
const BY = { actor: 'test' };
const clock = new SettableClock(NOW);

let server: TestDatabase;
let directory: string;
let database: string;
let keys: string;

beforeEach(async () => {
  server = await createTestDatabase(registryMigrations);
  database = await ensureServiceLogin(server.superuserUrl, 'carbon_service', 'test-only');
  directory = mkdtempSync(join(tmpdir(), 'carbon-admin-'));
  keys = join(directory, 'master-keys.json');
  openVault(keys);
  await serve(async (service) => {
    const entry = { code: 'REGISTRY', nameZh: '登记机构（示例）', nameEn: 'Registry', source: 'synthetic' };
    await service.transaction((tx) => createHolder(tx, { ...entry, kind: 'registry-operator' }, NOW, BY));
  });
});
afterEach(async () => {
  await server.drop();
  rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
});

/** As the service, while it runs. */
async function serve<T>(work: (service: Database) => Promise<T>): Promise<T> {
  const service = await connect({ url: database, entities: registryEntities });
  try {
    return await work(service);
  } finally {
    await service.close();
  }
}

function listening(): Terminal & { readonly said: string[]; readonly noted: string[] } {
  const [said, noted]: [string[], string[]] = [[], []];
  return {
    said,
    noted,
    language: 'en',
    say: (line) => void said.push(line),
    note: (line) => void noted.push(line),
    tell: ({ en }) => en,
  };
}

const readRing = () =>
  JSON.parse(readFileSync(keys, 'utf8')) as {
    current: { id: string; key: string };
    former: { id: string; key: string }[];
    index: string;
  };

describe('carbon admin bootstrap', () => {
  const wish = () => ({ database, keys, holder: 'REGISTRY', administrator: 'head@registry.example' });
  const members = () =>
    serve((service) => service.query<{ role: string }>('select role from identity.membership order by role'));

  it('the first administrator and checker come in together, and nobody after them', async () => {
    const heard = listening();
    expect(await bootstrap(heard, clock, { ...wish(), checker: 'eye@registry.example' })).toBe(0);
    expect(heard.said[0]).toBe('REGISTRY has its first administrator and its first checker.');
    expect(await members()).toEqual([{ role: 'administrator' }, { role: 'checker' }]);
    const again = bootstrap(heard, clock, { ...wish(), administrator: 'other@registry.example' });
    await expect(again).rejects.toMatchObject({ code: 'MEMBER_FIRST_STANDS' });
  });

  it('REG-003 one person is not both, and then nobody comes in', async () => {
    const both = bootstrap(listening(), clock, { ...wish(), checker: wish().administrator });
    await expect(both).rejects.toMatchObject({ code: 'MEMBER_ROLE_CONFLICT' });
    expect(await members()).toEqual([]);
  });

  it('a key file that is not there is refused, not made', async () => {
    const missing = join(directory, 'elsewhere.json');
    await expect(bootstrap(listening(), clock, { ...wish(), keys: missing })).rejects.toMatchObject({
      code: 'INPUT_MALFORMED',
    });
    expect(() => statSync(missing)).toThrow();
    await expect(rotateKeys(listening(), { database, keys: missing })).rejects.toMatchObject({
      code: 'INPUT_MALFORMED',
    });
  });

  it('a holder that is not there, and a role that could rewrite the ledger, are refused', async () => {
    const other = bootstrap(listening(), clock, { ...wish(), holder: 'NOBODY' });
    await expect(other).rejects.toMatchObject({ code: 'HOLDER_UNKNOWN' });
    const strong = bootstrap(listening(), clock, { ...wish(), database: server.superuserUrl });
    await expect(strong).rejects.toMatchObject({ code: 'DATABASE_ROLE_TOO_STRONG' });
  });
});

describe('carbon admin rotate-keys', () => {
  const email = 'zhang@registry.example';
  const person = { name: '张三', email };

  /** Somebody with a second factor, and a mail that waits. */
  const enter = () =>
    serve(async (service) => {
      const vault = openStandingVault(keys);
      await service.transaction(async (tx) => {
        const { id, personId } = await createUser(tx, vault, { person }, NOW, BY);
        await tx.query(
          'update identity.user_account set totp_secret = $2, totp_confirmed_at = $3 where id = $1',
          [id, vault.seal(`totp:${id}`, Buffer.from('twenty secret bytes!')), NOW],
        );
        const values = { token: 'pr_secret' };
        await new OutboxMailer(vault).enqueue(
          tx,
          { toPersonId: personId, template: 'password-reset', values },
          NOW,
        );
      });
    });

  /** What the keys of the file open. */
  const readable = () =>
    serve(async (service) => {
      const vault = openStandingVault(keys);
      return service.transaction(async (tx) => {
        const user = await findUserByEmail(tx, vault, email);
        const [row] = await tx.query<{ totp: Buffer; mail: string; letter: Buffer }>(
          `select u.totp_secret as totp, m.id as mail, m.letter_values as letter
             from identity.user_account u join identity.mail m on m.person_id = u.person_id where u.id = $1`,
          [user?.id],
        );
        if (user === undefined || row === undefined) return undefined;
        return {
          person: await vault.own(tx, user.personId),
          totp: vault.open(`totp:${user.id}`, row.totp).toString(),
          mail: JSON.parse(vault.open(`mail:${row.mail}`, row.letter).toString()) as object,
        };
      });
    });
  const everything = { person, totp: 'twenty secret bytes!', mail: { token: 'pr_secret' } };

  it('everything is readable before and after, and after without the former key', async () => {
    await enter();
    expect(await readable()).toEqual(everything);
    const before = readRing();
    const heard = listening();
    expect(await rotateKeys(heard, { database, keys })).toBe(0);
    expect(heard.noted).toContain('rewrap keys: 1 / 1');
    expect(heard.said.join('\n')).toMatch(/under the master key k2[^]*former keys k1 /);

    const after = readRing();
    expect(after).toMatchObject({ current: { id: 'k2' }, former: [before.current], index: before.index });
    expect(after.current.key).not.toBe(before.current.key);
    expect(statSync(keys).mode & 0o777).toBe(0o600);
    expect(await readable()).toEqual(everything);

    writeFileSync(keys, JSON.stringify({ ...after, former: [] }));
    expect(await readable()).toEqual(everything);
    writeFileSync(keys, JSON.stringify(before));
    await expect(readable()).rejects.toThrow('a master key that the ring does not hold');
  });

  it('what was interrupted is ended without another key; the next time makes one', async () => {
    await enter();
    const before = readRing();
    // as a crash leaves it: the new key is written, nothing is sealed under it
    const next = { id: 'k2', key: Buffer.alloc(32, 7).toString('base64') };
    writeFileSync(keys, JSON.stringify({ ...before, current: next, former: [before.current] }));
    await rotateKeys(listening(), { database, keys });
    expect(readRing()).toMatchObject({ current: next, former: [before.current] });
    await rotateKeys(listening(), { database, keys });
    expect(readRing()).toMatchObject({ current: { id: 'k3' }, former: [next, before.current] });
    writeFileSync(keys, JSON.stringify({ ...readRing(), former: [] }));
    expect(await readable()).toEqual(everything);
  });

  it('while a service runs it is refused, and no key is made', async () => {
    const before = readRing();
    await serve(async (service) => {
      await service.query('select 1');
      await expect(rotateKeys(listening(), { database, keys })).rejects.toMatchObject({
        code: 'SERVICE_RUNS',
      });
    });
    expect(readRing()).toEqual(before);
  });

  it('of five at once one works at a time, and no key is lost', async () => {
    await enter();
    const ends = await Promise.allSettled(
      Array.from({ length: 5 }, () => rotateKeys(listening(), { database, keys })),
    );
    expect(ends.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1);
    for (const end of ends) {
      if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'KEY_ROTATION_UNDER_WAY' });
    }
    expect(await readable()).toEqual(everything);
  });
});
