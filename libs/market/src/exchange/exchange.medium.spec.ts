import {
  ExchangeFixture,
  type GivenOutcome,
  type TestTrader,
} from '../../../../tests/support/exchange-fixture';

let fixture: ExchangeFixture;
let a: TestTrader;
let b: TestTrader;
let c: TestTrader;
const CEA = 'CEA25';

beforeAll(async () => {
  fixture = await ExchangeFixture.open();
  await fixture.instrument(CEA, 5_000n);
  a = await fixture.trader('A', { units: { [CEA]: 10_000n } });
  b = await fixture.trader('B', { units: { [CEA]: 10_000n } });
  c = await fixture.trader('C', { fen: 1_000_000_00n });
  await settledIn();
});
afterAll(() => fixture.close());

/** The process takes the market. */
async function settledIn(): Promise<void> {
  for (const end = Date.now() + 60_000; !fixture.exchange.isLeader('CN') && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 20));
}

const sell = (as: TestTrader, priceFen: bigint, quantity: bigint) =>
  fixture.give(
    { kind: 'place', tradingAccount: as.tradingAccount, instrument: CEA, side: 'sell', priceFen, quantity },
    { as },
  );
const buy = (as: TestTrader, priceFen: bigint, quantity: bigint) =>
  fixture.give(
    { kind: 'place', tradingAccount: as.tradingAccount, instrument: CEA, side: 'buy', priceFen, quantity },
    { as },
  );
const cancel = (as: TestTrader, order: bigint) => fixture.give({ kind: 'cancel', order }, { as });

function orderOf(outcome: GivenOutcome): bigint {
  if (outcome.status === 'refused') throw outcome.refusal;
  return BigInt(outcome.order?.order ?? 0);
}
const ruleOf = (outcome: GivenOutcome) => (outcome.status === 'refused' ? outcome.refusal.rule : 'done');
const codeOf = (outcome: GivenOutcome) => (outcome.status === 'refused' ? outcome.refusal.code : 'done');

