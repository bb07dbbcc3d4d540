import { InclusionWorld } from '../../../../../tests/support/inclusion-world';
import { openPlatformFixture, type PlatformFixture } from '../../../../../tests/support/platform-fixture';
import { byHouse } from '../houses';
import { Stage } from '../stage';
import { openRewards } from './open-rewards';

let platform: PlatformFixture;
beforeAll(async () => {
  platform = await openPlatformFixture();
});
afterAll(() => platform.close());

it('S18 S21 the rewards of the demonstration are on sale, labelled as made up, and cost no yuan', async () => {
  const { code, operatorId } = await new InclusionWorld(platform).programme('SZ');
  const [operator] = await platform.database.query<{ code: string }>(
    'select code from identity.holder where id = $1',
    [operatorId],
  );
  const stage = new Stage(platform);
  await openRewards(stage, code, byHouse(operator?.code ?? ''));
  const answer = await platform.send('GET', '/v1/public/inclusion/rewards?programme=SZ', {});
  const { items } = answer.json<{ items: { code: string; source: string; name: { zh: string } }[] }>();
  expect(items).toMatchObject([
    { code: 'METRO-DAY', kind: 'public-ticket', points: '1800', stock: '500', giver: { code: 'M01' } },
    { code: 'SCENIC', kind: 'service', points: '5000', stock: '100' },
    { code: 'COFFEE', kind: 'goods', points: '600', stock: '1000', limit: { count: 1, period: 'day' } },
    { code: 'GREEN-POWER-RIGHT', kind: 'green-power-right', points: '3000', kwh: 100, confirms: true },
    { code: 'COURT', kind: 'charity', points: '100', stock: null, charity: { targetPoints: '1000000' } },
  ]);
  for (const { source, name } of items) {
    expect(source).toBe('synthetic');
    expect(name.zh).toContain('示例');
  }
  expect(answer.body).not.toMatch(/yuan|settle/i);
});
