import { Exchange } from '@carbon/market';
import type { Answer } from '../support/platform-fixture';
import { ExchangeFixture, type TestTrader } from '../support/exchange-fixture';

/** CASES.md 7.3 over HTTP, each with an instrument of its own whose previous close the case names. */
const DAY = '2026-03-02';
let fixture: ExchangeFixture;
let cases = 0;

interface Problem {
  readonly rule?: string;
  readonly fields?: readonly { readonly rule: string; readonly field: string }[];
}
interface Placed {
  readonly order: { readonly order: string };
}

beforeAll(async () => {
  fixture = await ExchangeFixture.open();
  for (const end = Date.now() + 60_000; !fixture.exchange.isLeader('CN') && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 20));
});
afterAll(() => fixture.close());
beforeEach(() => at('10:00'));

const at = (time: string) => fixture.platform.clock.set(new Date(`${DAY}T${time}:00+08:00`));

/** A seller and two buyers of an instrument. */
async function stage(
  referenceFen: bigint,
): Promise<{ cea: string; a: TestTrader; b: TestTrader; c: TestTrader }> {
  const nth = ++cases;
  const cea = await fixture.instrument(`CEA-CASE-${nth}`, referenceFen);
  const [a, b] = [
    await fixture.trader(`A${nth}`, { units: { [cea]: 5_000n } }),
    await fixture.trader(`B${nth}`, { units: { [cea]: 5_000n } }),
  ];
  return { cea, a, b, c: await fixture.trader(`C${nth}`, { fen: 100_000_000n }) };
}

async function send(who: TestTrader, path: string, body: object): Promise<Answer> {
  const maker = await fixture.platform.again(who.maker);
  return fixture.platform.send('POST', `/v1/exchange/${path}`, maker.headers, {
    tradingAccount: who.tradingAccount,
    ...body,
  });
}
const place = (who: TestTrader, side: 'buy' | 'sell', instrument: string, price: string, quantity: string) =>
  send(who, 'orders', { instrument, side, price, quantity });
const pick = (who: TestTrader, order: string, price: string, quantity: string) =>
  send(who, `orders/${order}/picks`, { price, quantity });
const orderOf = (answer: Answer) => answer.json<Placed>().order.order;
const get = async <T>(path: string) => (await fixture.platform.send('GET', path, {})).json<T>();
const rulesOf = (answer: Answer) => (answer.json<Problem>().fields ?? []).map(({ rule }) => rule);

async function closeOf(instrument: string): Promise<{ open: string; close: string } | undefined> {
  at('15:00');
  await fixture.platform.app.get(Exchange).tick();
  const { instruments } = await get<{ instruments: { instrument: string; open: string; close: string }[] }>(
    `/v1/public/exchange/CN/closes?day=${DAY}`,
  );
  return instruments.find((each) => each.instrument === instrument);
}

it.each([
  ['AC-60', 5_000n, ['44.99', '45.00', '55.00', '55.01']],
  ['AC-62', 8_197n, ['73.77', '73.78', '90.16', '90.17']],
] as const)('%s the band around the previous close, rounded inward', async (_, reference, prices) => {
  const { cea, a } = await stage(reference);
  const answers = [];
  for (const price of prices) answers.push((await place(a, 'sell', cea, price, '1')).statusCode);
  expect(answers).toEqual([422, 201, 201, 422]);
});

it('AC-64 a price between two ticks and a part of a tonne are refused by their fields', async () => {
  const { cea, a } = await stage(5_000n);
  const price = await place(a, 'sell', cea, '50.005', '1');
  const quantity = await place(a, 'sell', cea, '50.00', '1.5');
  expect([price.statusCode, quantity.statusCode]).toEqual([400, 400]);
  expect(JSON.stringify(price.json())).toContain('price');
  expect(JSON.stringify(quantity.json())).toContain('quantity');
});

it('AC-70 the money of a sale buys on the same day', async () => {
  const { cea, a, b, c } = await stage(6_000n);
  const bid = orderOf(await place(c, 'buy', cea, '60.00', '1000'));
  expect((await pick(a, bid, '60.00', '1000')).statusCode).toBe(201);
  await place(b, 'sell', cea, '60.00', '1000');
  expect((await place(a, 'buy', cea, '60.00', '1000')).statusCode).toBe(201);
  expect(rulesOf(await place(a, 'buy', cea, '60.00', '1'))).toEqual(['TRD-011']);
});

it('AC-71 the sixth level cannot be picked', async () => {
  const { cea, a, c } = await stage(5_000n);
  const asks = [];
  for (const price of ['50.00', '50.10', '50.20', '50.30', '50.40', '50.50'])
    asks.push(orderOf(await place(a, 'sell', cea, price, '10')));
  const sixth = await pick(c, asks[5] ?? '', '50.50', '1');
  expect([sixth.statusCode, sixth.json<Problem>().rule]).toEqual([422, 'TRD-007']);
  expect((await pick(c, asks[4] ?? '', '50.40', '1')).statusCode).toBe(201);
});

it('AC-72 of two asks at one price the taker picks one', async () => {
  const { cea, a, b, c } = await stage(5_000n);
  await place(a, 'sell', cea, '50.00', '500');
  const ofB = orderOf(await place(b, 'sell', cea, '50.00', '500'));
  const picked = await pick(c, ofB, '50.00', '300');
  expect(picked.json()).toMatchObject({ trades: [{ price: '50.00', quantity: '300' }] });
  expect(await fixture.has(b.units, cea, 'frozen')).toBe(200n);
  expect(await fixture.has(a.units, cea, 'frozen')).toBe(500n);
});

it('AC-73 listed orders are taken in the hours of listed trading', async () => {
  const { cea, a } = await stage(5_000n);
  const answers = [];
  for (const time of ['11:31', '12:59', '13:00', '15:01']) {
    at(time);
    answers.push((await place(a, 'sell', cea, '50.00', '1')).statusCode);
  }
  expect(answers).toEqual([422, 422, 201, 422]);
});

it('AC-66 AC-68 the close is the average of the day on a tick, half up; without a trade it is the close before', async () => {
  const traded = await stage(5_000n);
  const quiet = await stage(7_710n);
  for (const price of ['50.00', '50.01']) {
    const ask = orderOf(await place(traded.a, 'sell', traded.cea, price, '1'));
    expect((await pick(traded.c, ask, price, '1')).statusCode).toBe(201);
  }
  expect(await closeOf(traded.cea)).toMatchObject({ open: '50.00', close: '50.01' });
  expect(await closeOf(quiet.cea)).toMatchObject({ open: '77.10', close: '77.10' });
});
