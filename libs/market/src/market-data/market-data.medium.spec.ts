import { ExchangeFixture, type TestTrader } from '../../../../tests/support/exchange-fixture';

let exchange: ExchangeFixture;
let seller: TestTrader;
let buyer: TestTrader;
const orders: bigint[] = [];

const at = (time: string) => new Date(`2026-03-02T${time}+08:00`);

async function trade(time: string, instrument: string, priceFen: bigint, quantity: bigint): Promise<void> {
  exchange.platform.clock.set(at(time));
  const order = await rest(instrument, priceFen, quantity);
  const outcome = await exchange.give({
    ...{ kind: 'pick', tradingAccount: buyer.tradingAccount, order, quantity, priceFen },
  });
  if (outcome.status === 'refused') throw outcome.refusal;
}

async function rest(instrument: string, priceFen: bigint, quantity: bigint): Promise<bigint> {
  const outcome = await exchange.give({
    ...{ kind: 'place', tradingAccount: seller.tradingAccount, instrument, side: 'sell', priceFen, quantity },
  });
  if (outcome.status === 'refused') throw outcome.refusal;
  return BigInt(outcome.order?.order ?? 0);
}

beforeAll(async () => {
  exchange = await ExchangeFixture.open();
  await exchange.instrument('CEA24', 4_000n);
  await exchange.instrument('CEA25', 5_000n);
  seller = await exchange.trader('S', { units: { CEA24: 100_000n, CEA25: 100_000n } });
  buyer = await exchange.trader('B', { fen: 10_000_000_000n });
  await trade('09:31:10', 'CEA25', 5_010n, 100n);
  await trade('09:31:50', 'CEA25', 5_030n, 200n);
  await trade('09:33:00', 'CEA25', 4_990n, 100n);
  await trade('10:02:00', 'CEA25', 5_000n, 600n);
  await trade('10:03:00', 'CEA24', 4_100n, 50n);
  for (const price of [5_000n, 5_010n, 5_010n, 5_020n, 5_030n, 5_040n, 5_050n])
    orders.push(await rest('CEA25', price, 10n));
});
afterAll(() => exchange.close());

const get = (path: string, headers: object = {}) =>
  exchange.platform.send('GET', `/v1/public/exchange/CN${path}`, headers);
const body = async <T = Record<string, unknown>>(path: string): Promise<T> => {
  const answer = await get(path);
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer.json<T>();
};

