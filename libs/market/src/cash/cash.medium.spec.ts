import { codeOf, type House, MarketFixture } from '../../../../tests/support/market-fixture';

let market: MarketFixture;
let house: House, other: House;
let funds: string;

beforeAll(async () => {
  market = await MarketFixture.open();
  house = await market.house('HOUSE');
  other = await market.house('OTHER');
  funds = await market.payIn(house, '100000', 'BANK-0001');
});
afterAll(() => market.close());

const deposit = (over: object = {}) => ({
  ...{ holder: 'HOUSE', amountFen: '500', bankReference: 'BANK-0002' },
  ...over,
});
const withdrawal = (over: object = {}) => ({
  ...{ account: funds, amountFen: '30000', bankReference: 'BANK-OUT-1' },
  ...over,
});

it('a deposit opens the funds account of its holder and comes to life once two people agreed (REG-001)', async () => {
  const { maker, checker } = market.registry;
  const task = await market.proposed(maker, 'cash-deposit', deposit());
  expect(await market.parts(funds, 'CNY')).toEqual({ available: 100_000n });
  expect((await market.approve(maker, task)).statusCode).toBe(403);
  expect(await market.approved(checker, task)).toMatchObject({ outcome: { account: funds } });
  expect(await market.parts(funds, 'CNY')).toEqual({ available: 100_500n });
  expect(await market.audited('cash.deposited')).toHaveLength(2);
});

it('INV-06 one reference of the bank is one movement; one of which nothing came may be used again', async () => {
  const { maker, checker } = market.registry;
  for (const over of [{ bankReference: 'BANK-0001' }, { bankReference: 'BANK-0001', holder: 'OTHER' }]) {
    const refused = await market.propose(maker, 'cash-deposit', deposit(over));
    expect([refused.statusCode, codeOf(refused)]).toEqual([409, 'MARKET_BANK_REFERENCE_USED']);
  }
  const small = await market.propose(maker, 'cash-deposit', deposit({ bankReference: 'bank-0001' }));
  expect(codeOf(small)).toBe('MARKET_BANK_REFERENCE_USED');
  const body = deposit({ bankReference: 'BANK-0003' });
  const task = await market.proposed(maker, 'cash-deposit', body);
  expect(codeOf(await market.propose(maker, 'cash-deposit', body))).toBe('MARKET_BANK_REFERENCE_USED');
  await market.send(checker, 'POST', `/v1/tasks/${task}/rejections`, { comment: 'no' });
  const again = await market.proposed(maker, 'cash-deposit', body);
  expect((await market.approved(checker, again)).state).toBe('executed');
});

it('of proposals with one reference at once one is taken', async () => {
  const body = deposit({ bankReference: 'BANK-RACE' });
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => market.propose(market.registry.maker, 'cash-deposit', body)),
  );
  expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409, 409, 409, 409]);
});

it('a withdrawal sets its money apart and ends it; too much is refused', async () => {
  const { maker, checker } = market.registry;
  const before = (await market.parts(funds, 'CNY'))['available'] ?? 0n;
  const task = await market.proposed(maker, 'cash-withdrawal', withdrawal());
  expect(await market.parts(funds, 'CNY')).toEqual({ available: before - 30_000n, pending: 30_000n });
  await market.approved(checker, task);
  expect(await market.parts(funds, 'CNY')).toEqual({ available: before - 30_000n });
  const over = withdrawal({ amountFen: '9223372036854775807', bankReference: 'BANK-OUT-2' });
  expect(codeOf(await market.propose(maker, 'cash-withdrawal', over))).toBe('LEDGER_INSUFFICIENT_BALANCE');
});

it('a withdrawal of which nothing comes gives its money back', async () => {
  const before = await market.parts(funds, 'CNY');
  const { maker, checker } = market.registry;
  const task = await market.proposed(maker, 'cash-withdrawal', withdrawal({ bankReference: 'BANK-OUT-3' }));
  await market.send(checker, 'POST', `/v1/tasks/${task}/rejections`, { comment: 'no' });
  expect(await market.parts(funds, 'CNY')).toEqual(before);
});

it('participants enter no money, and pay none out', async () => {
  for (const [kind, body] of [
    ['cash-deposit', deposit({ bankReference: 'BANK-OWN' })],
    ['cash-withdrawal', withdrawal({ bankReference: 'BANK-OWN' })],
  ] as const) {
    expect((await market.propose(house.maker, kind, body)).statusCode).toBe(403);
  }
});

it('no transfer moves cash between holders, whoever asks: sales do', async () => {
  const to = await market.payIn(other, '1');
  const transfer = { from: funds, to, instrument: 'CNY', quantity: '1' };
  const order = await market.propose(house.maker, 'transfer', transfer);
  expect([order.statusCode, codeOf(order)]).toEqual([422, 'MARKET_CASH_MOVES_BY_SALES']);
  const plain = await market.platform.send('POST', '/v1/transfers', market.platform.machine, transfer);
  expect([plain.statusCode, codeOf(plain)]).toEqual([422, 'LEDGER_SCHEME_DECIDES']);
});

it('balances and movements are a holder’s own; totals agree with the bank', async () => {
  const own = (await market.send(house.maker, 'GET', '/v1/cash')).json<{ items: object[] }>();
  expect(own.items).toMatchObject([{ account: funds, holder: 'HOUSE' }]);
  const movements = await market.send(house.maker, 'GET', `/v1/cash/movements?account=${funds}`);
  const kinds = movements.json<{ items: { kind: string }[] }>().items.map(({ kind }) => kind);
  expect(new Set(kinds)).toEqual(new Set(['issue', 'freeze', 'release', 'cancel']));
  const foreign = await market.send(other.maker, 'GET', `/v1/cash/movements?account=${funds}`);
  expect(foreign.statusCode).toBe(404);
  const totals = await market.send(market.registry.maker, 'GET', '/v1/cash/reconciliation');
  expect(totals.json()).toMatchObject({ withdrawalsFen: '30000', differenceFen: '0' });
  expect((await market.send(house.maker, 'GET', '/v1/cash/reconciliation')).statusCode).toBe(403);
});

it('CL081 CL080 a movement is not changed after the fact', async () => {
  const { database } = market.platform;
  await expect(
    database.query(`update market.cash_movement set state = 'abandoned' where state = 'booked'`),
  ).rejects.toMatchObject({ code: 'CL081' });
  await expect(database.query('update market.cash_movement set amount_fen = 1')).rejects.toMatchObject({
    code: '42501',
  });
});
