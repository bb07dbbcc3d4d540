import { certificateMigrations } from '@carbon/certificates';
import { platformMigrations, migrate, migrateDown } from '@carbon/database';
import { ledgerMigrations } from '@carbon/ledger';
import { breaches } from '../../../tests/support/ledger-invariants';
import { createTestDatabase } from '../../../tests/support/test-database';
import { HOLDER, openRegistryFixture, type RegistryFixture } from './registry.spec-support';

interface Held {
  readonly firstCode: string;
  readonly lastCode: string;
  readonly quantity: string;
}

const PLANT = {
  shortCode: 'DLH50',
  nameZh: '德令哈光热',
  nameEn: 'Delingha CSP',
  province: '63',
  technology: 'solar-thermal',
  capacityW: '50000000',
  connectedMonth: '2018-12',
  holder: 'OWNER',
  source: 'synthetic',
};
const CSV = 'plant,month,energy_kwh,reported_by,basis\nDLH50,2025-01,10000.4,grid-company,m\n';
const CLAIM = {
  beneficiary: {
    kind: 'organisation',
    nameZh: '示例制造',
    nameEn: 'Example',
    identifier: '91320000MA00000000',
  },
  purpose: '2025 年度用电',
  consumptionStart: '2025-01-01',
  consumptionEnd: '2025-12-31',
  place: '江苏苏州',
};

