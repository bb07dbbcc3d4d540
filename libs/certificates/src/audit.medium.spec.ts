import { hash } from 'node:crypto';
import { CertificatesApp } from './certificates-app.spec-support';

let registry: CertificatesApp;
beforeAll(async () => {
  registry = await CertificatesApp.open();
});
afterAll(() => registry.close());

/** The last record of an action, by the machine that asked. */
const last = async (action: string) => {
  const records = await registry.audited(action);
  return { count: records.length, record: records.at(-1) };
};

const machine = (url: string, body: object) => registry.send('machine', 'POST', url, body);

describe('the audit trail of certificates (INV-08): one record a request', () => {
  it('plants that are filed together', async () => {
    const before = (await last('plants.filed')).count;
    const plants = ['P1', 'P2'].map((shortCode) => ({
      ...{ shortCode, nameZh: '测试', nameEn: 'Test', province: '33', technology: 'solar-pv' },
      ...{ capacityW: '1000000', connectedMonth: '2020-01', holder: 'OWNER', source: 'synthetic' },
    }));
    expect((await machine('/v1/plants', { plants })).statusCode).toBe(201);
    const { count, record } = await last('plants.filed');
    expect(count).toBe(before + 1);
    expect(record).toMatchObject({
      actor: 'machine',
      holder_id: registry.holders.OWNER,
      after: { count: 2 },
    });
    expect((await machine('/v1/plants', { plants })).statusCode).toBe(409);
    expect((await last('plants.filed')).count).toBe(before + 1);
  });

  it('a file of metered energy, by its hash', async () => {
    const csv =
      'plant,month,energy_kwh,reported_by,basis\nTEST1,2025-04,5000,grid-company,m\nTEST1,2025-05,5000,grid-company,m\n';
    const answer = await registry.app.inject({
      method: 'POST',
      url: '/v1/meter-months/imports',
      headers: {
        authorization: 'Bearer machine',
        'idempotency-key': 'test-file-1',
        'content-type': 'text/csv',
      },
      payload: csv,
    });
    expect(answer.statusCode).toBe(201);
    const { record } = await last('meter-months.imported');
    expect(record).toMatchObject({ actor: 'machine', after: { imported: 2, faultCount: 0 } });
    expect(JSON.stringify(record)).toContain(JSON.stringify(Buffer.from(hash('sha256', csv), 'hex')));
  });

  it('an issue of one month, and a run of all that waits', async () => {
    await machine('/v1/certificate-issues', { plant: 'TEST1', month: '2025-04' });
    expect((await last('certificates.issued')).record).toMatchObject({
      ...{ actor: 'machine', subject_id: registry.instrument('2025-04'), after: { certificates: '5' } },
    });
    await machine('/v1/certificate-issues/runs', {});
    expect((await last('certificates.issued')).record).toMatchObject({
      ...{ subject_kind: 'issue-run', after: { plantMonths: 1, certificates: '5' } },
    });
  });

  it('a transfer by a machine', async () => {
    await machine('/v1/certificate-transfers', {
      ...{ from: registry.owner, to: registry.buyer, ground: 'sale' },
      certificates: [
        { plant: 'TEST1', month: '2025-01', quantity: '5' },
        { plant: 'TEST1', month: '2025-02', quantity: '5' },
      ],
    });
    const { count, record } = await last('certificates.transferred');
    expect(count).toBe(1);
    expect(record).toMatchObject({
      holder_id: registry.holders.OWNER,
      after: { from: registry.owner, to: registry.buyer, ground: 'sale', quantity: '10' },
    });
  });

  it('a run that ends what is past its validity, from start to end', async () => {
    registry.clock.set(new Date('2027-01-01T01:00:00Z'));
    await machine('/v1/expiry-runs', {});
    expect((await last('expiry-run.started')).record).toMatchObject({ after: { asOf: '2027-01-01' } });
    const ended = { holdings: 2, certificates: '10', refused: 0 };
    expect((await last('certificates.expired')).record).toMatchObject({ actor: 'machine', after: ended });
    expect((await last('expiry-run.finished')).record).toMatchObject({ after: ended });
  });
});
