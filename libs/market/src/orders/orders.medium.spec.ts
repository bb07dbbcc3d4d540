import { ExchangeFixture, type TestTrader } from '../../../../tests/support/exchange-fixture';
import type { Person } from '../../../../tests/support/platform-fixture';

interface Done {
  sequence: string;
  order: { order: string; state: string; filled: string; price: string; quantity: string };
  trades: { price: string; quantity: string; amount: string; fee: string }[];
}

interface Problem {
  code: string;
  rule?: string;
  fields?: { field: string; rule: string }[];
  details?: Record<string, string>;
}

interface Result {
  key: string;
  status: 'done' | 'refused';
  replayed: boolean;
  done: Done | null;
  problem: { status: number; code: string; rule: string | null; messages: { zh: string; en: string } } | null;
}

let exchange: ExchangeFixture;
let seller: TestTrader;
let buyer: TestTrader;

beforeAll(async () => {
  exchange = await ExchangeFixture.open();
  await exchange.instrument('CEA25', 5_000n);
  seller = await exchange.trader('S', { units: { CEA25: 1_000_000n } });
  buyer = await exchange.trader('B', { fen: 10_000_000_000n });
});
afterAll(() => exchange.close());

const post = (who: Person, path: string, body: unknown, headers: object = {}) =>
  exchange.platform.send('POST', `/v1/exchange${path}`, { ...who.headers, ...headers }, body);
const get = (who: Person, path: string) => exchange.platform.send('GET', `/v1/exchange${path}`, who.headers);

const sell = (over: object = {}) => ({
  ...{ tradingAccount: seller.tradingAccount, instrument: 'CEA25', side: 'sell' },
  ...{ price: '50.00', quantity: '100', ...over },
});
const placed = async (over: object = {}): Promise<string> => {
  const answer = await post(seller.maker, '/orders', sell(over));
  expect(answer.statusCode).toBe(201);
  return answer.json<Done>().order.order;
};
const pickOf = (quantity: string, price = '50.00') => ({
  tradingAccount: buyer.tradingAccount,
  ...{ quantity, price },
});