describe('the life of certificates over HTTP', () => {
  let registry: RegistryFixture;
  let [owner, buyer] = ['', ''];

  beforeAll(async () => {
    registry = await openRegistryFixture();
    for (const code of ['OWNER', 'BUYER']) await registry.post('/v1/holders', { code, ...HOLDER });
    const opened = await registry.post('/v1/accounts', { holder: 'BUYER', kind: 'holding' });
    buyer = opened.json<{ number: string }>().number;
  });
  afterAll(async () => {
    expect(await breaches(registry.database)).toEqual([]);
    await registry.close();
  });

  const held = async (account: string) => registry.list<Held>(`/v1/certificates?account=${account}`);
  const publicly = (code: string) =>
    registry.app.inject({ method: 'GET', url: `/v1/public/certificates/${code}` });

  it('GEC-016 a plant is filed, found by both codes, and not filed twice', async () => {
    const filed = await registry.post('/v1/plants', { plants: [PLANT] });
    expect(filed.statusCode).toBe(201);
    const [plant] = filed.json<{ items: { code: string; account: string }[] }>().items;
    owner = plant!.account;
    expect((await registry.get(`/v1/plants/${plant!.code}`)).json()).toEqual(plant);
    expect((await registry.get('/v1/plants/DLH50')).json()).toEqual(plant);
    expect(await registry.list('/v1/plants?holder=OWNER&limit=1')).toEqual([plant]);
    const again = await registry.post('/v1/plants', { plants: [PLANT] });
    expect(again.statusCode).toBe(409);
    expect(again.json()).toMatchObject({ code: 'GEC_PLANTS_REFUSED' });
    expect((await registry.get('/v1/plants/NONE')).statusCode).toBe(404);
  });

  it('GEC-002 energy comes as CSV or rows; faults name line and column', async () => {
    const csv = { 'content-type': 'text/csv' };
    const refused = await registry.post('/v1/meter-months/imports', `${CSV}NONE,2025-02,-1,owner,x\n`, csv);
    expect(refused.statusCode).toBe(400);
    expect(JSON.stringify(refused.json())).toContain('lines[3].energy_kwh');
    const taken = await registry.post(
      '/v1/meter-months/imports?partial=true',
      `${CSV}NONE,2025-02,-1,owner,x\n`,
      csv,
    );
    expect(taken.json()).toMatchObject({
      imported: 1,
      faultCount: 1,
      faults: [{ line: 3, column: 'energy_kwh' }],
    });
    const json = await registry.post('/v1/meter-months/imports', { csv: 'x' });
    expect(json.statusCode).toBe(415);
    const row = {
      plant: 'DLH50',
      month: '2025-02',
      energyKwh: '20000.6',
      reportedBy: 'grid-company',
      basis: '',
    };
    const rows = await registry.post('/v1/meter-months', { rows: [row] });
    expect(rows.json()).toMatchObject({ imported: 1 });
    const bad = await registry.post('/v1/meter-months', { rows: [{ ...row, energyKwh: '1e5' }] });
    expect(JSON.stringify(bad.json())).toContain('rows[0].energyKwh');
    expect(await registry.list('/v1/meter-months?plant=DLH50&limit=1')).toMatchObject([
      { month: '2025-01', energyKwh: '10000.4', reportedBy: 'grid-company' },
      { month: '2025-02', energyKwh: '20000.6' },
    ]);
  });

  it('GEC-001 a month is issued once by its key, the rest by a run', async () => {
    const body = { plant: 'DLH50', month: '2025-01' };
    const key = { 'idempotency-key': 'issue-2025-01' };
    const first = await registry.post('/v1/certificate-issues', body, key);
    expect(first.json()).toMatchObject({ certificates: '10', remainderKwh: '0.4', carriedInKwh: '0' });
    const repeated = await registry.post('/v1/certificate-issues', body, key);
    expect(repeated.json()).toEqual(first.json());
    const again = await registry.post('/v1/certificate-issues', body);
    expect(again.json()).toMatchObject({ code: 'GEC_MONTH_ISSUED', rule: 'INV-04' });
    const run = await registry.post('/v1/certificate-issues/runs', {});
    expect(run.json()).toEqual({ plantMonths: 1, certificates: '20', heldBack: [] });
    expect(await registry.list('/v1/certificate-issues?plant=DLH50&limit=1')).toHaveLength(2);
    const [block] = await held(owner);
    expect(block).toMatchObject({ quantity: '10', validThrough: '2026-12-31', tradeClass: 'tradable' });
  });

  it('GEC-009 GEC-014 certificates are sold, claimed and traced; the public sees no account and no identifier', async () => {
    const [block] = await held(owner);
    const certificates = [{ firstCode: block!.firstCode, lastCode: block!.lastCode }];
    const sold = await registry.post('/v1/certificate-transfers', {
      from: owner,
      to: buyer,
      certificates,
      ground: 'sale',
    });
    expect(sold.json()).toMatchObject({ quantity: '10', moved: [{ first: '1', last: '10' }] });
    const back = { from: buyer, to: owner, certificates, ground: 'sale' };
    const resold = await registry.post('/v1/certificate-transfers', back);
    expect(resold.json()).toMatchObject({ code: 'GEC_SOLD_BEFORE', rule: 'GEC-009' });

    const one = [{ firstCode: block!.firstCode }];
    const claimed = await registry.post('/v1/claims', { account: buyer, certificates: one, ...CLAIM });
    expect(claimed.statusCode).toBe(201);
    const claim = claimed.json<{ id: string; receiptNumber: string }>();
    expect((await registry.get(`/v1/claims/${claim.id}`)).json()).toEqual(claim);
    expect((await registry.get(`/v1/claims/${claim.receiptNumber}`)).json()).toEqual(claim);
    expect(await registry.list(`/v1/claims?account=${buyer}`)).toEqual([claim]);
    const twice = await registry.post('/v1/claims', { account: buyer, certificates: one, ...CLAIM });
    expect(twice.json()).toMatchObject({ status: 409, code: 'GEC_ALREADY_CLAIMED' });

    const traced = await publicly(block!.firstCode);
    expect(traced.json()).toMatchObject({
      state: 'claimed',
      claim: { receiptNumber: claim.receiptNumber, beneficiary: { zh: '示例制造' } },
      energy: [{ range: { month: '2025-01', fromWh: '0', toWh: '1000000' }, metered: '10000.4' }],
    });
    expect(traced.json<{ steps: object[] }>().steps).toMatchObject([
      { kind: 'issue', proof: { anchoring: 'pending' } },
      { kind: 'transfer', proof: { anchoring: 'pending' } },
      { kind: 'retire', proof: { anchoring: 'pending' } },
    ]);
    for (const secret of [owner, buyer, '91320000MA00000000', 'salt'])
      expect(traced.body).not.toContain(secret);
  });

  it('GEC-009 GEC-013 the plain transfer route refuses certificates and names the route that knows their rules', async () => {
    const [block] = await held(owner);
    const instrument = `GEC-${block!.firstCode.slice(0, 17)}-202501`;
    const refused = await registry.post('/v1/transfers', {
      instrument,
      quantity: '1',
      from: owner,
      to: buyer,
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      code: 'LEDGER_SCHEME_DECIDES',
      details: { instrument, route: '/v1/certificate-transfers' },
    });
  });

  it('PII-004 a person who claims is not named in public', async () => {
    const [block] = await held(buyer);
    const beneficiary = {
      kind: 'person',
      nameZh: '张三丰',
      nameEn: 'Zhang',
      identifier: '330102199001011234',
    };
    const certificates = [{ firstCode: block!.firstCode }];
    const body = { account: buyer, certificates, ...CLAIM, beneficiary, place: '张三丰宅' };
    expect((await registry.post('/v1/claims', body)).statusCode).toBe(201);
    const traced = await publicly(block!.firstCode);
    expect(traced.json()).toMatchObject({
      state: 'claimed',
      claim: { beneficiary: null, purpose: null, place: null },
    });
    expect(traced.body).not.toContain('张三丰');
  });

  it('GEC-018 a public code that is none is malformed, one never issued unknown', async () => {
    expect((await publicly('12AB')).statusCode).toBe(400);
    expect((await publicly('9'.repeat(32))).statusCode).toBe(400);
    const [block] = await held(owner);
    const beyond = block!.lastCode.slice(0, 21) + '000000999' + block!.lastCode.slice(30);
    expect((await publicly(beyond)).json()).toMatchObject({ status: 404, code: 'GEC_CERTIFICATE_UNKNOWN' });
  });

  it('a choice must name a plant-month or codes, not both and not neither', async () => {
    for (const choice of [
      {},
      { plant: 'DLH50', quantity: '1' },
      { plant: 'DLH50', firstCode: '1'.repeat(32) },
    ]) {
      const refused = await registry.post('/v1/claims', { account: buyer, certificates: [choice], ...CLAIM });
      expect(refused.statusCode).toBe(400);
      expect(JSON.stringify(refused.json())).toContain('certificates[0]');
    }
  });

  it('a cursor of another list is refused', async () => {
    const cursor = Buffer.from('["nonsense"]').toString('base64url');
    for (const list of ['claims', 'meter-months', 'certificate-issues']) {
      expect((await registry.get(`/v1/${list}?cursor=${cursor}`)).statusCode).toBe(400);
    }
  });

  it('the calculators are for everybody', async () => {
    const { items } = (await registry.app.inject({ method: 'GET', url: '/v1/calculators' })).json<{
      items: { name: string; examples: { input: object; today: string; output: object }[] }[];
    }>();
    expect(items.map(({ name }) => name)).toEqual([
      'gec-issue',
      'gec-validity',
      'gec-code',
      'ccer-eligibility',
      'offshore-wind-reduction',
      'plausibility',
      'landfill-diversion',
      'effective-time',
      'serial',
      'account-check-digits',
      'allocation-power',
      'allocation-industry',
      'pre-allocation',
      'allocation-settle',
      'surrender-check',
      'carry-over',
      'borrow',
      'fine',
      'compliance-dates',
      'park-grade',
      'subsidy',
      'price-band',
      'order-check',
      'close-price',
      'trip-reduction',
    ]);
    const run = (name: string, input: unknown) =>
      registry.app.inject({
        method: 'POST',
        url: `/v1/calculators/${name}`,
        headers: { 'content-type': 'application/json' },
        payload: JSON.stringify(input),
      });
    const { input, output } = items[1]!.examples[0]!;
    expect((await run('gec-validity', input)).json()).toEqual(output);
    expect((await run('gec-validity', {})).statusCode).toBe(400);
    expect((await run('constructor', {})).statusCode).toBe(404);
  });

  it('permissions are asked for each route', async () => {
    for (const path of [
      '/v1/plants',
      '/v1/claims',
      `/v1/certificates?account=${buyer}`,
      '/v1/certificate-issues',
    ]) {
      expect((await registry.get(path, registry.reader)).statusCode).toBe(403);
    }
    for (const path of ['/v1/claims', '/v1/expiry-runs', '/v1/certificate-issues/runs', '/v1/plants']) {
      expect((await registry.post(path, {}, registry.reader)).statusCode).toBe(403);
    }
  });

  it('GEC-014 a run ends what is past its validity; a day to come is refused', async () => {
    expect((await registry.post('/v1/expiry-runs', { asOf: '2027-01-01' })).statusCode).toBe(400);
    registry.clock.set(new Date('2027-01-01T01:00:00Z'));
    expect((await registry.post('/v1/expiry-runs', {})).json()).toMatchObject({
      asOf: '2027-01-01',
      certificates: '8',
      refused: 0,
    });
    expect((await held(buyer)).length).toBe(0);
  });
});

describe('the migration of certificates', () => {
  it('goes down and up again', async () => {
    const server = await createTestDatabase();
    // migrations come in the order of the time in their names; nothing that came later may stand on top of it
    const mine = 'Certificates1700000004000';
    const all = [...platformMigrations, ...ledgerMigrations, ...certificateMigrations].filter(
      ({ name }) => name.slice(-13) <= mine.slice(-13),
    );
    expect(await migrate(server.superuserUrl, all)).toContain(mine);
    await migrateDown(server.superuserUrl, all, 1);
    expect(await migrate(server.superuserUrl, all)).toEqual([mine]);
    await server.drop();
  });
});
