import { breaches } from '../../../../tests/support/ledger-invariants';
import { CertificatesApp } from '../certificates-app.spec-support';

let registry: CertificatesApp;
beforeEach(async () => {
  registry = await CertificatesApp.open();
});
afterEach(async () => {
  expect(await breaches(registry.database)).toEqual([]);
  await registry.close();
});

const claim = (over: object = {}) => ({
  account: registry.owner,
  certificates: [{ plant: 'TEST1', month: '2025-01', quantity: '4' }],
  beneficiary: {
    ...{ kind: 'organisation', nameZh: '示例制造', nameEn: 'Example', identifier: 'SYNTHETIC-1' },
  },
  purpose: '2025 年度用电',
  consumptionStart: '2025-01-01',
  consumptionEnd: '2025-12-31',
  place: '浙江杭州',
  ...over,
});

describe('a claim by task', () => {
  it('GEC-014 REG-001 is proposed by one person, executed when another approves', async () => {
    const task = await registry.proposed('maker', 'certificate-claim', claim());
    expect(await registry.blocks(registry.owner)).toContain('202501:1-10:available');
    const done = await registry.approved('checker', task);
    expect(done).toMatchObject({ state: 'executed', outcome: { quantity: '4' } });
    expect((await registry.blocks(registry.owner))[0]).toBe('202501:1-6:available');
    const [record] = await registry.audited('certificates.claimed');
    expect(record).toMatchObject({
      actor: 'user:maker',
      approver: 'user:checker',
      holder_id: registry.holders.OWNER,
    });
  });

  it('REG-001 is not approved by who proposed it, nor by those of another house', async () => {
    const task = await registry.proposed('maker', 'certificate-claim', claim());
    expect((await registry.approve('maker', task)).statusCode).toBe(403);
    expect((await registry.approve('buyerChecker', task)).statusCode).toBe(404);
    expect((await registry.blocks(registry.owner))[0]).toBe('202501:1-10:available');
  });

  it('fails with the reason of the ledger when the units were moved meanwhile', async () => {
    const task = await registry.proposed('maker', 'certificate-claim', claim());
    const moved = await registry.send('machine', 'POST', '/v1/certificate-transfers', {
      ...{ from: registry.owner, to: registry.buyer, ground: 'sale' },
      certificates: [{ plant: 'TEST1', month: '2025-01', quantity: '8' }],
    });
    expect(moved.statusCode).toBe(201);
    expect(await registry.approved('checker', task)).toMatchObject({
      state: 'failed',
      outcome: null,
      failure: { code: 'LEDGER_INSUFFICIENT_BALANCE' },
    });
    const again = await registry.send('maker', 'GET', `/v1/tasks/${task}`);
    expect(again.json()).toMatchObject({ state: 'failed', failure: { code: 'LEDGER_INSUFFICIENT_BALANCE' } });
    expect(await registry.audited('certificates.claimed')).toEqual([]);
  });

  it('out of the account of another holder answers like an account that is not there', async () => {
    const refused = await registry.propose('maker', 'certificate-claim', claim({ account: registry.buyer }));
    expect(refused.statusCode).toBe(404);
    expect(refused.json()).toMatchObject({ code: 'LEDGER_ACCOUNT_UNKNOWN' });
  });

  it('GEC-013 of expired certificates is refused at the proposal; expired meanwhile it fails', async () => {
    const task = await registry.proposed('maker', 'certificate-claim', claim());
    registry.clock.set(new Date('2027-01-01T01:00:00Z'));
    const late = await registry.propose('maker', 'certificate-claim', claim());
    expect(late.json()).toMatchObject({ code: 'GEC_EXPIRED', rule: 'GEC-013' });
    expect((await registry.approve('checker', task)).statusCode).not.toBe(200);
    expect((await registry.blocks(registry.owner))[0]).toBe('202501:1-10:available');
  });

  it('PII-004 for a private person is not taken: proposals are read by several people and kept', async () => {
    const beneficiary = {
      kind: 'person',
      nameZh: '张三丰',
      nameEn: 'Zhang',
      identifier: '330102199001011234',
    };
    const refused = await registry.propose('maker', 'certificate-claim', claim({ beneficiary }));
    expect(refused.statusCode).toBe(400);
    expect(refused.body).not.toContain('张三丰');
  });
});

describe('an issue by task', () => {
  const payload = { plant: 'TEST1', month: '2025-04' };
  beforeEach(() =>
    registry.send('machine', 'POST', '/v1/meter-months', {
      rows: [{ plant: 'TEST1', month: '2025-04', energyKwh: '5000', reportedBy: 'grid-company', basis: 'm' }],
    }),
  );

  it('GEC-001 REG-001 is proposed by the registry and done when others of it have approved', async () => {
    const task = await registry.proposed('registryMaker', 'certificate-issue', payload);
    expect((await registry.approve('registryMaker', task)).statusCode).toBe(403);
    expect(await registry.approved('registryChecker', task)).toMatchObject({ outcome: null });
    expect((await registry.approve('registryChecker', task)).json()).toMatchObject({ rule: 'REG-001' });
    expect(await registry.approved('registryChecker2', task)).toMatchObject({
      state: 'executed',
      outcome: { instrument: registry.instrument('2025-04'), certificates: '5' },
    });
    expect(await registry.blocks(registry.owner)).toContain('202504:1-5:available');
    const records = await registry.audited('certificates.issued');
    expect(records.at(-1)).toMatchObject({
      actor: 'user:registryMaker',
      approver: 'user:registryChecker2',
      holder_id: registry.holders.OWNER,
    });
  });

  it('INV-04 issued meanwhile: the task fails and says so', async () => {
    const task = await registry.proposed('registryMaker', 'certificate-issue', payload);
    await registry.send('machine', 'POST', '/v1/certificate-issues', payload);
    await registry.approved('registryChecker', task);
    expect(await registry.approved('registryChecker2', task)).toMatchObject({
      ...{ state: 'failed', failure: { code: 'GEC_MONTH_ISSUED' } },
    });
  });

  it('REG-003 is not proposed by a participant', async () => {
    const refused = await registry.propose('maker', 'certificate-issue', payload);
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ code: 'PERMISSION_MISSING' });
  });
});