describe('listed agreement in the national market', () => {
  it('TRD-011 an order sets units or money apart, and gives them back when it is cancelled', async () => {
    const order = orderOf(await sell(a, 5_010n, 500n));
    expect([await fixture.has(a.units, CEA), await fixture.has(a.units, CEA, 'frozen')]).toEqual([
      9_500n,
      500n,
    ]);
    const bid = orderOf(await buy(c, 4_990n, 100n));
    expect(await fixture.has(c.funds, 'CNY', 'frozen')).toBe(499_000n);
    await cancel(a, order);
    await cancel(c, bid);
    expect(await fixture.has(a.units, CEA, 'frozen')).toBe(0n);
    expect(await fixture.has(c.funds, 'CNY', 'frozen')).toBe(0n);
    expect(codeOf(await cancel(a, order))).toBe('EXCHANGE_ORDER_UNKNOWN');
  });

  it('TRD-007 orders that cross rest until somebody picks', async () => {
    const ask = orderOf(await sell(a, 5_000n, 10n));
    const bid = orderOf(await buy(c, 5_050n, 10n));
    expect(fixture.exchange.depthOf('CN', CEA, 5)).toEqual({
      buy: [{ price: 5_050, quantity: 10, orders: 1 }],
      sell: [{ price: 5_000, quantity: 10, orders: 1 }],
    });
    await cancel(a, ask);
    await cancel(c, bid);
  });

  it('AC-72 the taker chooses among orders at one price; the rest of it stays', async () => {
    const first = orderOf(await sell(a, 5_000n, 500n));
    const second = orderOf(await sell(b, 5_000n, 500n));
    const before = await fixture.has(c.funds, 'CNY');
    const picked = await fixture.give(
      { kind: 'pick', tradingAccount: c.tradingAccount, order: second, quantity: 300n, priceFen: 5_000n },
      { as: c },
    );
    expect(picked).toMatchObject({
      status: 'done',
      trades: [{ priceFen: '5000', quantity: '300', amountFen: '1500000' }],
    });
    expect(await fixture.has(c.units, CEA)).toBe(300n);
    expect(await fixture.has(c.funds, 'CNY')).toBe(before - 1_500_000n);
    expect(await fixture.has(b.funds, 'CNY')).toBe(1_500_000n);
    expect(await fixture.has(b.units, CEA, 'frozen')).toBe(200n);
    await cancel(a, first);
    await cancel(b, second);
    expect(await fixture.has(b.units, CEA)).toBe(9_700n);
  });

  it('AC-71 an order at the sixth price level cannot be picked', async () => {
    const orders = [];
    for (const price of [5_000n, 5_010n, 5_020n, 5_030n, 5_040n, 5_050n])
      orders.push(orderOf(await sell(a, price, 10n)));
    const pick = (order: bigint, priceFen: bigint) =>
      fixture.give(
        { kind: 'pick', tradingAccount: c.tradingAccount, order, quantity: 1n, priceFen },
        { as: c },
      );
    expect(ruleOf(await pick(orders[5] ?? 0n, 5_050n))).toBe('TRD-007');
    expect(ruleOf(await pick(orders[4] ?? 0n, 5_040n))).toBe('done');
    expect(codeOf(await pick(orders[3] ?? 0n, 5_020n))).toBe('EXCHANGE_PRICE_MOVED');
    for (const order of orders) await cancel(a, order);
  });

  it('TRD-010 bought today is not sold today, and money of a sale buys at once', async () => {
    expect(ruleOf(await sell(c, 5_000n, 1n))).toBe('TRD-010');
    expect(ruleOf(await buy(b, 5_000n, 300n))).toBe('done');
    expect(ruleOf(await buy(b, 5_000n, 1n))).toBe('TRD-011');
  });

  it('AC-60 AC-64 TRD-003 a price outside the band, a large order, too much: each is refused by its rule', async () => {
    expect(ruleOf(await sell(a, 5_501n, 1n))).toBe('TRD-005');
    expect(ruleOf(await sell(a, 5_500n, 100_000n))).toBe('TRD-003');
    expect(ruleOf(await sell(a, 5_500n, 99_999n))).toBe('TRD-011');
  });

  it('a repeat gets the answer of the first, and another body under its key is refused', async () => {
    const command = {
      kind: 'place',
      tradingAccount: a.tradingAccount,
      instrument: CEA,
      side: 'sell',
      priceFen: 5_020n,
    } as const;
    const once = () => fixture.give({ ...command, quantity: 7n }, { as: a, key: 'once' });
    const answers = await Promise.all(Array.from({ length: 50 }, once));
    expect(new Set(answers.map((answer) => orderOf(answer))).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(codeOf(await fixture.give({ ...command, quantity: 8n }, { as: a, key: 'once' }))).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(await fixture.has(a.units, CEA, 'frozen')).toBe(7n);
    await cancel(a, orderOf(await once()));
  });

  it("others' orders and accounts are not there", async () => {
    const order = orderOf(await sell(a, 5_030n, 5n));
    expect(codeOf(await cancel(b, order))).toBe('EXCHANGE_ORDER_UNKNOWN');
    const forged = await fixture.give(
      {
        kind: 'place',
        tradingAccount: a.tradingAccount,
        instrument: CEA,
        side: 'sell',
        priceFen: 5_000n,
        quantity: 1n,
      },
      { as: b },
    );
    expect(codeOf(forged)).toBe('EXCHANGE_TRADING_ACCOUNT_UNKNOWN');
    await cancel(a, order);
  });

  it('no order meets one of its own account', async () => {
    const order = orderOf(await sell(b, 5_000n, 5n));
    const own = await fixture.give(
      { kind: 'pick', tradingAccount: b.tradingAccount, order, quantity: 1n, priceFen: 5_000n },
      { as: b },
    );
    expect(codeOf(own)).toMatch(/EXCHANGE_SELF_TRADE|EXCHANGE_ORDER_REFUSED/);
    await cancel(b, order);
  });

  it('less at the same price keeps its turn; a replacement moves what is set apart', async () => {
    const order = orderOf(await sell(a, 5_000n, 100n));
    const change = (of: { priceFen?: bigint; quantity?: bigint }) =>
      fixture.give({ kind: 'replace', order, ...of }, { as: a });
    await change({ quantity: 60n });
    expect(await fixture.has(a.units, CEA, 'frozen')).toBe(60n);
    await change({ priceFen: 5_100n, quantity: 80n });
    expect(await fixture.has(a.units, CEA, 'frozen')).toBe(80n);
    const [row] = await fixture.platform.database.query<{ price_fen: string; quantity: string }>(
      'select price_fen, quantity from market.exchange_order where id = $1',
      [order.toString()],
    );
    expect(row).toEqual({ price_fen: '5100', quantity: '80' });
    await cancel(a, order);
    expect(await fixture.has(a.units, CEA, 'frozen')).toBe(0n);
  });

  it('TRD-009 the day closes at the average of its listed trades, its orders end, and all is given back', async () => {
    orderOf(await sell(a, 5_200n, 40n));
    const bid = orderOf(await buy(c, 4_900n, 40n));
    fixture.platform.clock.set(new Date('2026-03-02T07:00:00.000Z'));
    expect(await fixture.exchange.tick()).toBe(1);
    expect(await fixture.exchange.tick()).toBe(0);
    const [day] = await fixture.platform.database.query<{
      close_fen: string;
      listed_quantity: string;
      listed_fen: string;
    }>('select close_fen, listed_quantity, listed_fen from market.day_figure where instrument = $1', [CEA]);
    // 300 at 50.00 and 1 at 50.40: 50.0013 → 50.00
    expect(day).toEqual({ close_fen: '5000', listed_quantity: '301', listed_fen: '1505040' });
    expect(await fixture.has(a.units, CEA, 'frozen')).toBe(0n);
    const [row] = await fixture.platform.database.query<{ state: string; ended_because: string }>(
      'select state, ended_because from market.exchange_order where id = $1',
      [bid.toString()],
    );
    expect(row).toEqual({ state: 'system-cancelled', ended_because: 'day-over' });
    expect(ruleOf(await buy(c, 5_000n, 1n))).toBe('TRD-012');
  });
});
