import { ExchangeFixture, type TestTrader } from '../../../../tests/support/exchange-fixture';
import type { Person } from '../../../../tests/support/platform-fixture';

interface Side {
  holder: string;
  tradingAccount: string;
  order: string;
}
interface Trade {
  id: string;
  instrument: string;
  quantity: string;
  seller: Side | null;
  buyer: Side | null;
}
interface Order {
  id: string;
  state: string;
  remaining: string;
}
interface List<T> {
  items: T[];
  next?: string;
}

let exchange: ExchangeFixture;
let seller: TestTrader;
let buyer: TestTrader;
let stranger: TestTrader;

beforeAll(async () => {
  exchange = await ExchangeFixture.open();
  await exchange.instrument('CEA24', 4_000n);
  await exchange.instrument('CEA25', 5_000n);
  seller = await exchange.trader('S', { units: { CEA25: 10_000n } });
  buyer = await exchange.trader('B', { units: { CEA25: 50n }, fen: 100_000_000n });
  stranger = await exchange.trader('X', { fen: 1_000n });
  for (const quantity of [100n, 200n, 300n]) {
    const outcome = await exchange.give({
      ...{ kind: 'place', tradingAccount: seller.tradingAccount, instrument: 'CEA25', side: 'sell' },
      ...{ priceFen: 5_000n, quantity },
    });
    if (outcome.status === 'refused') throw outcome.refusal;
    await exchange.give({
      ...{ kind: 'pick', tradingAccount: buyer.tradingAccount, priceFen: 5_000n, quantity: quantity - 50n },
      order: BigInt(outcome.order?.order ?? 0),
    });
  }
});
afterAll(() => exchange.close());

const get = async <T>(who: Person, path: string): Promise<T> => {
  const answer = await exchange.platform.send('GET', `/v1/exchange${path}`, who.headers);
  expect([path, answer.statusCode]).toEqual([path, 200]);
  return answer.json<T>();
};
const office = async (
  code: string,
  kind: 'registry-operator' | 'regulator' | 'market-operator',
  province?: string,
) => exchange.platform.person(await exchange.platform.holder(code, kind, province), 'reader');

