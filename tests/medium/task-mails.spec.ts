import { openAccounts } from '@carbon/ledger';
import { openPlatformFixture, type Person, type PlatformFixture } from '../support/platform-fixture';

let platform: PlatformFixture;
let maker: Person;
let checker: Person;
let from: string;
let to: string;

beforeAll(async () => {
  platform = await openPlatformFixture();
  const [seller, buyer] = [
    await platform.holder('SELLER', 'organisation'),
    await platform.holder('BUYER', 'organisation'),
  ];
  [from = '', to = ''] = await platform.database.transaction((tx) =>
    openAccounts(tx, [
      { holderId: seller, kind: 'holding' },
      { holderId: buyer, kind: 'holding' },
    ]),
  );
  maker = await platform.person(seller, 'maker');
  checker = await platform.person(seller, 'checker');
  await platform.person(buyer, 'checker');
});
afterAll(() => platform.close());

const mails = () =>
  platform.database.query<{ person: string; template: string }>(
    'select person_id as person, template from identity.mail order by id',
  );

it('whose turn it is gets a mail, and the proposer one when it is rejected; nobody else', async () => {
  const payload = { account: from, trusted: to, label: 'a partner' };
  const proposed = await platform.send('POST', '/v1/tasks', maker.headers, {
    kind: 'trusted-account-add',
    payload,
  });
  expect(proposed.statusCode).toBe(201);
  expect(await mails()).toEqual([{ person: checker.personId, template: 'task-waiting' }]);

  const { id } = proposed.json<{ id: string }>();
  const rejected = await platform.send('POST', `/v1/tasks/${id}/rejections`, checker.headers, {
    comment: 'not a partner of ours',
  });
  expect(rejected.json<{ state: string }>().state).toBe('rejected');
  expect((await mails()).slice(1)).toEqual([{ person: maker.personId, template: 'task-ended' }]);
});
