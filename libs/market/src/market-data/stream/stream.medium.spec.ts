import type { AddressInfo } from 'node:net';
import { ExchangeFixture, type TestTrader } from '../../../../../tests/support/exchange-fixture';
import { type SeenEvent, StreamReader } from './stream-reader.spec-support';

let exchange: ExchangeFixture;
let seller: TestTrader;
let buyer: TestTrader;
let base: string;
const readers: StreamReader[] = [];

beforeAll(async () => {
  exchange = await ExchangeFixture.open();
  await exchange.instrument('CEA24', 4_000n);
  await exchange.instrument('CEA25', 5_000n);
  seller = await exchange.trader('S', { units: { CEA24: 10_000n, CEA25: 10_000n } });
  buyer = await exchange.trader('B', { fen: 100_000_000n });
  const { app } = exchange.platform;
  await app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => exchange.close());
afterEach(() => {
  for (const reader of readers.splice(0)) reader.close();
});

const read = async (path = '/v1/public/exchange/CN/stream', headers: Record<string, string> = {}) => {
  const reader = await StreamReader.open(base + path, headers);
  readers.push(reader);
  return reader;
};

/** An order of the seller; its number. */
async function rest(quantity: bigint, priceFen = 5_000n, instrument = 'CEA25'): Promise<bigint> {
  const outcome = await exchange.give({
    ...{ kind: 'place', tradingAccount: seller.tradingAccount, instrument, side: 'sell', priceFen, quantity },
  });
  if (outcome.status === 'refused') throw outcome.refusal;
  return BigInt(outcome.order?.order ?? 0);
}

async function pick(order: bigint, quantity: bigint, priceFen = 5_000n): Promise<bigint> {
  const outcome = await exchange.give({
    ...{ kind: 'pick', tradingAccount: buyer.tradingAccount, order, quantity, priceFen },
  });
  if (outcome.status === 'refused') throw outcome.refusal;
  return outcome.sequence;
}

const tradesOf = (event: SeenEvent) => event.data['trades'] as { quantity: string; sequence: string }[];
const told = (reader: StreamReader) =>
  reader.seen
    .filter(({ event }) => event === 'trades')
    .flatMap((event) => tradesOf(event).map((t) => t.quantity));
const hasTraded = (quantity: string) => (event: SeenEvent) =>
  event.event === 'trades' && tradesOf(event).some((trade) => trade.quantity === quantity);

describe('the stream of a market', () => {
  it('tells how it stands, then what happens, and nobody’s name', async () => {
    const order = await rest(100n);
    const reader = await read();
    expect([reader.status, reader.response.headers['content-type']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    expect(reader.response.headers['cache-control']).toBe('no-store');
    const state = await reader.until(({ event }) => event === 'state');
    expect(state.data).toMatchObject({
      ...{ market: 'CN', gap: false },
      instruments: [
        { instrument: 'CEA24' },
        { instrument: 'CEA25', sell: [{ price: '50.00', quantity: '100' }] },
      ],
    });
    const sequence = await pick(order, 30n);
    const trades = await reader.until(hasTraded('30'));
    expect(tradesOf(trades)).toMatchObject([
      { price: '50.00', quantity: '30', taker: 'buy', sequence: `${sequence}` },
    ]);
    const changed = await reader.until(({ event }) => event === 'instrument');
    expect(changed).toMatchObject({
      id: sequence.toString(),
      data: { instrument: 'CEA25', sell: [{ quantity: '70' }], day: { listedQuantity: '30', last: '50.00' } },
    });
    const text = JSON.stringify(reader.seen);
    for (const secret of [
      seller.tradingAccount,
      buyer.tradingAccount,
      seller.holderId,
      'TRADER-',
      order.toString(),
    ])
      expect(text).not.toContain(secret);
  });

  it('who comes again with the last id is told the trades since, once each', async () => {
    const reader = await read();
    await reader.until(({ event }) => event === 'state');
    const order = await rest(300n);
    await pick(order, 11n);
    await reader.until(hasTraded('11'));
    await reader.until(({ event, id }) => event === 'instrument' && id !== undefined);
    const { lastId } = reader;
    reader.close();
    await pick(order, 12n);
    await pick(order, 13n);

    const again = await read(undefined, { 'last-event-id': lastId });
    const state = await again.until(({ event }) => event === 'state');
    const since = told(again);
    expect(since.slice(-2)).toEqual(['12', '13']);
    expect(since).not.toContain('30');
    expect(state.data).toMatchObject({ gap: false });
    await pick(order, 14n);
    await again.until(hasTraded('14'));
    expect(told(again).filter((quantity) => quantity === '13')).toHaveLength(1);
  });

  it('an id before everything is told from the beginning', async () => {
    const reader = await read(undefined, { 'last-event-id': '0' });
    await reader.until(({ event }) => event === 'state');
    expect(told(reader)[0]).toBe('30');
  });

  it('one instrument alone is heard of', async () => {
    const reader = await read('/v1/public/exchange/CN/stream?instrument=CEA24');
    const state = await reader.until(({ event }) => event === 'state');
    expect(state.data['instruments']).toMatchObject([{ instrument: 'CEA24' }]);
    await pick(await rest(5n), 5n);
    await rest(7n, 4_000n, 'CEA24');
    const changed = await reader.until(({ event }) => event === 'instrument');
    expect(changed.data['instrument']).toBe('CEA24');
    expect(told(reader)).toEqual([]);
  });

  it('what another process commits is heard of too', async () => {
    const reader = await read();
    await reader.until(({ event }) => event === 'state');
    // as a leader elsewhere would: nothing in this process says a word
    await exchange.platform.database.transaction(async (tx) => {
      await tx.query(
        `update market.day_figure set block_quantity = block_quantity + 100000 where instrument = 'CEA24'`,
      );
      await tx.query(`update market.venue set last_sequence = last_sequence + 1000 where market = 'CN'`);
    });
    const changed = await reader.until(
      ({ event, data }) =>
        event === 'instrument' && (data['day'] as { blockQuantity: string }).blockQuantity === '100000',
    );
    expect(changed.data['instrument']).toBe('CEA24');
  });

  it.each([
    ['/v1/public/exchange/XX/stream', {}, 404],
    ['/v1/public/exchange/CN/stream?instrument=NONE', {}, 404],
    ['/v1/public/exchange/CN/stream', { 'last-event-id': 'abc' }, 400],
    ['/v1/public/exchange/CN/stream?levels=7', {}, 400],
  ])('%s %j is answered with a problem document', async (path, headers, status) => {
    const reader = await read(path, headers);
    expect(reader.status).toBe(status);
    expect(reader.response.headers['content-type']).toContain('application/problem+json');
  });

  it('an address has at most twenty streams; the next is told to come later', async () => {
    const many: StreamReader[] = [];
    for (let at = 0; at < 20; at++) many.push(await read());
    expect(many.map(({ status }) => status)).toEqual(many.map(() => 200));
    const refused = await read();
    expect([refused.status, refused.response.headers['retry-after']]).toEqual([503, '30']);
    const [first] = many;
    first?.close();
    for (;;) {
      const next = await read();
      if (next.status === 200) break;
      await next.ended();
    }
  });
});
