import type { AddressInfo } from 'node:net';
import { connect, type Database, ensureServiceLogin } from '@carbon/database';
import { JsonLogger } from '@carbon/http';
import { ApiKeys, newApiKey, SessionSettings } from '@carbon/identity';
import { newId } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Exchange } from '@carbon/market';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ExchangeFixture, type TestTrader } from '../../../tests/support/exchange-fixture';
import { allEntities } from '../../platform/src/assembly';
import { createExchangeApp } from './exchange-app';

let home: ExchangeFixture;
let app: NestFastifyApplication;
let database: Database;
let seller: TestTrader;
const root = newApiKey('root', 'Machine', ['exchange.read']);

/** The exchange in a process of its own would be: another pool, another app, the same database. */
beforeAll(async () => {
  home = await ExchangeFixture.open();
  await home.instrument('CEA25', 5_000n);
  seller = await home.trader('S', { units: { CEA25: 1_000n } });
  const { platform } = home;
  const url = await ensureServiceLogin(platform.superuserUrl, 'carbon_service', 'test-only');
  database = await connect({ url, entities: allEntities, poolSize: 16 });
  app = await createExchangeApp(
    {
      ...{
        database,
        clock: platform.clock,
        ledger: await Ledger.create(platform.clock),
        vault: platform.vault,
      },
      sessions: new SessionSettings({ secondFactor: 'required', cookies: { secure: true } }),
      machines: ApiKeys.parse([root.entry]),
      exchange: { leaseEvery: 50 },
    },
    { logger: new JsonLogger('silent') },
  );
  await app.listen(0, '127.0.0.1');
});
afterAll(async () => {
  await app.close();
  await database.close();
  await home.close();
});

const order = { instrument: 'CEA25', side: 'sell', price: '50.00', quantity: '10' };
const place = (key = newId()) =>
  app.inject({
    ...{ method: 'POST', url: '/v1/exchange/orders' },
    headers: { ...seller.maker.headers, 'idempotency-key': key },
    payload: { tradingAccount: seller.tradingAccount, ...order },
  });

describe('the exchange alone', () => {
  it('is healthy, and has none of the registry’s routes', async () => {
    const status = async (url: string) =>
      (await app.inject({ url, headers: { authorization: `Bearer ${root.key}` } })).statusCode;
    expect(await status('/health')).toBe(200);
    expect(await status('/v1/exchange/orders')).toBe(200);
    expect(await status('/v1/accounts')).toBe(404);
    expect((await app.inject({ url: '/v1/exchange/orders' })).statusCode).toBe(401);
  });

  it('as a standby it refuses commands for the moment, and still tells the market', async () => {
    expect(home.exchange.isLeader('CN')).toBe(true);
    expect(app.get(Exchange).isLeader('CN')).toBe(false);
    const refused = await place();
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '1']);
    expect(refused.json()).toMatchObject({ code: 'EXCHANGE_STANDBY' });

    const outcome = await home.give({
      ...{ kind: 'place', tradingAccount: seller.tradingAccount, instrument: 'CEA25', side: 'sell' },
      ...{ priceFen: 5_010n, quantity: 7n },
    });
    expect(outcome.status).toBe('done');
    const depth = await app.inject({ url: '/v1/public/exchange/CN/instruments/CEA25/depth' });
    expect(depth.json()).toMatchObject({
      sell: [{ price: '50.10', quantity: '7', orders: 1 }],
      pickable: [{ side: 'sell', price: '50.10', quantity: '7' }],
    });
  });

  it('takes a market over when the other process leaves it, with what rested there', async () => {
    await home.exchange.onApplicationShutdown();
    const standby = app.get(Exchange);
    while (!standby.isLeader('CN')) await new Promise((resolve) => setTimeout(resolve, 20));
    const placed = await place('taken-over-key');
    expect(placed.statusCode).toBe(201);
    const again = await place('taken-over-key');
    expect([again.statusCode, again.headers['idempotent-replay']]).toEqual([201, 'true']);
    const depth = await app.inject({ url: '/v1/public/exchange/CN/instruments/CEA25/depth' });
    expect(depth.json()).toMatchObject({
      sell: [
        { price: '50.00', quantity: '10' },
        { price: '50.10', quantity: '7' },
      ],
    });
  });

  it('a server that closes ends its streams and does not wait for them', async () => {
    const { port } = app.getHttpServer().address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/v1/public/exchange/CN/stream`);
    const text = answer.text();
    await app.close();
    expect(await text).toContain('event: closing');
  });
});
