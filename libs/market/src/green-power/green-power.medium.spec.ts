import { registerAsset } from '@carbon/sources';
import { type House, MarketFixture } from '../../../../tests/support/market-fixture';
import type { Person } from '../../../../tests/support/platform-fixture';
import { GreenPowerClock, type GreenPowerClockOptions } from './green-power-clock';
import { GREEN_POWER_PARTS, type GreenPowerParts } from './parts';

const INTERVAL = '2026-03-02T12:00:00+08:00';

interface User extends House {
  readonly funds: string;
}

let market: MarketFixture;
let wind: User & { plant: string };
let sun: User & { plant: string };
let one: User;
let two: User;
let meter: Person;

const database = () => market.platform.database;
const cash = (user: User) => market.parts(user.funds, 'CNY');
const at = (moment: string) => market.platform.clock.set(new Date(moment));
const clock = (options: GreenPowerClockOptions = {}) =>
  new GreenPowerClock(
    database(),
    market.platform.app.get<GreenPowerParts>(GREEN_POWER_PARTS),
    market.platform.clock,
    options,
  );
const error = (answer: { json: () => unknown }) => {
  const { code, rule } = answer.json() as { code?: string; rule?: string };
  return [code, rule];
};

async function user(code: string, fen: string): Promise<User> {
  const house = await market.house(code);
  return { ...house, funds: await market.payIn(house, fen) };
}

async function admit(code: string, over: object = {}): Promise<void> {
  const payload = { holder: code, maySell: true, mayBuy: true, ...over };
  const task = await market.proposed(market.registry.maker, 'green-power-participant', payload);
  expect(await market.approved(market.registry.checker, task)).toMatchObject({ state: 'executed' });
}

async function plantOf(owner: User, technology: string): Promise<string> {
  const { asset } = await database().transaction((tx) =>
    registerAsset(tx, {
      facts: {
        ...{ kind: 'power-plant', names: [`${owner.code} ${technology}`], province: '44', technology },
        ...{ meters: [`METER-${owner.code}-${technology}`], numbers: {}, parcels: [] },
      },
      ...{
        holderId: owner.id,
        filedAs: `plant:${owner.code}-${technology}`,
        now: market.platform.clock.now(),
      },
    }),
  );
  return asset.number;
}

beforeAll(async () => {
  market = await MarketFixture.open();
  await market.platform.app.get(GreenPowerClock).onModuleDestroy();
  const [w, s] = [await user('WIND', '100'), await user('SUN', '100')];
  wind = { ...w, plant: await plantOf(w, 'wind') };
  sun = { ...s, plant: await plantOf(s, 'solar') };
  one = await user('ONE', '10000');
  two = await user('TWO', '10000');
  for (const code of ['WIND', 'SUN', 'ONE', 'TWO']) await admit(code);
  const partner = await market.platform.holder('METERS', 'data-partner');
  meter = await market.platform.person(partner, 'maker');
}, 180_000);
afterAll(() => market.close());

const offer = (owner: User & { plant: string }, energyWh: string, price: string, interval = INTERVAL) =>
  market.send(owner.maker, 'POST', '/v1/green-power/offers', {
    interval,
    plant: owner.plant,
    energyWh,
    price,
  });
const demand = (buyer: User, energyWh: string, preferences: object[], interval = INTERVAL) =>
  market.send(buyer.maker, 'POST', '/v1/green-power/demands', { interval, energyWh, preferences });
const like = (source: object, highestPrice: string) => ({ source, highestPrice });
const readings = (list: object[]) =>
  market.send(meter, 'POST', '/v1/green-power/readings', { readings: list });

