import type { Database } from '@carbon/database';
import { consentStandsSql } from './persistence/consent-sql';
import { openPrivacyApp, OPERATOR, type PrivacyApp } from './privacy.spec-support';

const EVIDENCE = 'ab'.repeat(32);
const YES = { purpose: 'carbon-inclusion', source: 'p1', textVersion: '2026.1', granted: true };

let privacy: PrivacyApp;
const heard: string[] = [];
let fails = false;

beforeAll(async () => {
  privacy = await openPrivacyApp();
  privacy.sources.listeners.register({
    name: 'test',
    consentEnded: (_, { personId, purpose, source }) => {
      heard.push(`${purpose} ${source} ${personId}`);
      return fails ? Promise.reject(new Error('a room could not follow')) : Promise.resolve();
    },
    guardianshipEnded: (_, { guardianId, wardId }) => {
      heard.push(`guardian ${guardianId} ${wardId}`);
      return Promise.resolve();
    },
  });
});
afterAll(() => privacy.close());
beforeEach(() => {
  heard.length = 0;
  fails = false;
});

const give = async (who: string, change: object = {}) =>
  (await privacy.post('/v1/me/consents', { ...YES, ...change }, who)).json<{ id: string }>().id;

const inSql = async (database: Database, personId: string, source = 'p1') =>
  (
    await database.query(
      `select p.id from privacy.person p where p.id = $1 and ${consentStandsSql('p.id', YES.purpose, '$2')}`,
      [personId, source],
    )
  ).length === 1;

it('PII-001 a withdrawal and a refusal are told once, in the transaction they happen in', async () => {
  const me = await privacy.enter({ name: '甲' });
  const id = await give(me);
  expect(heard).toEqual([]);
  await privacy.remove(`/v1/me/consents/${id}`, me);
  await privacy.remove(`/v1/me/consents/${id}`, me);
  expect(heard).toEqual([`carbon-inclusion p1 ${me}`]);
  await give(me, { source: 'p2', granted: false });
  expect(heard.at(-1)).toBe(`carbon-inclusion p2 ${me}`);

  const other = await give(me, { source: 'p_3' });
  fails = true;
  expect((await privacy.remove(`/v1/me/consents/${other}`, me)).statusCode).toBe(500);
  const about = { personId: me, purpose: YES.purpose, source: 'p_3', now: privacy.clock.now() };
  expect(await privacy.database.transaction((tx) => privacy.consents.stands(tx, about))).toBe(true);
});

it('PII-001 the end of a guardianship is told, whether it is ended or its guardian forgotten', async () => {
  for (const end of ['ended', 'erased']) {
    const guardian = await privacy.enter({ name: 'guardian' });
    const child = { name: 'child', birthDate: '2018-01-01' };
    const entered = await privacy.post(
      '/v1/guardianships',
      { guardian, child, evidence: EVIDENCE },
      OPERATOR,
    );
    const { id, ward } = entered.json<{ id: string; ward: string }>();
    await give(guardian, { ward, separate: true });
    expect(await inSql(privacy.database, ward)).toBe(true);
    if (end === 'ended') await privacy.post(`/v1/guardianships/${id}/end`, { reason: 'court' }, OPERATOR);
    else await privacy.post('/v1/me/erasure', { confirm: 'erase' }, guardian);
    expect(heard.at(-1)).toBe(`guardian ${guardian} ${ward}`);
    expect(await inSql(privacy.database, ward)).toBe(false);
  }
});

it('PII-001 many persons are asked at once by the same rule', async () => {
  const me = await privacy.enter({ name: '乙' });
  expect(await inSql(privacy.database, me)).toBe(false);
  const id = await give(me);
  expect(await inSql(privacy.database, me)).toBe(true);
  expect(await inSql(privacy.database, me, 'p2')).toBe(false);
  await privacy.remove(`/v1/me/consents/${id}`, me);
  expect(await inSql(privacy.database, me)).toBe(false);
  await give(me);
  expect(await inSql(privacy.database, me)).toBe(true);
  await privacy.post('/v1/me/erasure', { confirm: 'erase' }, me);
  expect(await inSql(privacy.database, me)).toBe(false);
  expect(() => consentStandsSql('p.id', 'anything', '$1')).toThrow(RangeError);
});

it('PII-001 withdrawing everything of some purposes leaves the others', async () => {
  const me = await privacy.enter({ name: '丙' });
  await give(me);
  await give(me, { source: 'p2' });
  await give(me, { purpose: 'pooling', source: 'platform' });
  const order = { personId: me, purposes: [YES.purpose], caller: me };
  const now = privacy.clock.now();
  expect(await privacy.database.transaction((tx) => privacy.consents.withdrawAll(tx, order, now))).toBe(2);
  expect(heard).toEqual([`carbon-inclusion p1 ${me}`, `carbon-inclusion p2 ${me}`]);
  const pooling = { personId: me, purpose: 'pooling', source: 'platform', now };
  expect(await privacy.database.transaction((tx) => privacy.consents.standsForNow(tx, pooling))).toBe(true);
});
