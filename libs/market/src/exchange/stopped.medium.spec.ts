import { blockAccounts, setAccountState, unblockAccount } from '@carbon/ledger';
import {
  ExchangeFixture,
  type GivenOutcome,
  type TestTrader,
} from '../../../../tests/support/exchange-fixture';

/** Sellers and buyers of a market that matches by price and time, some of whom are stopped while their orders rest. */
const EUA = 'EUA26';
const MARKET = 'EU';
const CAUSE = { actor: 'test', reason: 'test' };
let fixture: ExchangeFixture;
let buyer: TestTrader;
let traders = 0;

beforeAll(async () => {
  fixture = await ExchangeFixture.open();
  await fixture.instrument(EUA, 7_000n, MARKET);
  buyer = await fixture.trader('BUYER', { fen: 100_000_000n }, MARKET);
  for (const end = Date.now() + 60_000; !fixture.exchange.isLeader(MARKET) && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 20));
});
afterAll(() => fixture.close());

const seller = () => fixture.trader(`SELLER${++traders}`, { units: { [EUA]: 100n } }, MARKET);
const place = (as: TestTrader, side: 'buy' | 'sell', priceFen: bigint, quantity: bigint) =>
  fixture.give(
    { kind: 'place', tradingAccount: as.tradingAccount, instrument: EUA, side, priceFen, quantity },
    { as, market: MARKET },
  );

function orderOf(outcome: GivenOutcome): bigint {
  if (outcome.status === 'refused') throw outcome.refusal;
  return BigInt(outcome.order?.order ?? 0);
}
async function stateOf(order: bigint): Promise<string | undefined> {
  const [row] = await fixture.platform.database.query<{ state: string; ended_because: string | null }>(
    'select state, ended_because from market.exchange_order where id = $1',
    [order.toString()],
  );
  return row?.ended_because === null ? row.state : row?.ended_because;
}

it('price before time, the earlier first at one price, and a better price costs the better price', async () => {
  const [first, second, dear] = [await seller(), await seller(), await seller()];
  await place(dear, 'sell', 6_990n, 10n);
  await place(first, 'sell', 6_980n, 10n);
  await place(second, 'sell', 6_980n, 10n);
  const before = await fixture.has(buyer.funds, 'CNY');
  const bought = await place(buyer, 'buy', 6_995n, 25n);
  expect(bought).toMatchObject({
    status: 'done',
    trades: [
      { priceFen: '6980', quantity: '10' },
      { priceFen: '6980', quantity: '10' },
      { priceFen: '6990', quantity: '5' },
    ],
    order: { state: 'filled', filled: '25' },
  });
  expect(await fixture.has(first.funds, 'CNY')).toBe(69_800n);
  expect(before - (await fixture.has(buyer.funds, 'CNY'))).toBe(2n * 69_800n + 5n * 6_990n);
  expect(await fixture.has(buyer.funds, 'CNY', 'frozen')).toBe(0n);
  expect(await fixture.has(dear.units, EUA, 'frozen')).toBe(5n);
  await fixture.give({ kind: 'withdraw', instrument: EUA, because: 'end of the test' }, { market: MARKET });
});

it('TRD-018 orders of a suspended trading account end before the next command, and nobody trades with them', async () => {
  const stopped = await seller();
  const order = orderOf(await place(stopped, 'sell', 7_000n, 10n));
  await fixture.platform.database.query(
    `update market.trading_account set state = 'suspended' where number = $1`,
    [stopped.tradingAccount],
  );
  const bought = await place(buyer, 'buy', 7_000n, 10n);
  expect(bought).toMatchObject({ status: 'done', trades: [] });
  expect(await stateOf(order)).toBe('trading-account-suspended');
  expect(await fixture.has(stopped.units, EUA)).toBe(100n);
  await fixture.give({ kind: 'cancel', order: orderOf(bought) }, { as: buyer, market: MARKET });
});

it('REG-004 a seller whose account in the registry may give nothing: its order ends, and the buyer trades with the next', async () => {
  const [stopped, next] = [await seller(), await seller()];
  const order = orderOf(await place(stopped, 'sell', 7_000n, 10n));
  await place(next, 'sell', 7_001n, 10n);
  await fixture.platform.database.transaction((tx) =>
    setAccountState(
      tx,
      { number: stopped.units, state: 'all-transactions-restricted', ...CAUSE },
      fixture.platform.clock.now(),
    ),
  );
  const bought = await place(buyer, 'buy', 7_001n, 10n);
  expect(bought).toMatchObject({ status: 'done', trades: [{ priceFen: '7001', quantity: '10' }] });
  expect(await stateOf(order)).toBe('account-stopped');
  expect(await fixture.has(stopped.units, EUA)).toBe(100n);
});

it('REG-013 a blocked account keeps its order aside until it is released', async () => {
  const [blocked, next] = [await seller(), await seller()];
  const order = orderOf(await place(blocked, 'sell', 7_000n, 10n));
  await place(next, 'sell', 7_002n, 10n);
  const { database, clock } = fixture.platform;
  await database.transaction((tx) => blockAccounts(tx, { numbers: [blocked.units] }, CAUSE, clock.now()));
  const bought = await place(buyer, 'buy', 7_002n, 10n);
  expect(bought).toMatchObject({ status: 'done', trades: [{ priceFen: '7002', quantity: '10' }] });
  expect(await stateOf(order)).toBe('submitted');
  expect(await fixture.has(blocked.units, EUA, 'frozen')).toBe(10n);

  await database.transaction((tx) => unblockAccount(tx, { number: blocked.units, ...CAUSE }, clock.now()));
  expect(await place(buyer, 'buy', 7_000n, 10n)).toMatchObject({
    trades: [{ priceFen: '7000', quantity: '10' }],
  });
  expect(await stateOf(order)).toBe('filled');
});