it('S30 only verified users, whom two people of the market let in, take part', async () => {
  const stranger = await user('STRANGER', '1000');
  expect(error(await demand(stranger, '1000', [like({ any: true }, '0.5')]))).toEqual([
    'GREEN_POWER_NOT_ADMITTED',
    'S30',
  ]);
  const plant = await plantOf(stranger, 'wind');
  expect(error(await offer({ ...stranger, plant }, '1000', '0.5'))).toEqual([
    'GREEN_POWER_NOT_ADMITTED',
    'S30',
  ]);
  await admit('STRANGER', { maySell: false });
  expect(error(await offer({ ...stranger, plant }, '1000', '0.5'))).toEqual([
    'GREEN_POWER_NOT_ADMITTED',
    'S30',
  ]);
  const again = await market.propose(market.registry.maker, 'green-power-participant', {
    ...{ holder: 'STRANGER', maySell: true, mayBuy: true },
  });
  expect(error(again)).toEqual(['GREEN_POWER_ADMITTED_ALREADY', 'S30']);
  const own = { holder: 'ONE', maySell: true, mayBuy: true };
  expect(error(await market.propose(one.maker, 'green-power-participant', own))[0]).toBe(
    'PERMISSION_MISSING',
  );
  const end = { holder: 'STRANGER', endReason: '迁出园区' };
  const task = await market.proposed(market.registry.maker, 'green-power-participant-end', end);
  expect(await market.approved(market.registry.checker, task)).toMatchObject({ state: 'executed' });
  expect(error(await demand(stranger, '1000', [like({ any: true }, '0.5')]))[0]).toBe(
    'GREEN_POWER_NOT_ADMITTED',
  );
});

it('S30 orders keep to intervals, steps, ticks and the gate; a plant has one price an interval', async () => {
  const code = async (answer: Promise<{ json: () => unknown }>) => error(await answer)[0];
  const any = [like({ any: true }, '0.5')];
  expect(await code(demand(one, '1000', any, '2026-03-02T12:07:00+08:00'))).toBe(
    'GREEN_POWER_NOT_AN_INTERVAL',
  );
  expect(await code(demand(one, '1500', any))).toBe('GREEN_POWER_ENERGY_OFF_STEP');
  expect(await code(demand(one, '1000', [like({ any: true }, '2.0001')]))).toBe('GREEN_POWER_PRICE_OUTSIDE');
  expect(await code(demand(one, '1000', [like({ any: true, kind: 'wind' }, '0.5')]))).toBe('INPUT_MALFORMED');
  expect(await code(demand(one, '1000', any, '2026-03-02T10:00:00+08:00'))).toBe('GREEN_POWER_GATE_CLOSED');
  expect(await code(offer({ ...wind, plant: sun.plant }, '1000', '0.5'))).toBe('SOURCE_ASSET_UNKNOWN');
  expect(await code(demand(one, '100000000', any))).toBe('LEDGER_INSUFFICIENT_BALANCE');
  expect(await cash(one)).toEqual({ available: 10_000n });
});

