import { defineInstrument, openAccounts, readBlocks } from '@carbon/ledger';
import { Client } from 'pg';
import { openPlatformFixture, type PlatformFixture } from '../support/platform-fixture';

/** Worked cases of registry safety that no room shows by itself: they need the whole house. */
let platform: PlatformFixture;
let accounts: readonly string[];

beforeAll(async () => {
  platform = await openPlatformFixture(undefined, { notary: true });
  const holder = await platform.holder('HOLDER', 'organisation');
  accounts = await platform.database.transaction(async (tx) => {
    const units = { kind: 'allowance', unit: 't', scheme: 'TEST', serialised: true } as const;
    await defineInstrument(tx, { ...units, code: 'CEA-TEST' });
    return openAccounts(tx, [
      { holderId: holder, kind: 'holding' },
      { holderId: holder, kind: 'holding' },
    ]);
  });
  const [first = ''] = accounts;
  await platform.database.transaction((tx) =>
    platform.ledger.submit(tx, [
      {
        kind: 'issue',
        instrument: 'CEA-TEST',
        quantity: 1_000n,
        to: first,
        sourceKey: 'worked-cases',
        cause: { actor: 'test' },
      },
    ]),
  );
});
afterAll(() => platform.close());

const transfer = (quantity: string, key: string) =>
  platform.send(
    'POST',
    '/v1/transfers',
    { ...platform.machine, 'idempotency-key': key },
    { instrument: 'CEA-TEST', from: accounts[0], to: accounts[1], quantity },
  );

const blocksOf = async (account = '') =>
  (await readBlocks(platform.database, account, { limit: 50 })).items.map(({ first, last }) => [first, last]);

it('AC-148 SER-004 of the block 1-1000, 300 moved: 1-700 stays, 701-1000 moves', async () => {
  expect((await transfer('300', 'worked-case-148')).statusCode).toBe(201);
  expect(await blocksOf(accounts[0])).toEqual([[1n, 700n]]);
  expect(await blocksOf(accounts[1])).toEqual([[701n, 1_000n]]);
});

it('AC-152 INV-06 the same key with another amount is a conflict, and nothing more is posted', async () => {
  expect((await transfer('5', 'worked-case-152')).statusCode).toBe(201);
  const other = await transfer('6', 'worked-case-152');
  expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  const again = await transfer('5', 'worked-case-152');
  expect([again.statusCode, again.headers['idempotent-replay']]).toEqual([201, 'true']);
  expect(await blocksOf(accounts[0])).toEqual([[1n, 695n]]);
});

it('AC-150 SER-008 units are not retired without a reason', async () => {
  const claim = await platform.send('POST', '/v1/claims', platform.machine, {
    account: accounts[0],
    certificates: [{ plant: 'X', month: '2025-01', quantity: '1' }],
    beneficiary: { kind: 'organisation', nameZh: '示例', nameEn: 'Example', identifier: 'SYNTHETIC-1' },
    consumptionStart: '2025-01-01',
    consumptionEnd: '2025-12-31',
    place: '江苏',
  });
  expect(claim.statusCode).toBe(400);
  expect(claim.json<{ fields: { field: string }[] }>().fields.map(({ field }) => field)).toEqual(['purpose']);
});

it('AC-144 REG-013 one unit changed behind the ledger’s back: INCONSISTENT, the account blocked, an alert', async () => {
  const client = new Client({ connectionString: platform.superuserUrl });
  await client.connect();
  await client.query(
    `update ledger.balance set available = available + 1
      where account_id = (select id from ledger.account where number = $1)`,
    [accounts[1]],
  );
  await client.end();
  const started = await platform.send('POST', '/v1/reconciliations', platform.machine, {});
  const { id } = started.json<{ id: string }>();
  let status = 'INITIATED';
  for (const until = Date.now() + 120_000; status === 'INITIATED' && Date.now() < until;) {
    const run = await platform.send('GET', `/v1/reconciliations/${id}`, platform.machine);
    ({ status } = run.json<{ status: string }>());
    if (status === 'INITIATED') await new Promise((resolve) => setImmediate(resolve));
  }
  expect(status).toBe('INCONSISTENT');
  const account = await platform.send('GET', `/v1/accounts/${accounts[1] ?? ''}`, platform.machine);
  expect(account.json<{ blocked: boolean }>().blocked).toBe(true);
  const alerts = await platform.database.query<{ count: number }>(
    'select count(*)::int as count from log.alert where acknowledged_at is null',
  );
  expect(alerts[0]?.count).toBeGreaterThan(0);
  const refused = await platform.send('POST', '/v1/transfers', platform.machine, {
    instrument: 'CEA-TEST',
    from: accounts[1],
    to: accounts[0],
    quantity: '1',
  });
  expect(refused.json<{ code: string; rule: string }>()).toMatchObject({
    code: 'LEDGER_ACCOUNT_BLOCKED',
    rule: 'REG-013',
  });
});
