import { HolderSuccession } from '@carbon/custody';
import { getHolder } from '@carbon/identity';
import { registerAsset } from '@carbon/sources';
import { openPlatformFixture, type PlatformFixture } from '../support/platform-fixture';

let platform: PlatformFixture;
beforeAll(async () => {
  platform = await openPlatformFixture();
});
afterAll(() => platform.close());

it('ETS-015 the assets of a merged holder are its successor’s, and who had them is kept', async () => {
  const { database, clock, app } = platform;
  const [from, to] = [
    await platform.holder('MERGED', 'project-owner'),
    await platform.holder('NEXT', 'project-owner'),
  ];
  const [before, after] = [await platform.person(from, 'maker'), await platform.person(to, 'maker')];
  const { asset } = await database.transaction((tx) =>
    registerAsset(tx, {
      facts: { kind: 'site', names: ['示例工厂屋顶'], meters: ['M-1'], numbers: {}, parcels: [] },
      ...{ holderId: from, filedAs: 'project:example', now: clock.now() },
    }),
  );
  const path = `/v1/assets/${asset.number}`;
  expect((await platform.send('GET', path, before.headers)).statusCode).toBe(200);
  expect((await platform.send('GET', path, after.headers)).statusCode).toBe(404);

  await database.transaction(async (tx) => {
    const merger = { from: await getHolder(tx.manager, from), to: await getHolder(tx.manager, to) };
    const review = {
      ...{ by: 'user:maker', approver: 'user:checker', taskId: null, reason: '吸收合并' },
      ...{ documentHash: 'ab'.repeat(32), now: clock.now() },
    };
    await app.get(HolderSuccession).run(tx, { ...merger, review });
  });
  expect((await platform.send('GET', path, before.headers)).statusCode).toBe(404);
  expect((await platform.send('GET', path, after.headers)).statusCode).toBe(200);
  expect(
    await database.query('select from_holder, to_holder, approver from sources.asset_holder_change'),
  ).toEqual([{ from_holder: from, to_holder: to, approver: 'user:checker' }]);
});
