import { openAccounts } from '@carbon/ledger';
import { openPlatformFixture, type PlatformFixture } from '../support/platform-fixture';

let platform: PlatformFixture;
let account: string;
let holder: string;

beforeAll(async () => {
  platform = await openPlatformFixture();
  holder = await platform.holder('OWNER', 'organisation');
  [account = ''] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: holder, kind: 'holding' }]),
  );
});
afterAll(() => platform.close());

const reads = () =>
  platform.database.query<{ actor: string; subject_id: string; after: { object: string | null } }>(
    `select actor, subject_id, after from audit.record where action = 'business.read' order by id`,
  );

describe('looking at the business of others', () => {
  it('is recorded of the registry’s people: who, by which route, at which object', async () => {
    const registry = await platform.person(await platform.holder('REGISTRY', 'registry-operator'), 'reader');
    const answer = await platform.send('GET', `/v1/accounts/${account}`, registry.headers);
    expect(answer.statusCode).toBe(200);
    expect(await reads()).toEqual([
      {
        actor: `user:${registry.userId}`,
        subject_id: '/v1/accounts/:number',
        after: { object: account },
      },
    ]);
  });

  it('is not recorded of a holder’s own people, nor when nothing was shown', async () => {
    const before = (await reads()).length;
    const own = await platform.person(holder, 'reader');
    expect((await platform.send('GET', `/v1/accounts/${account}`, own.headers)).statusCode).toBe(200);
    const auditor = await platform.person(await platform.holder('AUDITOR', 'auditor'), 'reader');
    expect((await platform.send('GET', `/v1/accounts/${account}`, auditor.headers)).statusCode).toBe(404);
    expect(await reads()).toHaveLength(before);
  });
});