describe('orders and trades, as those see them who may', () => {
  it('RULES 7.1.5 orders are filtered and read page by page', async () => {
    const all = await get<List<Order>>(seller.maker, '/orders?limit=2');
    expect(all.items).toHaveLength(2);
    const rest = await get<List<Order>>(seller.maker, `/orders?limit=2&cursor=${all.next ?? ''}`);
    expect(rest.items).toHaveLength(1);
    expect(rest.next).toBeUndefined();
    const ids = [...all.items, ...rest.items].map(({ id }) => BigInt(id));
    expect(ids).toEqual([...ids].sort((a, b) => Number(b - a)));

    const count = async (filter: string) =>
      (await get<List<Order>>(seller.maker, `/orders?${filter}`)).items.length;
    expect(await count('open=true')).toBe(3);
    expect(await count('state=filled')).toBe(0);
    expect(await count('state=part-filled&side=sell&instrument=CEA25')).toBe(3);
    expect(await count('instrument=CEA24')).toBe(0);
    expect(await count('from=2026-03-02&to=2026-03-02')).toBe(3);
    expect(await count('to=2026-03-01')).toBe(0);
    expect(await count('from=2026-03-03')).toBe(0);
  });

  it('a trader sees its own side of a trade, and never who was on the other', async () => {
    const sold = await get<List<Trade>>(seller.maker, '/trades');
    expect(sold.items.map(({ quantity }) => quantity)).toEqual(['250', '150', '50']);
    const text = JSON.stringify(sold);
    for (const secret of [buyer.code, buyer.tradingAccount, buyer.holderId, buyer.funds, buyer.units])
      expect(text.includes(`"${secret}"`)).toBe(false);
    expect(text).not.toContain('TRADER-B');
    expect(sold.items.every((trade) => trade.buyer === null && trade.seller?.holder === 'TRADER-S')).toBe(
      true,
    );

    const bought = await get<List<Trade>>(buyer.maker, '/trades?limit=2');
    expect(bought.items.every((trade) => trade.seller === null && trade.buyer?.holder === 'TRADER-B')).toBe(
      true,
    );
    const more = await get<List<Trade>>(buyer.maker, `/trades?limit=2&cursor=${bought.next ?? ''}`);
    expect(more.items.map(({ quantity }) => quantity)).toEqual(['50']);
    expect((await get<List<Trade>>(stranger.maker, '/trades')).items).toEqual([]);
  });

  it('registry, market and the national regulator see both sides, once; a province only its own', async () => {
    for (const [code, kind] of [
      ['OFFICE-R', 'registry-operator'],
      ['OFFICE-M', 'market-operator'],
      ['OFFICE-N', 'regulator'],
    ] as const) {
      const found = await get<List<Trade>>(await office(code, kind), '/trades');
      expect(found.items.map(({ seller: s, buyer: b }) => [s?.holder, b?.holder])).toEqual(
        [1, 2, 3].map(() => ['TRADER-S', 'TRADER-B']),
      );
    }
    const province = await office('OFFICE-P', 'regulator', '32');
    expect((await get<List<Trade>>(province, '/trades')).items).toEqual([]);
    expect((await get<List<Order>>(province, '/orders')).items).toEqual([]);
  });

  it('trades are filtered by account, instrument, method and days', async () => {
    const count = async (filter: string) =>
      (await get<List<Trade>>(seller.maker, `/trades?${filter}`)).items.length;
    expect(await count(`tradingAccount=${seller.tradingAccount}`)).toBe(3);
    expect(await count('instrument=CEA24')).toBe(0);
    expect(await count('method=listed&from=2026-03-02&to=2026-03-02')).toBe(3);
    expect(await count('method=block')).toBe(0);
    expect(await count('to=2026-03-01')).toBe(0);
  });

  it.each(['cursor=abc', 'cursor=WyJhYmMiXQ', 'open=perhaps', 'state=lost', 'from=2026-02-30'])(
    '%s is malformed',
    async (filter) => {
      const answer = await exchange.platform.send(
        'GET',
        `/v1/exchange/orders?${filter}`,
        seller.maker.headers,
      );
      expect(answer.statusCode).toBe(400);
    },
  );
});

describe('what an account may trade with', () => {
  it('TRD-010 TRD-011 available, frozen, and what was bought today may not be sold', async () => {
    const position = await get(buyer.maker, `/trading-accounts/${buyer.tradingAccount}/position`);
    expect(position).toMatchObject({
      ...{ tradingAccount: buyer.tradingAccount, market: 'CN', day: '2026-03-02', openOrders: 0 },
      ...{ availableCash: '977500.00', frozenCash: '0.00', feesToday: '0.00' },
      pack: { id: 'trading-cn' },
      instruments: [
        { instrument: 'CEA24', available: '0', sellable: '0' },
        { instrument: 'CEA25', available: '500', frozen: '0', sellable: '50', boughtToday: '450' },
      ],
    });
  });

  it('TRD-011 what rests in orders is frozen and not available', async () => {
    const position = await get(seller.maker, `/trading-accounts/${seller.tradingAccount}/position`);
    expect(position).toMatchObject({
      ...{ availableCash: '22500.00', openOrders: 3 },
      instruments: [
        { instrument: 'CEA24' },
        {
          instrument: 'CEA25',
          available: '9400',
          frozen: '150',
          sellable: '9400',
          soldToday: '450',
          openOrders: 3,
        },
      ],
    });
  });

  it('TRD-010 the next day it may be sold', async () => {
    exchange.platform.clock.set(new Date('2026-03-03T02:00:00.000Z'));
    const buyerAgain = await exchange.platform.again(buyer.maker);
    const position = await get(buyerAgain, `/trading-accounts/${buyer.tradingAccount}/position`);
    expect(position).toMatchObject({
      day: '2026-03-03',
      instruments: [{ instrument: 'CEA24' }, { instrument: 'CEA25', sellable: '500', boughtToday: '0' }],
    });
  });
});
