import type { AddressInfo } from 'node:net';
import { revokeSessions } from '@carbon/identity';
import { ExchangeFixture, type TestTrader } from '../../../../../tests/support/exchange-fixture';
import { type SeenEvent, StreamReader } from '../../market-data/stream/stream-reader.spec-support';

let exchange: ExchangeFixture;
let seller: TestTrader;
let buyer: TestTrader;
let base: string;

beforeAll(async () => {
  exchange = await ExchangeFixture.open();
  await exchange.instrument('CEA25', 5_000n);
  seller = await exchange.trader('S', { units: { CEA25: 10_000n } });
  buyer = await exchange.trader('B', { fen: 100_000_000n });
  const { app } = exchange.platform;
  await app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => exchange.close());

const read = (headers: object) =>
  StreamReader.open(`${base}/v1/exchange/stream`, headers as Record<string, string>);

async function rest(quantity: bigint): Promise<bigint> {
  const outcome = await exchange.give({
    ...{ kind: 'place', tradingAccount: seller.tradingAccount, instrument: 'CEA25', side: 'sell' },
    ...{ priceFen: 5_000n, quantity },
  });
  if (outcome.status === 'refused') throw outcome.refusal;
  return BigInt(outcome.order?.order ?? 0);
}

const pick = (order: bigint, quantity: bigint) =>
  exchange.give({
    ...{ kind: 'pick', tradingAccount: buyer.tradingAccount, order, quantity, priceFen: 5_000n },
  });
const is = (id: bigint, state: string) => (event: SeenEvent) =>
  event.event === 'order' && event.data['id'] === id.toString() && event.data['state'] === state;

describe('the stream of one’s own orders', () => {
  it('TRD-013 tells what is open, then each change of each order, of nobody else', async () => {
    const before = await rest(100n);
    const [mine, theirs] = [await read(seller.maker.headers), await read(buyer.maker.headers)];
    const open = await mine.until(({ event }) => event === 'open-orders');
    expect(open.data).toMatchObject({
      complete: true,
      orders: [{ id: before.toString(), state: 'submitted' }],
    });
    expect((await theirs.until(({ event }) => event === 'open-orders')).data).toMatchObject({ orders: [] });

    await pick(before, 40n);
    expect((await mine.until(is(before, 'part-filled'))).data).toMatchObject({
      filled: '40',
      remaining: '60',
    });
    const taken = await theirs.until(({ event }) => event === 'order');
    expect(taken.data).toMatchObject({ side: 'buy', state: 'filled', tradingAccount: buyer.tradingAccount });

    const brief = await rest(5n);
    await pick(brief, 5n);
    await mine.until(is(brief, 'filled'));
    await exchange.give({ kind: 'cancel', order: before });
    await mine.until(is(before, 'cancelled'));
    const accounts = (reader: StreamReader) =>
      new Set(reader.seen.filter(({ event }) => event === 'order').map(({ data }) => data['tradingAccount']));
    expect(accounts(mine)).toEqual(new Set([seller.tradingAccount]));
    expect(accounts(theirs)).toEqual(new Set([buyer.tradingAccount]));
    mine.close();
    theirs.close();
  });

  it('ends when the session does', async () => {
    const again = await exchange.platform.again(seller.maker);
    const reader = await read(again.headers);
    await reader.until(({ event }) => event === 'open-orders');
    const { userId, sessionId } = again;
    await exchange.platform.database.transaction((tx) =>
      revokeSessions(tx, { userId, only: sessionId }, 'signed-out', exchange.platform.clock.now()),
    );
    expect((await reader.until(({ event }) => event === 'ended')).data).toEqual({ because: 'session' });
    await reader.ended();
  });

  it('is nobody’s who shows no credentials or has no trading account, nor a machine’s', async () => {
    const { platform } = exchange;
    const auditor = await platform.person(await platform.holder('AUDITOR', 'auditor'), 'reader');
    expect((await read(auditor.headers)).status).toBe(404);
    expect((await read({})).status).toBe(401);
    expect((await read(exchange.platform.machine)).status).toBe(403);
  });
});
