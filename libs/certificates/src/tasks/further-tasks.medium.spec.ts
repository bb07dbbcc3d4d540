import { createHash } from 'node:crypto';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { CertificatesApp } from '../certificates-app.spec-support';
import { fileProof } from '../use-cases/filed-proof.spec-support';

let registry: CertificatesApp;
beforeEach(async () => {
  registry = await CertificatesApp.open();
});
afterEach(async () => {
  expect(await breaches(registry.database)).toEqual([]);
  await registry.close();
});

const HASH = createHash('sha256').update('示例').digest('hex');

describe('further acts by task', () => {
  it('REG-001 a later figure of an issued month is proposed and approved by people of the registry', async () => {
    const payload = {
      plant: 'TEST1',
      month: '2025-01',
      energyKwh: '7000.4',
      cancelUnsold: true,
      basis: '换表',
    };
    expect((await registry.propose('maker', 'meter-month-correction', payload)).statusCode).toBe(403);
    const task = await registry.proposed('registryMaker', 'meter-month-correction', payload);
    let done = await registry.approved('registryChecker', task);
    if (done.state === 'proposed') done = await registry.approved('registryChecker2', task);
    expect(done).toMatchObject({ state: 'executed', outcome: { cancelled: '3', owedWh: '0' } });
    expect((await registry.blocks(registry.owner))[0]).toBe('202501:4-10:available');
    const list = await registry.send('maker', 'GET', '/v1/meter-months/corrections?plant=TEST1');
    expect(list.json()).toMatchObject({
      items: [
        {
          month: '2025-01',
          previousKwh: '10000.4',
          energyKwh: '7000.4',
          cancelled: '3',
          afterMonth: '2025-03',
        },
      ],
    });
    expect((await registry.send('buyerMaker', 'GET', '/v1/meter-months/corrections')).json()).toEqual({
      items: [],
    });
    expect(await registry.audited('meter-month.corrected')).toHaveLength(1);
  });

  it('GEC-014 several claims of sites and months are one proposal; consumers and periods find them', async () => {
    const store = (identifier: string, month: string, quantity: string) => ({
      certificates: [{ plant: 'TEST1', month, quantity }],
      beneficiary: { kind: 'organisation', nameZh: '示例门店', nameEn: 'Example store', identifier },
      ...{
        purpose: '门店用电',
        consumptionStart: `${month}-01`,
        consumptionEnd: `${month}-28`,
        place: '苏州',
      },
    });
    const claims = [store('S-1', '2025-01', '4'), store('S-2', '2025-01', '6'), store('S-1', '2025-02', '1')];
    const task = await registry.proposed('maker', 'certificate-claims', { account: registry.owner, claims });
    expect(await registry.approved('checker', task)).toMatchObject({
      state: 'executed',
      outcome: { claims: [{ quantity: '4' }, { quantity: '6' }, { quantity: '1' }] },
    });
    const found = async (query: string) => {
      const answer = await registry.send('maker', 'GET', `/v1/claims?${query}`);
      return answer.json<{ items: { quantity: string }[] }>().items.map(({ quantity }) => quantity);
    };
    expect(await found('consumer=S-1')).toEqual(['4', '1']);
    expect(await found('from=2025-02-01&to=2025-02-28')).toEqual(['1']);
    expect(await found('consumer=S-2&from=2025-02-01')).toEqual([]);
  });

  it('GEC-014 a person is not named in a proposal of several claims', async () => {
    const claim = {
      certificates: [{ plant: 'TEST1', month: '2025-01', quantity: '1' }],
      beneficiary: { kind: 'person', nameZh: '示例', nameEn: 'Example', identifier: '1' },
      ...{ purpose: '用电', consumptionStart: '2025-01-01', consumptionEnd: '2025-01-31', place: '苏州' },
    };
    const answer = await registry.propose('maker', 'certificate-claims', {
      account: registry.owner,
      claims: [claim],
    });
    expect(answer.json()).toMatchObject({ fields: [{ field: 'payload.claims[0].beneficiary.kind' }] });
  });

  it('GEC-011 a provincial plan is refused from an account that is no province’s', async () => {
    const payload = {
      ...{ from: registry.owner, title: '示例方案', publishedOn: '2026-02-20', planHash: HASH },
      shares: [{ to: registry.buyer, certificates: [{ plant: 'TEST1', month: '2025-01', quantity: '1' }] }],
    };
    const answer = await registry.propose('registryMaker', 'provincial-plan', payload);
    expect(answer.json()).toMatchObject({ code: 'GEC_NOT_PROVINCIAL' });
  });

  it('GEC-012 the proof of an order is two documents that the giver filed', async () => {
    const propose = async (holder: 'OWNER' | 'BUYER' | null) => {
      const id = holder && registry.holders[holder];
      const file = async (what: string) =>
        (
          await fileProof(
            registry.database,
            id,
            `${what} of ${holder ?? 'the operator'}`,
            registry.clock.now(),
          )
        ).toString('hex');
      const [contractHash, settlementHash] = [await file('contract'), await file('settlement')];
      const scheme = { ground: 'self-use', site: '示例', contractHash, settlementHash };
      const made = await registry.propose('maker', 'transfer', registry.transfer({ scheme }));
      const forged = { ...scheme, settlementHash: HASH };
      const half = await registry.propose('maker', 'transfer', registry.transfer({ scheme: forged }));
      return [made, half].map((answer) => [answer.statusCode, answer.json<{ code: string }>().code]);
    };
    const unknown = [404, 'DOCUMENT_UNKNOWN'];
    expect(await propose('BUYER')).toEqual([unknown, unknown]);
    expect(await propose(null)).toEqual([unknown, unknown]);
    // with proof it is the class that stands against it: this plant's power is fed to the grid
    expect(await propose('OWNER')).toEqual([[422, 'GEC_WRONG_CLASS'], unknown]);
  });

  it('GEC-012 GEC-019 self-used power moves by order on proof; the price of a sale is kept', async () => {
    const self = registry.transfer({ scheme: { ground: 'self-use' } });
    expect((await registry.propose('maker', 'transfer', self)).json()).toMatchObject({
      fields: [{ field: 'contractHash' }, { field: 'settlementHash' }, { field: 'site' }],
    });
    const sale = registry.transfer({ scheme: { ground: 'sale', form: 'bilateral', priceFen: '550' } });
    const task = await registry.proposed('maker', 'transfer', sale);
    await registry.approved('checker', task);
    await registry.runAt((await registry.orderOf(task)).executeAt);
    const trades = (
      await registry.send('buyerMaker', 'GET', '/v1/certificate-trades?month=2025-01')
    ).json<object>();
    expect(trades).toMatchObject({
      items: [
        {
          form: 'bilateral',
          priceFen: '550',
          quantity: '10',
          to: registry.buyer,
          certificateType: 'ordinary',
        },
      ],
    });
  });
});