describe('orders over HTTP', () => {
  it('TRD-007 an order is placed, picked in part, made smaller and withdrawn', async () => {
    const id = await placed({ price: '50.10', quantity: '1000', clientReference: 'PLAN-1' });
    const picked = await post(buyer.maker, `/orders/${id}/picks`, pickOf('300', '50.10'));
    expect(picked.statusCode).toBe(201);
    expect(picked.json<Done>()).toMatchObject({
      order: { state: 'filled', filled: '300' },
      trades: [{ price: '50.10', quantity: '300', amount: '15030.00' }],
    });

    const smaller = await post(seller.maker, `/orders/${id}/replacements`, { quantity: '200' });
    expect([smaller.statusCode, smaller.json<Done>().order.quantity]).toEqual([200, '500']);

    const withdrawn = await post(seller.maker, `/orders/${id}/cancellations`, undefined);
    expect([withdrawn.statusCode, withdrawn.json<Done>().order.state]).toEqual([200, 'cancelled']);

    const detail = await get(seller.maker, `/orders/${id}`);
    expect(detail.json()).toMatchObject({
      ...{ id, state: 'cancelled', filled: '300', filledAmount: '15030.00', clientReference: 'PLAN-1' },
      trades: [{ price: '50.10', seller: { holder: 'TRADER-S', order: id }, buyer: null }],
    });
    const again = await post(seller.maker, `/orders/${id}/cancellations`, undefined);
    expect([again.statusCode, again.json<Problem>().code]).toEqual([409, 'EXCHANGE_ORDER_GONE']);
  });

  it('TRD-002 a price of 50.005 and a quantity of 1.5 are named with field and rule (AC-64)', async () => {
    const price = await post(seller.maker, '/orders', sell({ price: '50.005' }));
    expect(price.statusCode).toBe(400);
    expect(price.json()).toMatchObject({ rule: 'TRD-002', fields: [{ field: 'price', rule: 'tick' }] });
    const quantity = await post(seller.maker, '/orders', sell({ quantity: '1.5' }));
    expect(quantity.statusCode).toBe(400);
    expect(quantity.json<Problem>().fields).toMatchObject([{ field: 'quantity', rule: 'integer' }]);
  });

  it('TRD-005 a price outside of the band is refused with its rule', async () => {
    const answer = await post(seller.maker, '/orders', sell({ price: '55.01' }));
    expect([answer.statusCode, answer.json<Problem>().rule]).toEqual([422, 'TRD-005']);
  });

  it('INV-06 the same key is one order, also when fifty ask at once; another body under it is a conflict', async () => {
    const key = { 'idempotency-key': 'fifty-at-once-1' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => post(seller.maker, '/orders', sell({ price: '51.00' }), key)),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
    expect(new Set(answers.map((answer) => answer.json<Done>().order.order)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotent-replay'] === 'true')).toHaveLength(49);
    const other = await post(seller.maker, '/orders', sell({ price: '51.01' }), key);
    expect([other.statusCode, other.json<Problem>().code]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it('INV-06 a refusal is told again to who repeats it', async () => {
    const key = { 'idempotency-key': 'refused-again-1' };
    await post(seller.maker, '/orders', sell({ price: '60.00' }), key);
    const again = await post(seller.maker, '/orders', sell({ price: '60.00' }), key);
    expect([again.statusCode, again.headers['idempotent-replay']]).toEqual([422, 'true']);
  });

  it('other people’s orders and accounts do not exist', async () => {
    const id = await placed();
    const tries = [
      await get(buyer.maker, `/orders/${id}`),
      await post(buyer.maker, `/orders/${id}/cancellations`, undefined),
      await post(buyer.maker, `/orders/${id}/replacements`, { price: '45.00' }),
      await get(buyer.maker, `/trading-accounts/${seller.tradingAccount}/position`),
      await get(buyer.maker, `/orders?tradingAccount=${seller.tradingAccount}`),
      await get(buyer.maker, `/trades?tradingAccount=${seller.tradingAccount}`),
      await post(buyer.maker, '/orders', sell()),
    ];
    expect(tries.map(({ statusCode }) => statusCode)).toEqual(tries.map(() => 404));
    const unknown = await get(buyer.maker, '/orders/999999999');
    expect(Object.keys(unknown.json<object>()).sort()).toEqual(Object.keys(tries[0]?.json() ?? {}).sort());
    const own = await get(buyer.maker, '/orders?limit=500');
    expect(
      own.json<{ items: { tradingAccount: string }[] }>().items.map((order) => order.tradingAccount),
    ).toEqual(expect.not.arrayContaining([seller.tradingAccount]));
  });

  it('ETS-006 machines of the operator trade nothing, whatever they reach', async () => {
    const { platform } = exchange;
    const answer = await platform.send('POST', '/v1/exchange/orders', platform.machine, sell());
    expect([answer.statusCode, answer.json<Problem>().rule]).toEqual([403, 'ETS-006']);
  });

  it('ETS-006 registry, market and authorities may not even ask', async () => {
    for (const kind of ['registry-operator', 'market-operator', 'regulator'] as const) {
      const holder = await exchange.platform.holder(`OFFICE-${kind.toUpperCase()}`, kind);
      const person = await exchange.platform.person(holder, 'maker');
      expect((await post(person, '/orders', sell())).statusCode).toBe(403);
    }
  });
});

describe('batches of commands', () => {
  it('each has its own result; what happened once is told again', async () => {
    const mine = await placed({ price: '52.00' });
    const commands = [
      { key: 'batch-key-1', kind: 'place', ...sell({ price: '52.10' }) },
      { key: 'batch-key-2', kind: 'place', ...sell({ price: '60.00' }) },
      { key: 'batch-key-3', kind: 'cancel', order: mine },
      { key: 'batch-key-4', kind: 'cancel', order: '424242' },
      { key: 'batch-key-5', kind: 'place', ...sell({ tradingAccount: buyer.tradingAccount }) },
    ];
    const first = (await post(seller.maker, '/order-batches', { commands })).json<{ results: Result[] }>();
    expect(
      first.results.map(({ key, status, problem }) => [key, status, problem?.status, problem?.code]),
    ).toEqual([
      ['batch-key-1', 'done', undefined, undefined],
      ['batch-key-2', 'refused', 422, expect.any(String)],
      ['batch-key-3', 'done', undefined, undefined],
      ['batch-key-4', 'refused', 404, 'EXCHANGE_ORDER_UNKNOWN'],
      ['batch-key-5', 'refused', 404, 'EXCHANGE_TRADING_ACCOUNT_UNKNOWN'],
    ]);
    const again = (await post(seller.maker, '/order-batches', { commands })).json<{ results: Result[] }>();
    expect(again.results.map(({ replayed }) => replayed)).toEqual([true, true, true, false, false]);
    expect(again.results[0]?.done).toEqual(first.results[0]?.done);
  });

  it('a thousand commands are taken, a thousand and one are not', async () => {
    const commands = Array.from({ length: 1_000 }, (_, at) => ({
      ...{ key: `thousand-${at}`, kind: 'place', ...sell({ price: '53.00', quantity: '1' }) },
    }));
    const answer = await post(seller.maker, '/order-batches', { commands });
    expect(answer.json()).toMatchObject({ done: 1_000, refused: 0 });
    const orders = answer.json<{ results: Result[] }>().results.map(({ done }) => done?.order.order);
    expect(new Set(orders).size).toBe(1_000);
    const more = [...commands, { ...commands[0], key: 'thousand-and-one' }];
    const refused = await post(seller.maker, '/order-batches', { commands: more });
    expect([refused.statusCode, refused.json<Problem>().fields?.[0]?.field]).toEqual([400, 'commands']);
  });

  it('the same key fifty times in one batch is one order', async () => {
    const commands = Array.from({ length: 50 }, () => ({
      ...{ key: 'fifty-in-one', kind: 'place', ...sell({ price: '53.50' }) },
    }));
    const { results } = (await post(seller.maker, '/order-batches', { commands })).json<{
      results: Result[];
    }>();
    expect(new Set(results.map(({ done }) => done?.order.order)).size).toBe(1);
    expect(results.filter(({ replayed }) => replayed)).toHaveLength(49);
  });

  it('a batch that cannot be read does nothing', async () => {
    const before = (await get(seller.maker, '/orders?limit=1')).json<{ items: { id: string }[] }>().items[0]
      ?.id;
    const commands = [
      { key: 'unread-key-1', kind: 'place', ...sell() },
      { key: 'unread-key-2', kind: 'place', ...sell({ price: '50.001' }) },
    ];
    const answer = await post(seller.maker, '/order-batches', { commands });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ rule: 'TRD-002', fields: [{ field: 'commands[1].price' }] });
    const after = (await get(seller.maker, '/orders?limit=1')).json<{ items: { id: string }[] }>().items[0]
      ?.id;
    expect(after).toBe(before);
  });
});
