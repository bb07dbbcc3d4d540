import { breaches } from '../../../../tests/support/ledger-invariants';
import { DECEMBER, done, PoolingWorld } from './pooling.spec-support';

let world: PoolingWorld;

beforeAll(async () => {
  world = await PoolingWorld.open();
});
afterAll(async () => {
  expect(await breaches(world.platform.database)).toEqual([]);
  await world.close();
});

it('CNV-001 PII-003 what somebody gave who is erased before the issue enters no unit', async () => {
  await world.published();
  const [going, staying] = [await world.resident(700_000n), await world.resident(900_000n)];
  for (const who of [going, staying]) await world.consents(who);
  world.until(DECEMBER);
  await world.round();
  done(await world.post(going.person, '/v1/me/erasure', { confirm: 'erase' }));
  const [gone, other] = await world.shares();
  expect(gone).toMatchObject({ taken: 700_000_000_000n, returned: 700_000_000_000n, carried: 0n });
  expect(other).toMatchObject({ taken: 900_000_000_000n, carried: 900_000_000_000n });
  const [told] = await world.platform.database.query('select micrograms from credits.pool_contribution');
  expect(told).toEqual({ micrograms: '900000000000' });
});