describe('further routes', () => {
  it('GEC-002 grid data and owner data stand side by side; the owner may speak after the issue', async () => {
    const rows = [
      { plant: 'TEST1', month: '2025-01', energyKwh: '10200', reportedBy: 'owner', basis: '自报' },
    ];
    expect((await registry.send('maker', 'POST', '/v1/meter-months', { rows })).statusCode).toBe(201);
    const answer = await registry.send('maker', 'GET', '/v1/meter-months/comparison?month=2025-01');
    expect(answer.json()).toEqual({
      items: [
        {
          ...{
            plant: 'TEST1',
            month: '2025-01',
            gridKwh: '10000.4',
            ownerKwh: '10200',
            differenceKwh: '199.6',
          },
          ...{ differencePercent: '2.00', beyondTolerance: true, tolerancePercent: '1' },
        },
      ],
    });
    expect((await registry.send('buyerMaker', 'GET', '/v1/meter-months/comparison')).json()).toEqual({
      items: [],
    });
  });

  it('GEC-019 statistics are everybody’s and name nobody', async () => {
    const answer = await registry.app.inject({
      method: 'GET',
      url: '/v1/public/certificate-statistics?limit=2',
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      items: [
        { month: '2025-01', issued: '10', unsold: '10' },
        { month: '2025-02', issued: '20' },
      ],
      next: expect.any(String) as string,
    });
  });

  it('GEC-010 settlement is for machines; a CSV file names lines and columns', async () => {
    const rows = [
      {
        plant: 'TEST1',
        month: '2025-01',
        buyer: registry.buyer,
        energyKwh: '4000',
        priceFenPerMwh: '0',
        contract: 'G',
      },
    ];
    expect(
      (await registry.send('registryMaker', 'POST', '/v1/green-power-settlements', { rows })).statusCode,
    ).toBe(403);
    expect(
      (await registry.send('machine', 'POST', '/v1/green-power-settlements', { rows })).json(),
    ).toMatchObject({
      months: [{ month: '2025-01', state: 'settled', certificates: '4' }],
    });
    const file = await registry.app.inject({
      method: 'POST',
      url: '/v1/green-power-settlements/imports',
      headers: {
        authorization: 'Bearer machine',
        'idempotency-key': 'settlement-file-1',
        'content-type': 'text/csv',
      },
      payload: `plant,month,buyer_account,energy_kwh,price_fen_per_mwh,contract\nTEST1,2025-13,${registry.buyer},x,1,G`,
    });
    expect(file.json()).toMatchObject({
      fields: [{ field: 'lines[2].month' }, { field: 'lines[2].energy_kwh' }],
    });
  });

  it('GEC-017 the registry makes an account an agent’s; others do not', async () => {
    const body = { account: registry.buyer, role: 'agent' };
    expect((await registry.send('maker', 'POST', '/v1/certificate-accounts', body)).statusCode).toBe(403);
    expect((await registry.send('registryMaker', 'POST', '/v1/certificate-accounts', body)).statusCode).toBe(
      201,
    );
    expect((await registry.send('buyerMaker', 'GET', '/v1/certificate-accounts')).json()).toMatchObject({
      items: [{ account: registry.buyer, role: 'agent', province: null }],
    });
    expect((await registry.send('maker', 'GET', '/v1/certificate-accounts')).json()).toEqual({ items: [] });
  });

  it('GEC-016 a plant tells until when it had to be filed', async () => {
    const plant = {
      ...{
        shortCode: 'LATE',
        nameZh: '示例湾',
        nameEn: 'Example Bay',
        province: '33',
        technology: 'wind-offshore',
      },
      ...{ capacityW: '1000000', connectedMonth: '2026-01', connectedOn: '2026-01-20', holder: 'OWNER' },
      ...{ source: 'synthetic', subsidyClass: 'unsubsidised', hasStorage: true },
    };
    const filed = await registry.send('maker', 'POST', '/v1/plants', { plants: [plant] });
    expect(filed.json()).toMatchObject({
      items: [{ filingDeadline: '2026-02-20', filedLate: true, daysLate: 10, hasStorage: true }],
    });
  });

  it('GEC-013 the day’s expiry run is listed', async () => {
    expect((await registry.send('maker', 'GET', '/v1/expiry-runs')).json()).toEqual({ items: [] });
    await registry.send('machine', 'POST', '/v1/expiry-runs', {});
    expect((await registry.send('maker', 'GET', '/v1/expiry-runs')).json()).toMatchObject({
      items: [{ scheduled: false }],
    });
    const soon = `/v1/certificates?account=${registry.owner}&expiringWithinDays=310`;
    const { items } = (await registry.send('maker', 'GET', soon)).json<{
      items: { productionMonth: string }[];
    }>();
    expect(items.map(({ productionMonth }) => productionMonth)).toEqual(['2025-01']);
  });
});
