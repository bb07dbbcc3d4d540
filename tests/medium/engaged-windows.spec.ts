import { enterEngagement, getHolder } from '@carbon/identity';
import { openPlatformFixture, type Person, type PlatformFixture } from '../support/platform-fixture';

/** An auditor is engaged for March 2026; the holder's life goes on in April. */
let platform: PlatformFixture;
let auditor: Person;
let account: string;
const claims: string[] = [];

const MARCH = new Date('2026-03-10T02:00:00.000Z');
const APRIL = new Date('2026-04-10T02:00:00.000Z');

const machine = async (url: string, body: object) => {
  const answer = await platform.send('POST', url, platform.machine, body);
  expect([url, answer.statusCode < 300 ? 'done' : answer.body]).toEqual([url, 'done']);
  return answer.json<Record<string, string>>();
};
const claim = async () =>
  claims.push(
    (
      await machine('/v1/claims', {
        account,
        certificates: [{ plant: 'SEEN1', month: '2026-02', quantity: '1' }],
        beneficiary: { kind: 'organisation', nameZh: '示例', nameEn: 'Example', identifier: 'SYNTHETIC-1' },
        purpose: '办公用电',
        consumptionStart: '2026-01-01',
        consumptionEnd: '2026-02-28',
        place: '江苏',
      })
    )['id'] ?? '',
  );
const meter = (month: string) => ({
  plant: 'SEEN1',
  month,
  energyKwh: '5000',
  reportedBy: 'grid-company',
  basis: 'synthetic',
});

beforeAll(async () => {
  platform = await openPlatformFixture(MARCH);
  await platform.holder('OWNER', 'generator');
  const auditors = await platform.holder('AUDITOR', 'auditor');
  await machine('/v1/plants', {
    plants: [
      {
        shortCode: 'SEEN1',
        nameZh: '示例风电',
        nameEn: 'Example wind',
        province: '32',
        technology: 'wind-onshore',
        capacityW: '50000000',
        connectedMonth: '2020-01',
        holder: 'OWNER',
        source: 'synthetic',
      },
    ],
  });
  await machine('/v1/meter-months', { rows: [meter('2026-02')] });
  await machine('/v1/certificate-issues', { plant: 'SEEN1', month: '2026-02' });
  const accounts = await platform.send('GET', '/v1/accounts?holder=OWNER', platform.machine);
  account = accounts.json<{ items: { number: string }[] }>().items[0]?.number ?? '';
  await claim();
  await platform.database.transaction(async (tx) => {
    const [of, about] = [await getHolder(tx.manager, 'AUDITOR'), await getHolder(tx.manager, 'OWNER')];
    await enterEngagement(
      tx,
      {
        auditor: of,
        holders: [about],
        instruments: null,
        windowFrom: '2026-03-01',
        windowTo: '2026-03-31',
        accessFrom: MARCH,
        accessUntil: new Date('2026-06-01T00:00:00Z'),
        purpose: 'test',
      },
      { by: 'test', approver: null, taskId: null, reason: 'test', documentHash: '00'.repeat(32), now: MARCH },
    );
  });
  platform.clock.set(APRIL);
  await machine('/v1/meter-months', { rows: [meter('2026-03')] });
  await claim();
  auditor = await platform.person(auditors, 'reader');
});
afterAll(() => platform.close());

const see = (url: string) => platform.send('GET', url, auditor.headers);
const idsOf = async (url: string) =>
  (await see(url)).json<{ items: { id: string }[] }>().items.map(({ id }) => id);

describe('an auditor engaged for March', () => {
  it('sees the claims of March and not those of April, in lists and alone', async () => {
    expect(claims).toHaveLength(2);
    const [march = '', april = ''] = claims;
    expect(await idsOf('/v1/claims')).toEqual([march]);
    expect(await idsOf(`/v1/claims?account=${account}`)).toEqual([march]);
    expect((await see(`/v1/claims/${march}`)).statusCode).toBe(200);
    const hidden = await see(`/v1/claims/${april}`);
    const absent = await see('/v1/claims/00000000-0000-7000-8000-000000000000');
    expect([hidden.statusCode, hidden.json<{ code: string }>().code]).toEqual([
      404,
      absent.json<{ code: string }>().code,
    ]);
  });

  it('sees the energy of March, and issues of it, and no other months', async () => {
    const months = async (url: string) =>
      (await see(url)).json<{ items: { month: string }[] }>().items.map(({ month }) => month);
    expect(await months('/v1/meter-months')).toEqual(['2026-03']);
    expect(await months('/v1/meter-months?plant=SEEN1&month=2026-02')).toEqual([]);
    expect(await months('/v1/certificate-issues')).toEqual([]);
  });

  it('does not see what is held today', async () => {
    const held = await see(`/v1/certificates?account=${account}`);
    expect([held.statusCode, held.json<{ code: string }>().code]).toEqual([403, 'LEDGER_OUTSIDE_WINDOW']);
  });
});
