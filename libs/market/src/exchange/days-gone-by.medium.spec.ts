import { blockAccounts, unblockAccount } from '@carbon/ledger';
import {
  ExchangeFixture,
  type GivenOutcome,
  OPEN,
  type TestTrader,
} from '../../../../tests/support/exchange-fixture';

/** Days that end while somebody is blocked, while no market is open, and while nobody runs it. */
const CEA = 'CEA25';
const CAUSE = { actor: 'test', reason: 'test' };
let fixture: ExchangeFixture;
let buyer: TestTrader;
let blocked: TestTrader;
let other: TestTrader;

beforeAll(async () => {
  fixture = await ExchangeFixture.open();
  await fixture.instrument(CEA, 5_000n);
  buyer = await fixture.trader('BUYER', { fen: 1_000_000_000n });
  blocked = await fixture.trader('BLOCKED', { units: { [CEA]: 100n } });
  other = await fixture.trader('OTHER', { units: { [CEA]: 10_000n } });
  for (const end = Date.now() + 60_000; !fixture.exchange.isLeader('CN') && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 20));
});
afterAll(() => fixture.close());

const at = (moment: string) => fixture.platform.clock.set(new Date(moment));
const sell = (
  as: TestTrader,
  priceFen: bigint,
  quantity: bigint,
  goodTill?: `${number}-${number}-${number}`,
) =>
  fixture.give(
    {
      ...{
        kind: 'place',
        tradingAccount: as.tradingAccount,
        instrument: CEA,
        side: 'sell',
        priceFen,
        quantity,
      },
      ...(goodTill === undefined ? {} : { goodTill }),
    },
    { as },
  );
const pick = (order: bigint, quantity: bigint, priceFen: bigint) =>
  fixture.give(
    { kind: 'pick', tradingAccount: buyer.tradingAccount, order, quantity, priceFen },
    { as: buyer },
  );
const codeOf = (outcome: GivenOutcome) => (outcome.status === 'refused' ? outcome.refusal.code : 'done');

function orderOf(outcome: GivenOutcome): bigint {
  if (outcome.status === 'refused') throw outcome.refusal;
  return BigInt(outcome.order?.order ?? 0);
}

async function stateOf(order: bigint): Promise<readonly (string | null)[]> {
  const [row] = await fixture.platform.database.query<{ state: string; ended_because: string | null }>(
    'select state, ended_because from market.exchange_order where id = $1',
    [order.toString()],
  );
  return [row?.state ?? null, row?.ended_because ?? null];
}

const block = ({ units }: TestTrader) =>
  fixture.platform.database.transaction((tx) =>
    blockAccounts(tx, { numbers: [units] }, CAUSE, fixture.platform.clock.now()),
  );
const unblock = ({ units }: TestTrader) =>
  fixture.platform.database.transaction((tx) =>
    unblockAccount(tx, { number: units, ...CAUSE }, fixture.platform.clock.now()),
  );

it('TRD-009 REG-013 a blocked account keeps its own units, and not the day of the market', async () => {
  at(OPEN.toISOString());
  const [held, free] = [orderOf(await sell(blocked, 5_000n, 10n)), orderOf(await sell(other, 5_000n, 10n))];
  await block(blocked);
  at('2026-03-02T07:00:00.000Z');
  expect(await fixture.exchange.tick()).toBe(1);
  expect(await fixture.exchange.tick()).toBe(0);
  expect(await stateOf(free)).toEqual(['system-cancelled', 'day-over']);
  expect(await stateOf(held)).toEqual(['submitted', null]);
  expect(await fixture.has(blocked.units, CEA, 'frozen')).toBe(10n);

  at('2026-03-03T02:00:00.000Z');
  await unblock(blocked);
  expect(codeOf(await pick(held, 10n, 5_000n))).toBe('EXCHANGE_ORDER_GONE');
  expect(await stateOf(held)).toEqual(['system-cancelled', 'day-over']);
  expect(await fixture.has(blocked.units, CEA)).toBe(100n);
});

it('TRD-018 REG-013 who is blocked too does not keep others who were suspended in the book', async () => {
  const [held, free] = [orderOf(await sell(blocked, 5_000n, 10n)), orderOf(await sell(other, 5_000n, 10n))];
  await block(blocked);
  const set = (state: string) =>
    fixture.platform.database.query(
      'update market.trading_account set state = $2 where number = any($1::text[])',
      [[blocked.tradingAccount, other.tradingAccount], state],
    );
  await set('suspended');
  expect(codeOf(await pick(free, 10n, 5_000n))).toBe('EXCHANGE_ORDER_GONE');
  expect(await stateOf(free)).toEqual(['system-cancelled', 'trading-account-suspended']);
  await unblock(blocked);
  expect(codeOf(await pick(held, 10n, 5_000n))).toBe('EXCHANGE_ORDER_GONE');
  expect(await stateOf(held)).toEqual(['system-cancelled', 'trading-account-suspended']);
  await set('open');
});

it('an order that stands until a Saturday is not there on Monday, before anybody’s command', async () => {
  at('2026-03-06T02:00:00.000Z');
  const order = orderOf(await sell(other, 5_000n, 10n, '2026-03-07'));
  at('2026-03-06T07:00:00.000Z');
  await fixture.exchange.tick();
  expect(await stateOf(order)).toEqual(['submitted', null]);
  at('2026-03-09T02:00:00.000Z');
  expect(codeOf(await pick(order, 10n, 5_000n))).toBe('EXCHANGE_ORDER_GONE');
  expect(await stateOf(order)).toEqual(['system-cancelled', 'day-over']);
});

it('TRD-005 TRD-009 a day that nobody closed is closed before the next begins: its close makes the band', async () => {
  const order = orderOf(await sell(other, 5_400n, 100n));
  expect(codeOf(await pick(order, 100n, 5_400n))).toBe('done');
  at('2026-03-10T02:00:00.000Z');
  expect(codeOf(await sell(other, 5_900n, 1n))).toBe('done');
  const days = await fixture.platform.database.query<{ day: string; close: string | null; previous: string }>(
    `select day::text, close_fen as close, previous_close_fen as previous from market.day_figure
      where instrument = $1 and day >= '2026-03-09' order by day`,
    [CEA],
  );
  expect(days).toEqual([
    { day: '2026-03-09', close: '5400', previous: '5000' },
    { day: '2026-03-10', close: null, previous: '5400' },
  ]);
});

it('TRD-009 a market whose day cannot be closed now keeps no other from closing, and is tried again', async () => {
  await fixture.instrument('SZA25', 3_000n, 'SZ');
  at('2026-03-10T07:00:00.000Z');
  const { exchange } = fixture;
  const failing = jest.spyOn(exchange, 'closeDay').mockRejectedValueOnce(new Error('not now'));
  expect(await exchange.tick()).toBe(1);
  failing.mockRestore();
  expect(await exchange.tick()).toBe(1);
  expect(await exchange.tick()).toBe(0);
});
