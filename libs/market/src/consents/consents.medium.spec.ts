import { handOverAccounts, openAccounts } from '@carbon/ledger';
import { codeOf, type House, MarketFixture } from '../../../../tests/support/market-fixture';
import type { Person } from '../../../../tests/support/platform-fixture';

let market: MarketFixture;
let house: House, stranger: House;
let bank: { readonly id: string; readonly reader: Person; readonly maker: Person };
let otherBank: Person;
let other: string;

beforeAll(async () => {
  market = await MarketFixture.open();
  const { platform } = market;
  house = await market.house('HOUSE');
  stranger = await market.house('STRANGER');
  const id = await platform.holder('BANK-A', 'bank');
  bank = { id, reader: await platform.person(id, 'reader'), maker: await platform.person(id, 'maker') };
  otherBank = await platform.person(await platform.holder('BANK-B', 'bank'), 'reader');
  [other = ''] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: house.id, kind: 'holding' }]),
  );
  await market.endow(house, 'UNIT-A', 100n, false);
});
afterAll(() => market.close());
beforeEach(() => market.platform.clock.set(new Date('2026-03-02T02:00:00.000Z')));

const wish = (over: object = {}) => ({
  ...{ bank: 'BANK-A', accounts: [house.account], purpose: '贷款审查', until: '2026-03-05', ...over },
});
async function granted(over: object = {}): Promise<string> {
  const task = await market.proposed(house.maker, 'account-consent', wish(over));
  await market.approved(house.checker, task);
  return task;
}
const withdraw = (who: Person, id: string) =>
  market.send(who, 'POST', `/v1/account-consents/${id}/withdrawals`, { reason: '贷款已还清' });
const look = (who: Person, path = '') =>
  market.send(who, 'GET', `/v1/consented-accounts/${house.account}${path}`);

it('S33 a bank sees balances, movements and pledges from the second person’s yes on, and nothing before', async () => {
  const task = await market.proposed(house.maker, 'account-consent', wish());
  expect(codeOf(await look(bank.reader))).toBe('ACCOUNT_NOT_CONSENTED');
  expect((await market.send(bank.reader, 'GET', `/v1/account-consents/${task}`)).statusCode).toBe(404);
  expect((await market.approve(house.maker, task)).statusCode).toBe(403);
  await market.approved(house.checker, task);

  const pledge = await market.proposed(house.maker, 'pledge', {
    ...{ account: house.account, instrument: 'UNIT-A', quantity: '40', pledgee: 'BANK-B' },
    ...{ loanReference: 'LOAN-1', securedFen: '1000', until: '2026-12-31' },
  });
  await market.approved(house.checker, pledge);
  const seen = await look(bank.reader);
  expect(seen.json()).toMatchObject({
    ...{ account: house.account, holder: { code: 'HOUSE' }, consent: task, purpose: '贷款审查' },
    balances: [{ instrument: 'UNIT-A', total: '100', parts: { available: '60', pledged: '40' } }],
    pledges: [{ instrument: 'UNIT-A', held: '40', pledgee: { code: 'BANK-B' } }],
  });
  expect(seen.json<{ movements: object[] }>().movements.length).toBeGreaterThanOrEqual(1);
  expect(seen.body).not.toContain('LOAN-1');
  for (const path of ['/balances', '/statement?limit=1', '/pledges'])
    expect((await look(bank.reader, path)).json<{ items: object[] }>().items).toHaveLength(1);
  const list = await market.send(bank.reader, 'GET', '/v1/consented-accounts');
  expect(list.json()).toMatchObject({ items: [{ account: house.account, until: '2026-03-05' }] });
  await withdraw(house.maker, task);
});

it('S33 and nothing else of that holder', async () => {
  const consent = await granted();
  const not = [
    `/v1/consented-accounts/${other}`,
    `/v1/accounts/${house.account}`,
    `/v1/accounts/${house.account}/balances`,
    `/v1/account-consents/${consent}/reads`,
  ];
  for (const url of not)
    expect([url, (await market.send(bank.reader, 'GET', url)).statusCode]).toEqual([url, 404]);
  // nor does another bank, another house, or the registry look through this window
  for (const who of [otherBank, stranger.maker, market.registry.maker])
    expect((await look(who)).statusCode).toBe(404);
  expect((await market.send(otherBank, 'GET', '/v1/consented-accounts')).json()).toEqual({ items: [] });
  expect((await market.send(stranger.maker, 'GET', `/v1/account-consents/${consent}`)).statusCode).toBe(404);
  expect((await withdraw(stranger.maker, consent)).statusCode).toBe(404);
  expect((await withdraw(bank.maker, consent)).statusCode).toBe(404);
  await withdraw(house.checker, consent);
});