describe('S30 a quarter hour', () => {
  it('money stands apart for what was asked, and goes back with what is taken back', async () => {
    expect((await offer(wind, '10000', '0.4000')).statusCode).toBe(201);
    expect(error(await offer(wind, '10000', '0.3000'))).toEqual(['GREEN_POWER_OFFERED_ALREADY', 'INV-04']);
    expect((await offer(sun, '20000', '0.3001')).statusCode).toBe(201);
    const wants = [like({ plant: wind.plant }, '0.5000'), like({ any: true }, '0.3500')];
    expect((await demand(one, '12000', wants)).json()).toMatchObject({ setApart: '6.00' });
    const regretted = await demand(two, '1000', [like({ kind: 'wind' }, '2.0000')]);
    expect(await cash(two)).toEqual({ available: 9_800n, frozen: 200n });
    const { id } = regretted.json<{ id: string }>();
    await market.send(two.maker, 'POST', `/v1/green-power/demands/${id}/withdrawals`);
    expect(await cash(two)).toEqual({ available: 10_000n });
    const second = await demand(two, '8000', [
      like({ kind: 'wind' }, '0.4500'),
      like({ kind: 'solar' }, '0.3100'),
    ]);
    expect(second.statusCode).toBe(201);
    expect(await cash(one)).toEqual({ available: 9_400n, frozen: 600n });
    expect(await cash(two)).toEqual({ available: 9_640n, frozen: 360n });
    const board = await market.send(
      one.maker,
      'GET',
      `/v1/green-power/board?interval=${encodeURIComponent(INTERVAL)}`,
    );
    expect(board.json()).toMatchObject({
      items: [
        { plant: sun.plant, kind: 'solar', price: '0.3001' },
        { plant: wind.plant, kind: 'wind', price: '0.4000' },
      ],
    });
    expect((await market.send(two.maker, 'GET', '/v1/green-power/demands')).body).not.toContain('12000');
  });

  it('is cleared once when its gate has closed; what was not contracted for goes back at once', async () => {
    at('2026-03-02T11:44:59+08:00');
    expect(await clock().sweep()).toMatchObject({ cleared: 0 });
    at('2026-03-02T11:45:00+08:00');
    for (const house of [one, two, wind, sun])
      Object.assign(house, { maker: await market.platform.again(house.maker) });
    expect(error(await demand(one, '1000', [like({ any: true }, '0.5')]))).toEqual([
      'GREEN_POWER_GATE_CLOSED',
      'S30',
    ]);
    const turns = await Promise.all([clock().sweep(), clock().sweep(), clock().sweep()]);
    expect(turns.reduce((sum, { cleared }) => sum + cleared, 0)).toBe(1);
    // one: 10 kWh of wind at 0.40, 2 of the sun at 0.3001; two: no wind left, 8 of the sun
    expect(await cash(one)).toEqual({ available: 10_000n - 460n, frozen: 460n });
    expect(await cash(two)).toEqual({ available: 10_000n - 240n, frozen: 240n });
  });

  it('is paid by what the meters show, pro rata, exactly; the rest goes back', async () => {
    at('2026-03-02T12:20:00+08:00');
    meter = await market.platform.again(meter);
    for (const house of [one, two, wind, sun])
      Object.assign(house, { maker: await market.platform.again(house.maker) });
    const answer = await readings([
      { plant: wind.plant, interval: INTERVAL, energyWh: '12000' },
      { plant: sun.plant, interval: INTERVAL, energyWh: '5000' },
      { plant: sun.plant, interval: INTERVAL, energyWh: '5000' },
      { plant: 'AS-999999', interval: INTERVAL, energyWh: '1' },
      { plant: sun.plant, interval: '2026-03-02T12:15:00+08:00', energyWh: '1' },
    ]);
    expect(answer.json()).toMatchObject({
      accepted: 2,
      refused: [{ rule: 'unique' }, { rule: 'unknown' }, { rule: 'unknown' }],
    });
    expect(
      (await readings([{ plant: sun.plant, interval: INTERVAL, energyWh: '9000' }])).json(),
    ).toMatchObject({
      ...{ accepted: 0, refused: [{ rule: 'known' }] },
    });
    expect(await clock().sweep()).toMatchObject({ settled: 1 });
    // the sun delivered half: 1,000 Wh to one (30 fen), 4,000 to two (120.04 fen, rounded down)
    expect(await cash(one)).toEqual({ available: 10_000n - 400n - 30n });
    expect(await cash(two)).toEqual({ available: 10_000n - 120n });
    expect(await cash(wind)).toEqual({ available: 100n + 400n });
    expect(await cash(sun)).toEqual({ available: 100n + 150n });
    expect(await database().query('select kind from ledger.instrument')).toEqual([{ kind: 'cash' }]);
  });

  it('tells its prices to everybody, and each side its named sources', async () => {
    const prices = await market.platform.send('GET', '/v1/public/green-power/prices?day=2026-03-02', {});
    expect(prices.json()).toEqual({
      items: [
        expect.objectContaining({
          kind: 'solar',
          contractedWh: '10000',
          deliveredWh: '5000',
          averagePrice: '0.3001',
        }),
        expect.objectContaining({
          kind: 'wind',
          contractedWh: '10000',
          deliveredWh: '10000',
          averagePrice: '0.4000',
        }),
      ],
    });
    expect(prices.body).not.toMatch(/AS-|CL-/);
    const statement = async (who: User, side: string) =>
      (await market.send(who.maker, 'GET', `/v1/green-power/statements?day=2026-03-02&side=${side}`)).json<{
        items: { plant: string; deliveredWh: string; amount: string }[];
      }>().items;
    expect(await statement(one, 'buyer')).toMatchObject([
      { plant: wind.plant, deliveredWh: '10000', amount: '4.00', price: '0.4000', unread: false },
      { plant: sun.plant, deliveredWh: '1000', amount: '0.30' },
    ]);
    expect(await statement(sun, 'seller')).toMatchObject([{ amount: '0.30' }, { amount: '1.20' }]);
    expect(await statement(one, 'seller')).toEqual([]);
  });
});

