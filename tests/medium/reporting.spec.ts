import { openPlatformFixture, type PlatformFixture } from '../support/platform-fixture';

let platform: PlatformFixture;

beforeAll(async () => (platform = await openPlatformFixture()));
afterAll(() => platform.close());

const plant = (holder: string, shortCode: string) => ({
  shortCode,
  nameZh: '示例风电',
  nameEn: 'Example wind',
  province: '32',
  technology: 'wind-onshore',
  capacityW: '50000000',
  connectedMonth: '2020-01',
  holder,
  source: 'synthetic',
});
const row = (code: string, reportedBy: string) => ({
  rows: [{ plant: code, month: '2026-01', energyKwh: '1000', reportedBy, basis: 'synthetic' }],
});

it('GEC-002 an owner reports as owner, of its own plants, and never as the grid company that issues rest on', async () => {
  const [own, other] = [
    await platform.holder('OWN', 'generator'),
    await platform.holder('OTHER', 'generator'),
  ];
  const maker = await platform.person(own, 'maker');
  const filed = await platform.send('POST', '/v1/plants', platform.machine, {
    plants: [plant('OWN', 'OWN1'), plant('OTHER', 'OTHER1')],
  });
  expect([filed.statusCode, filed.body.slice(0, 300)]).toEqual([201, expect.any(String)]);
  expect(other).not.toBe(own);

  const report = async (body: object) => {
    const answer = await platform.send('POST', '/v1/meter-months', maker.headers, body);
    return answer.statusCode === 201
      ? 201
      : answer
          .json<{ fields: { field: string; rule: string }[] }>()
          .fields.map(({ field, rule }) => [field, rule]);
  };
  expect(await report(row('OWN1', 'grid-company'))).toEqual([['rows[0].reportedBy', 'not-the-reporter']]);
  expect(await report(row('OWN1', 'power-exchange'))).toEqual([['rows[0].reportedBy', 'not-the-reporter']]);
  expect(await report(row('OTHER1', 'owner'))).toEqual([['rows[0].plant', 'unknown-plant']]);
  expect(await report(row('OWN1', 'owner'))).toBe(201);
});
