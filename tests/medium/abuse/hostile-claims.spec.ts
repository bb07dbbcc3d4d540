import { type Answer, openPlatformFixture, type PlatformFixture } from '../../support/platform-fixture';

let platform: PlatformFixture;
let account: string;
const machine = (url: string, body: object) => platform.send('POST', url, platform.machine, body);
const done = (answer: Answer) => {
  if (answer.statusCode >= 300) throw new Error(answer.body);
  return answer;
};

beforeAll(async () => {
  platform = await openPlatformFixture(new Date('2026-03-10T02:00:00.000Z'));
  await platform.holder('OWNER', 'generator');
  const plant = {
    ...{ shortCode: 'WIND1', nameZh: '示例风电', nameEn: 'Example wind', province: '32' },
    ...{ technology: 'wind-onshore', capacityW: '50000000', connectedMonth: '2020-01' },
    ...{ holder: 'OWNER', source: 'synthetic' },
  };
  done(await machine('/v1/plants', { plants: [plant] }));
  const metered = { plant: 'WIND1', month: '2026-02', energyKwh: '5000', reportedBy: 'grid-company' };
  done(await machine('/v1/meter-months', { rows: [{ ...metered, basis: 'synthetic' }] }));
  done(await machine('/v1/certificate-issues', { plant: 'WIND1', month: '2026-02' }));
  const [lot] = await platform.database.query<{ number: string }>(
    `select a.number from ledger.block b join ledger.account a on a.id = b.account_id where a.kind = 'holding' limit 1`,
  );
  account = lot?.number ?? '';
});
afterAll(() => platform.close());

const claim = (consumptionStart: string, consumptionEnd: string) =>
  machine('/v1/claims', {
    account,
    certificates: [{ plant: 'WIND1', month: '2026-02', quantity: '1' }],
    beneficiary: { kind: 'organisation', nameZh: '示例', nameEn: 'Example', identifier: 'SYNTHETIC-1' },
    ...{ purpose: '办公用电', consumptionStart, consumptionEnd, place: '江苏' },
  });

describe('the period of a claim', () => {
  it('GEC-014 power of a day that has not come is not claimed from its beginning on', async () => {
    expect((await claim('2026-03-11', '2026-03-11')).statusCode).toBe(400);
  });

  it('GEC-015 is not stretched over a century, so that a year of it matches whatever is claimed', async () => {
    expect((await claim('2001-01-01', '2099-12-31')).statusCode).toBe(400);
    expect((await claim('2025-12-31', '2026-01-01')).statusCode).toBe(400);
    expect((await claim('2026-01-01', '2026-12-31')).statusCode).toBe(201);
  });
});
