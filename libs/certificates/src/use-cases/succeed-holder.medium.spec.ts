import { type Task, TaskKinds } from '@carbon/approvals';
import { type Caller, EVERYTHING } from '@carbon/http';
import { newId } from '@carbon/kernel';
import { plainToInstance } from 'class-transformer';
import { CertificatesApp } from '../certificates-app.spec-support';

const DOCUMENT = 'cd'.repeat(32);

let registry: CertificatesApp;
beforeEach(async () => {
  registry = await CertificatesApp.open();
});
afterEach(() => registry.close());

/** The kind `holder-merge` as the engine executes it once it is approved. */
async function merge(from: string, to: string): Promise<void> {
  const kind = registry.app.get(TaskKinds).find('holder-merge');
  if (kind === undefined) throw new Error('nobody brings mergers');
  const approver: Caller = {
    ...{
      id: 'user:registryChecker',
      name: 'checker',
      kind: 'user',
      permissions: new Set(),
      reach: EVERYTHING,
    },
  };
  const now = registry.clock.now();
  const task: Task = {
    id: newId(),
    kind: kind.kind,
    payload: plainToInstance(kind.payload, { from, to, reason: '吸收合并' }),
    holderId: null,
    initiator: { id: 'user:registryMaker', personId: null },
    comment: null,
    documentHash: DOCUMENT,
    proposedAt: now,
    deadline: now,
  };
  await registry.database.transaction((tx) => kind.execute(tx, task, { approver, now }));
}

describe('the plants of a merged holder', () => {
  it('ETS-015 go over to the successor, with the account that receives; who had them is kept', async () => {
    const { OWNER, BUYER } = registry.holders;
    await merge('OWNER', 'BUYER');
    const [plant] = await registry.database.query(
      `select p.holder_id, p.account_number, a.holder_id as account_holder
         from certificates.plant p join ledger.account a on a.number = p.account_number`,
    );
    expect(plant).toEqual({
      ...{ holder_id: BUYER, account_number: registry.owner, account_holder: BUYER },
    });
    const seen = await registry.send('buyerMaker', 'GET', '/v1/plants/TEST1');
    expect(seen.statusCode).toBe(200);
    expect((await registry.send('maker', 'GET', '/v1/plants/TEST1')).statusCode).toBe(404);

    expect(
      await registry.database.query(
        `select from_holder, to_holder, by_whom, approver, encode(document_hash, 'hex') as document
           from certificates.plant_holder_change`,
      ),
    ).toEqual([
      {
        ...{ from_holder: OWNER, to_holder: BUYER, document: DOCUMENT },
        ...{ by_whom: 'user:registryMaker', approver: 'user:registryChecker' },
      },
    ]);
    const records = await registry.audited('holder.plants-handed-over');
    expect(records.map(({ holder_id }) => holder_id)).toEqual([OWNER, BUYER]);
    expect(records[0]).toMatchObject({
      before: { holder: 'OWNER' },
      after: { holder: 'BUYER', plants: [registry.plant.code] },
    });
  });

  it('GEC-002 the next month of a plant that went over is issued to the successor', async () => {
    await merge('OWNER', 'BUYER');
    const reported = await registry.send('machine', 'POST', '/v1/meter-months', {
      rows: [{ plant: 'TEST1', month: '2025-04', energyKwh: '5000', reportedBy: 'grid-company', basis: 'm' }],
    });
    expect(reported.statusCode).toBe(201);
    await registry.send('machine', 'POST', '/v1/certificate-issues', { plant: 'TEST1', month: '2025-04' });
    const listed = await registry.send('buyerMaker', 'GET', `/v1/certificates?account=${registry.owner}`);
    expect(listed.body).toContain('2025-04');
  });

  it('a merger of holders without plants leaves no trace here', async () => {
    await merge('BUYER', 'OWNER');
    expect(await registry.audited('holder.plants-handed-over')).toEqual([]);
  });

  it('the application changes whose a plant is, nothing else of it, and no history', async () => {
    const run = (text: string) => registry.database.query(text);
    await merge('OWNER', 'BUYER');
    await expect(run(`update certificates.plant set code = code`)).rejects.toMatchObject({ code: '42501' });
    await expect(run(`update certificates.plant_holder_change set reason = 'x'`)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(run(`delete from certificates.plant_holder_change`)).rejects.toMatchObject({
      code: '42501',
    });
  });
});
