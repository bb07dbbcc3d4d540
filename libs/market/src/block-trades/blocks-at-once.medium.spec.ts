import { BlockFixture, IN_SESSION, type Task, type Trader } from './block-trades.spec-support';

let market: BlockFixture;
let seller: Trader, buyer: Trader;
let cea: string;
let count = 0;

beforeAll(async () => {
  market = await BlockFixture.open();
  seller = await market.trader('SELLER');
  buyer = await market.trader('BUYER');
  await market.pay(buyer, 100_000_000_000n);
});
afterAll(() => market.close());
beforeEach(async () => {
  market.platform.clock.set(IN_SESSION);
  cea = `ONCE-${++count}`;
  await market.admit(cea, 'CN', 5000n, 'allowance');
  await market.endow(seller, cea, 300_000n);
});

const opened = async (): Promise<string> => {
  const { outcome } = await market.done(seller, 'block-opening', {
    ...{ tradingAccount: seller.account['CN'], counterparty: buyer.account['CN'], instrument: cea },
    ...{ side: 'sell', quantity: '100000', price: '50.00', validUntil: '2026-03-04' },
  });
  return String(outcome?.['negotiation']);
};
const accepted = (negotiation: string) =>
  market.proposed(buyer.maker, 'block-acceptance', { negotiation, round: 1 });
const tradesOf = async (id: string) =>
  Number((await market.count('select count(*)::int as n from market.trade where reference = $1', id))[0]?.n);
const total = (parts: Record<string, bigint>) => Object.values(parts).reduce((sum, one) => sum + one, 0n);

/** All there is of the instrument and of money, in both houses. */
async function everything(): Promise<readonly [bigint, bigint]> {
  const units = await Promise.all([seller, buyer].map((one) => market.parts(one.units, cea)));
  const money = await Promise.all([seller, buyer].map((one) => market.parts(one.funds, 'CNY')));
  const sum = (all: readonly Record<string, bigint>[]) => all.map(total).reduce((a, b) => a + b, 0n);
  return [sum(units), sum(money)];
}

it('fifty confirmations at once make one trade, and not a fen is lost', async () => {
  const before = await everything();
  const id = await opened();
  const tasks: string[] = [];
  for (let at = 0; at < 50; at++) tasks.push(await accepted(id));
  const answers = await Promise.all(tasks.map((task) => market.approve(buyer.checker, task)));
  const states = answers.map((answer) => answer.json<Task>());
  expect(states.filter(({ state }) => state === 'executed')).toHaveLength(1);
  expect(new Set(states.flatMap(({ failure }) => failure?.code ?? []))).toEqual(new Set(['BLOCK_NOT_OPEN']));
  expect(await tradesOf(id)).toBe(1);
  expect(await market.parts(buyer.units, cea)).toEqual({ available: 100_000n });
  expect(await everything()).toEqual(before);
});

it('one task that is confirmed fifty times at once makes one trade', async () => {
  const id = await opened();
  const task = await accepted(id);
  const answers = await Promise.all(Array.from({ length: 50 }, () => market.approve(buyer.checker, task)));
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  expect(await tradesOf(id)).toBe(1);
});

it('confirmed and withdrawn at once: a trade or none, never both', async () => {
  for (let round = 0; round < 8; round++) {
    const before = await everything();
    await market.endow(seller, cea, 100_000n);
    const id = await opened();
    const task = await accepted(id);
    const [confirmed, withdrawn] = await Promise.all([
      market.approve(buyer.checker, task),
      market.send(seller.maker, 'POST', `/v1/block-trades/${id}/withdrawals`, { reason: 'changed' }),
    ]);
    const { state } = confirmed.json<Task>();
    expect([state, withdrawn.statusCode]).toEqual(state === 'executed' ? ['executed', 409] : ['failed', 201]);
    expect(await tradesOf(id)).toBe(state === 'executed' ? 1 : 0);
    expect((await market.parts(seller.units, cea))['frozen']).toBeUndefined();
    expect(await everything()).toEqual([before[0] + 100_000n, before[1]]);
  }
});

it('both sides act at once: the confirmation or the other’s answer, and nothing stays frozen behind', async () => {
  const id = await opened();
  const yes = await accepted(id);
  const answer = await market.proposed(buyer.maker, 'block-counter', {
    ...{ negotiation: id, round: 1, quantity: '100000', price: '49.00', validUntil: '2026-03-04' },
  });
  const [confirmed, countered] = await Promise.all([
    market.approve(buyer.checker, yes),
    market.approve(buyer.checker, answer),
  ]);
  const states = [confirmed, countered].map((one) => one.json<Task>().state).sort();
  expect(states).toEqual(['executed', 'failed']);
  const { state } = (await market.negotiation(buyer.maker, id)) as { state: string };
  const settled = state === 'settled';
  expect(await market.parts(buyer.funds, 'CNY')).toEqual(
    settled
      ? { available: expect.any(BigInt) as bigint }
      : { available: expect.any(BigInt) as bigint, frozen: 490_000_000n },
  );
  expect((await market.parts(seller.units, cea))['frozen']).toBeUndefined();
});

it('two quotes at once do not set the same units apart', async () => {
  const payload = {
    ...{ tradingAccount: seller.account['CN'], counterparty: buyer.account['CN'], instrument: cea },
    ...{ side: 'sell', quantity: '200000', price: '50.00', validUntil: '2026-03-04' },
  };
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => market.propose(seller.maker, 'block-opening', payload)),
  );
  expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(1);
  expect(await market.parts(seller.units, cea)).toEqual({ available: 100_000n, frozen: 200_000n });
});

it('TRD-010 bought by one confirmation and given by another at once: never units of today', async () => {
  const third = await market.trader('THIRD-ONCE');
  await market.pay(third, 1_000_000_000n);
  await market.endow(buyer, cea, 100_000n);
  // the buyer gives its old units while it gets others
  const giving = await market.done(third, 'block-opening', {
    ...{ tradingAccount: third.account['CN'], counterparty: buyer.account['CN'], instrument: cea },
    ...{ side: 'buy', quantity: '100000', price: '50.00', validUntil: '2026-03-04' },
  });
  const again = await market.done(third, 'block-opening', {
    ...{ tradingAccount: third.account['CN'], counterparty: buyer.account['CN'], instrument: cea },
    ...{ side: 'buy', quantity: '100000', price: '50.00', validUntil: '2026-03-04' },
  });
  const getting = await opened();
  const tasks = [
    await market.proposed(buyer.maker, 'block-acceptance', {
      ...{ negotiation: giving.outcome?.['negotiation'], round: 1 },
    }),
    await market.proposed(buyer.maker, 'block-acceptance', {
      ...{ negotiation: again.outcome?.['negotiation'], round: 1 },
    }),
    await accepted(getting),
  ];
  await Promise.all(tasks.map((task) => market.approve(buyer.checker, task)));
  const [sold] = await market.platform.database.query<{ sold: string; bought: string }>(
    'select sold::text, bought::text from market.day_position where trading_account = $1 and instrument = $2',
    [buyer.account['CN'], cea],
  );
  expect(sold).toEqual({ sold: '100000', bought: '100000' });
  expect(await market.parts(buyer.units, cea)).toEqual({ available: 100_000n });
});