it('S33 withdrawn by one person it counts no more at once; so does one that is over', async () => {
  const consent = await granted();
  expect((await look(bank.reader)).statusCode).toBe(200);
  expect((await withdraw(house.maker, consent)).json()).toMatchObject({ state: 'withdrawn' });
  expect((await look(bank.reader)).statusCode).toBe(404);
  expect(codeOf(await withdraw(house.maker, consent))).toBe('ACCOUNT_CONSENT_NOT_IN_FORCE');

  await granted({ until: '2026-03-02' });
  market.platform.clock.set(new Date('2026-03-02T15:59:59.000Z'));
  expect((await look(await market.platform.again(bank.reader))).statusCode).toBe(200);
  market.platform.clock.set(new Date('2026-03-02T16:00:00.000Z'));
  expect((await look(await market.platform.again(bank.reader))).statusCode).toBe(404);
});

it('S33 each look is on record for the holder', async () => {
  const consent = await granted();
  await look(bank.reader);
  await look(bank.maker, '/balances');
  const reads = await market.send(house.maker, 'GET', `/v1/account-consents/${consent}/reads?limit=1`);
  expect(reads.json()).toMatchObject({
    ...{ items: [{ account: house.account, view: 'balances' }], next: expect.any(String) as string },
  });
  const records = await market.audited('account-consent.read');
  expect(records.filter((one) => one.subject_id === consent).map((one) => one.holder_id)).toEqual([
    house.id,
    house.id,
  ]);
  for (const statement of [
    'delete from market.account_consent_read',
    "update market.account_consent_read set account = 'x'",
  ])
    await expect(market.platform.database.query(statement)).rejects.toThrow('permission denied');
  await withdraw(house.maker, consent);
});

it('S33 a consent does not go over to another holder with the account', async () => {
  const [moved = ''] = await market.platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: house.id, kind: 'holding' }]),
  );
  const consent = await granted({ accounts: [moved] });
  const url = `/v1/consented-accounts/${moved}`;
  expect((await market.send(bank.reader, 'GET', url)).statusCode).toBe(200);
  const change = {
    fromHolder: house.id,
    toHolder: stranger.id,
    numbers: [moved],
    reason: 'merger',
    actor: 'test',
  };
  await market.platform.database.transaction((tx) =>
    handOverAccounts(tx, change, market.platform.clock.now()),
  );
  expect((await market.send(bank.reader, 'GET', url)).statusCode).toBe(404);
  expect((await market.send(bank.reader, 'GET', '/v1/consented-accounts')).body).not.toContain(moved);
  await withdraw(house.maker, consent);
});

it.each([
  ['a holder that is no bank', () => ({ bank: 'STRANGER' }), 'ACCOUNT_CONSENT_NOT_A_BANK'],
  ['a bank that is not there', () => ({ bank: 'BANK-Z' }), 'HOLDER_UNKNOWN'],
  ['a day that has passed', () => ({ until: '2026-03-01' }), 'ACCOUNT_CONSENT_TOO_LONG'],
  ['longer than a year', () => ({ until: '2027-03-03' }), 'ACCOUNT_CONSENT_TOO_LONG'],
  ['an account of another', () => ({ accounts: [stranger.account] }), 'LEDGER_ACCOUNT_UNKNOWN'],
])('is not given to, or for, %s', async (_, over, code) => {
  expect(codeOf(await market.propose(house.maker, 'account-consent', wish(over())))).toBe(code);
});

it('a consent stays what it was', async () => {
  const consent = await granted();
  await expect(
    market.platform.database.query('update market.account_consent set state = $2 where id = $1', [
      consent,
      'proposed',
    ]),
  ).rejects.toMatchObject({ driverError: { constraint: expect.any(String) as string } });
  await withdraw(house.maker, consent);
  await expect(
    market.platform.database.query(
      "update market.account_consent set state = 'in-force', ended_at = null, ended_by = null where id = $1",
      [consent],
    ),
  ).rejects.toMatchObject({ driverError: { code: 'CL093' } });
});