it('S30 where no reading comes in time nothing is paid, and it is said', async () => {
  const interval = '2026-03-02T14:00:00+08:00';
  const before = await cash(one);
  expect((await offer(wind, '2000', '0.4000', interval)).statusCode).toBe(201);
  expect((await demand(one, '2000', [like({ any: true }, '0.4000')], interval)).statusCode).toBe(201);
  at('2026-03-02T13:45:00+08:00');
  await clock().sweep();
  expect(await cash(one)).toMatchObject({ frozen: 80n });
  at('2026-03-04T14:15:00+08:00');
  expect(await clock().sweep()).toEqual({ cleared: 0, unread: 1, settled: 1 });
  expect(await cash(one)).toEqual(before);
  Object.assign(one, { maker: await market.platform.again(one.maker) });
  meter = await market.platform.again(meter);
  const late = await readings([{ plant: wind.plant, interval, energyWh: '2000' }]);
  expect(late.json()).toMatchObject({ accepted: 0, refused: [{ rule: 'late' }] });
  const [, , line] = (
    await market.send(one.maker, 'GET', '/v1/green-power/statements?day=2026-03-02&side=buyer')
  ).json<{ items: object[] }>().items;
  expect(line).toMatchObject({ unread: true, deliveredWh: '0', amount: '0.00' });
});

it('fifty same demands at once are one; payments that are killed between batches double nothing', async () => {
  const interval = '2026-03-04T16:00:00+08:00';
  for (const house of [two, wind, sun])
    Object.assign(house, { maker: await market.platform.again(house.maker) });
  const total = async () =>
    (await Promise.all([one, two, wind, sun].map(cash)))
      .flatMap((parts) => Object.values(parts))
      .reduce((sum, fen) => sum + fen, 0n);
  const money = await total();
  await offer(wind, '40000', '0.1000', interval);
  const body = { interval, energyWh: '1000', preferences: [like({ any: true }, '0.2000')] };
  const headers = { ...one.maker.headers, 'idempotency-key': 'fifty-same-demands' };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => market.platform.send('POST', '/v1/green-power/demands', headers, body)),
  );
  expect(new Set(answers.map((answer) => answer.json<{ id: string }>().id)).size).toBe(1);
  for (let more = 0; more < 12; more++)
    await demand(more % 2 === 0 ? one : two, '1000', body.preferences, interval);
  at('2026-03-04T15:45:00+08:00');
  const kill = () => {
    throw new Error('killed');
  };
  await expect(clock({ batch: 3, onBatch: kill }).sweep()).rejects.toThrow('killed');
  await clock({ batch: 3 }).sweep();
  at('2026-03-04T16:20:00+08:00');
  meter = await market.platform.again(meter);
  await readings([{ plant: wind.plant, interval, energyWh: '6500' }]);
  const paidBefore = (await cash(wind))['available'] ?? 0n;
  await expect(clock({ batch: 5, onBatch: kill }).sweep()).rejects.toThrow('killed');
  await Promise.all([clock({ batch: 4 }).sweep(), clock({ batch: 4 }).sweep()]);
  // thirteen contracts of 1,000 Wh share 6,500 Wh: 500 each, 5 fen each
  expect((await cash(wind))['available']).toBe(paidBefore + 65n);
  expect(await total()).toBe(money);
  for (const buyer of [one, two]) expect(await cash(buyer)).not.toHaveProperty('frozen');
}, 60_000);

it('S30 who sells and buys in one interval is no buyer of its own, and its money is not held for ever', async () => {
  const interval = '2026-03-04T18:00:00+08:00';
  for (const house of [one, wind, sun])
    Object.assign(house, { maker: await market.platform.again(house.maker) });
  expect((await offer(wind, '2000', '0.1000', interval)).statusCode).toBe(201);
  const before = await cash(wind);
  expect((await demand(wind, '2000', [like({ any: true }, '0.2000')], interval)).statusCode).toBe(201);
  expect((await demand(one, '1000', [like({ any: true }, '0.1000')], interval)).statusCode).toBe(201);
  at('2026-03-04T17:45:00+08:00');
  await clock().sweep();
  expect(await cash(wind)).toEqual(before);
  at('2026-03-04T18:20:00+08:00');
  meter = await market.platform.again(meter);
  await readings([{ plant: wind.plant, interval, energyWh: '2000' }]);
  expect(await clock().sweep()).toMatchObject({ settled: 1 });
  expect(await cash(wind)).toEqual({ available: (before['available'] ?? 0n) + 10n });
});