describe('what everybody may know of a market', () => {
  it('TRD-007 the best five levels, and the orders in them that can be picked', async () => {
    const depth = await body<{
      sell: { price: string; quantity: string; orders: number }[];
      pickable: { order: string; price: string }[];
    }>('/instruments/CEA25/depth');
    expect(depth.sell.map(({ price, quantity, orders: n }) => [price, quantity, n])).toEqual([
      ['50.00', '10', 1],
      ['50.10', '20', 2],
      ['50.20', '10', 1],
      ['50.30', '10', 1],
      ['50.40', '10', 1],
    ]);
    expect(depth.pickable.map(({ order }) => BigInt(order))).toEqual(orders.slice(0, 6));
    const deep = await body<{ sell: object[]; pickable: object[] }>('/instruments/CEA25/depth?levels=10');
    expect([deep.sell.length, deep.pickable.length]).toEqual([6, 6]);
    expect((await get('/instruments/CEA25/depth?levels=51')).statusCode).toBe(400);
  });

  it('no answer names anybody', async () => {
    const paths = ['depth', 'trades', 'quote', 'closes', 'candles?interval=1m'].map(
      (what) => `/instruments/CEA25/${what}`,
    );
    for (const path of [...paths, '/closes', '/composite']) {
      const text = (await get(path)).body;
      for (const secret of [seller, buyer].flatMap((one) => [
        one.tradingAccount,
        one.holderId,
        one.units,
        one.funds,
      ]))
        expect(text).not.toContain(secret);
      expect(text).not.toContain('TRADER-');
    }
  });

  it('trades, the latest first, page by page', async () => {
    const first = await body<{ items: { price: string }[]; next: string }>(
      '/instruments/CEA25/trades?limit=3',
    );
    expect(first.items.map(({ price }) => price)).toEqual(['50.00', '49.90', '50.30']);
    const rest_ = await body<{ items: { price: string }[]; next?: string }>(
      `/instruments/CEA25/trades?limit=3&cursor=${first.next}`,
    );
    expect([rest_.items.map(({ price }) => price), rest_.next]).toEqual([['50.10'], undefined]);
    const none = await body<{ items: object[] }>('/instruments/CEA25/trades?method=block');
    expect(none.items).toEqual([]);
    const forged = Buffer.from(JSON.stringify(['nonsense', '1'])).toString('base64url');
    expect((await get(`/instruments/CEA25/trades?cursor=${forged}`)).statusCode).toBe(400);
  });

  it('candles begin with China’s minutes and hours', async () => {
    const minutes = await body<{ items: object[] }>('/instruments/CEA25/candles?interval=1m');
    expect(minutes.items).toEqual([
      {
        ...{
          from: '2026-03-02T09:31:00.000+08:00',
          open: '50.10',
          high: '50.30',
          low: '50.10',
          last: '50.30',
        },
        ...{ quantity: '300', amount: '15070.00', trades: 2 },
      },
      expect.objectContaining({ from: '2026-03-02T09:33:00.000+08:00', open: '49.90', quantity: '100' }),
      expect.objectContaining({ from: '2026-03-02T10:02:00.000+08:00', quantity: '600' }),
    ]);
    const hours = await body<{ items: { from: string; quantity: string }[] }>(
      '/instruments/CEA25/candles?interval=1h&from=2026-03-01&to=2026-03-02',
    );
    expect(hours.items.map(({ from, quantity }) => [from.slice(11, 16), quantity])).toEqual([
      ['09:00', '400'],
      ['10:00', '600'],
    ]);
    const days = await body<{ items: object[] }>('/instruments/CEA25/candles?interval=1d');
    expect(days.items).toEqual([
      {
        ...{
          from: '2026-03-02T00:00:00.000+08:00',
          open: '50.10',
          high: '50.30',
          low: '49.90',
          last: '50.00',
        },
        ...{ quantity: '1000', amount: '50060.00', trades: 4 },
      },
    ]);
  });

  it('candles are read page by page, and of so many days at once', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await body<{ items: { from: string }[]; next?: string }>(
        `/instruments/CEA25/candles?interval=1m&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.items.map(({ from }) => from.slice(11, 16)));
      cursor = page.next ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(['09:31', '09:33', '10:02']);
    const path = '/instruments/CEA25/candles?interval=1m';
    expect((await get(`${path}&from=2026-02-01&to=2026-03-02`)).statusCode).toBe(400);
    expect((await get(`${path}&from=2026-03-03&to=2026-03-02`)).statusCode).toBe(400);
    expect((await get('/instruments/CEA25/candles?interval=2m')).statusCode).toBe(400);
  });

  it('TRD-005 a quote has the limits of the day and says whether orders are taken', async () => {
    expect(await body('/instruments/CEA25/quote')).toMatchObject({
      ...{
        state: 'trading',
        method: 'listed',
        open: true,
        previousClose: '50.00',
        low: '45.00',
        high: '55.00',
      },
      ...{ tick: '0.01', lot: '1', today: { open: '50.10', last: '50.00', close: null } },
    });
    exchange.platform.clock.set(at('12:00:00'));
    expect(await body('/instruments/CEA25/quote')).toMatchObject({ open: false });
  });

  it('an answer that has not changed is told in a line', async () => {
    const answer = await get('/closes');
    const tag = String(answer.headers['etag']);
    expect(answer.headers['cache-control']).toBe('public, max-age=1');
    const again = await get('/closes', { 'if-none-match': tag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('TRD-014 TRD-015 before the close the composite has its sums and no price', async () => {
    expect(await body('/closes')).toMatchObject({
      composite: { code: 'COMCEA', price: null, notCalculated: 'component-not-closed', quantity: '1050' },
    });
  });

  it('TRD-009 TRD-014 TRD-015 after the close the day stands, by method and good, and reconciles', async () => {
    exchange.platform.clock.set(at('15:05:00'));
    const outcome = await exchange.exchange.closeDay('CN', '2026-03-02');
    if (outcome.status === 'refused') throw outcome.refusal;
    const day = await body<{
      instruments: object[];
      lines: { good: string; method: string; code: string; quantity: string; amount: string }[];
      composite: object;
    }>('/closes?day=2026-03-02');
    // 50060.00 / 1000 = 50.06
    expect(day.instruments).toMatchObject([
      { instrument: 'CEA24', open: '41.00', close: '41.00', changePercent: '2.50', listedQuantity: '50' },
      { instrument: 'CEA25', open: '50.10', close: '50.06', changePercent: '0.12', listedTrades: 4 },
    ]);
    expect(day.composite).toMatchObject({
      code: 'COMCEA',
      price: '50.06',
      notCalculated: null,
      certainty: 'S',
    });
    for (const method of ['listed', 'block', 'auction']) {
      const lines = day.lines.filter((line) => line.method === method);
      const [total] = lines.filter(({ good }) => good === 'COMCEA');
      const sum = lines
        .filter(({ good }) => good !== 'COMCEA')
        .reduce((all, { quantity }) => all + BigInt(quantity), 0n);
      expect(total?.quantity).toBe(sum.toString());
    }
    expect(new Set(day.lines.map(({ code }) => code))).toEqual(new Set(['10', '20', '21']));
    expect(await body('/instruments/CEA25/closes')).toMatchObject({
      items: [{ day: '2026-03-02', close: '50.06' }],
    });
    expect(await body('/composite')).toMatchObject({ items: [{ day: '2026-03-02', price: '50.06' }] });
    expect((await get('/closes?day=2026-03-02')).headers['cache-control']).toBe('public, max-age=300');
  });

  it('a market or instrument that is not there is 404; days without trade are empty', async () => {
    expect((await get('/instruments/NONE/depth')).statusCode).toBe(404);
    const elsewhere = await exchange.platform.send(
      'GET',
      '/v1/public/exchange/SZ/instruments/CEA25/depth',
      {},
    );
    expect(elsewhere.statusCode).toBe(404);
    const nowhere = await exchange.platform.send('GET', '/v1/public/exchange/MOON/closes', {});
    expect(nowhere.statusCode).toBe(404);
    expect(await body('/closes?day=2026-03-01')).toMatchObject({
      instruments: [],
      composite: { price: null },
    });
    expect(await body('/instruments/CEA25/closes?to=2026-03-01')).toEqual({ items: [] });
  });
});
