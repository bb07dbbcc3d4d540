import { BlockFixture, codeOf, IN_SESSION, type Trader } from './block-trades.spec-support';

let market: BlockFixture;
let power: Trader, forest: Trader, third: Trader;
let cea: string, ccer: string;
let count = 0;

const BOTH = ['CN', 'CCER'];

beforeAll(async () => {
  market = await BlockFixture.open();
  power = await market.trader('POWER', BOTH);
  forest = await market.trader('FOREST', BOTH);
  third = await market.trader('THIRD', ['CN']);
  await market.pay(power, 1_000_000_000n);
  await market.pay(forest, 1_000_000_000n);
});
afterAll(() => market.close());
beforeEach(async () => {
  market.platform.clock.set(IN_SESSION);
  [cea, ccer] = [`CEA-${++count}`, `CCER-${count}`];
  await market.admit(cea, 'CN', 5000n, 'allowance');
  await market.admit(ccer, 'CCER', 8000n, 'credit');
  await market.endow(power, cea, 1000n);
  await market.endow(forest, ccer, 1000n);
});

const opening = (over: object = {}) => ({
  ...{ tradingAccount: power.account['CN'], counterparty: forest.account['CN'] },
  ...{ instrument: cea, quantity: '800', returnInstrument: ccer, returnQuantity: '500' },
  ...{ validUntil: '2026-03-04', ...over },
});
const opened = async (over: object = {}): Promise<string> => {
  const { outcome } = await market.done(power, 'swap-opening', opening(over));
  return String(outcome?.['negotiation']);
};
const money = async (of: Trader) => (await market.parts(of.funds, 'CNY'))['available'] ?? 0n;
const tradesOf = (id: string) =>
  market.platform.database.query<Record<string, string>>(
    'select * from market.trade where reference = $1 order by id',
    [id],
  );

it('S33 allowances for credits and a difference in cash, in one group of the ledger', async () => {
  const before = [await money(power), await money(forest)] as const;
  const id = await opened({ cashDifference: '120.50', cashPaidBy: 'counterparty' });
  expect(await market.parts(power.units, cea)).toEqual({ available: 200n, frozen: 800n });
  expect(await market.negotiation(forest.maker, id)).toMatchObject({
    ...{ kind: 'swap', market: 'CN', returnMarket: 'CCER', returnInstrument: ccer },
    quote: { price: null, quantity: '800', returnQuantity: '500', amount: '120.50', paidBy: 'receiver' },
  });
  await market.done(forest, 'block-acceptance', { negotiation: id, round: 1 });
  expect(await market.parts(power.units, cea)).toEqual({ available: 200n });
  expect(await market.parts(power.units, ccer)).toEqual({ available: 500n });
  expect(await market.parts(forest.units, cea)).toEqual({ available: 800n });
  expect(await market.parts(forest.units, ccer)).toEqual({ available: 500n });
  expect([await money(power), await money(forest)]).toEqual([before[0] + 12_050n, before[1] - 12_050n]);
  const trades = await tradesOf(id);
  expect(trades).toMatchObject([
    { method: 'swap', market: 'CN', instrument: cea, price_fen: '0', quantity: '800', amount_fen: '12050' },
    { method: 'swap', market: 'CCER', instrument: ccer, price_fen: '0', quantity: '500', amount_fen: '0' },
  ]);
  expect(new Set(trades.map((trade) => trade['transaction_id'])).size).toBe(1);
  expect(trades[1]).toMatchObject({
    ...{ seller_account: forest.account['CCER'], buyer_account: power.account['CCER'] },
  });
});

it('S33 who counters sets its own units apart and the other’s come free; the opener pays', async () => {
  const before = await money(power);
  const id = await opened();
  await market.done(forest, 'swap-counter', {
    ...{ negotiation: id, round: 1, quantity: '800', returnQuantity: '450', validUntil: '2026-03-04' },
    ...{ cashDifference: '10', cashPaidBy: 'opener' },
  });
  expect(await market.parts(power.units, cea)).toEqual({ available: 1000n });
  expect(await market.parts(forest.units, ccer)).toEqual({ available: 550n, frozen: 450n });
  await market.done(power, 'block-acceptance', { negotiation: id, round: 2 });
  expect(await market.parts(power.units, ccer)).toEqual({ available: 450n });
  expect(await money(power)).toBe(before - 1000n);
  expect((await tradesOf(id)).map((trade) => trade['amount_fen'])).toEqual(['0', '1000']);
});

it('S33 nothing of a swap happens where one leg cannot', async () => {
  const id = await opened();
  const task = await market.proposed(forest.maker, 'block-acceptance', { negotiation: id, round: 1 });
  await market.submit({
    ...{ kind: 'freeze', account: forest.units, instrument: ccer, quantity: 900n, part: 'judicial' },
    cause: { actor: 'test' },
  });
  expect(await market.approved(forest.checker, task)).toMatchObject({
    ...{ state: 'failed', failure: { code: 'BLOCK_UNITS_SHORT' } },
  });
  expect(await market.parts(power.units, cea)).toEqual({ available: 200n, frozen: 800n });
  expect(await tradesOf(id)).toEqual([]);
});

it('TRD-010 what came by a swap today is not swapped on today', async () => {
  await market.done(forest, 'block-acceptance', { negotiation: await opened(), round: 1 });
  const back = await market.propose(forest.maker, 'swap-opening', {
    ...{ tradingAccount: forest.account['CN'], counterparty: power.account['CN'] },
    ...{ instrument: cea, quantity: '1', returnInstrument: ccer, returnQuantity: '1' },
    validUntil: '2026-03-04',
  });
  expect(codeOf(back)).toBe('BLOCK_BOUGHT_LATELY');
});

it.each([
  ['for itself', () => ({ returnInstrument: cea }), 'BLOCK_SAME_INSTRUMENT'],
  [
    'with who has no account there',
    () => ({ counterparty: third.account['CN'] }),
    'BLOCK_NO_ACCOUNT_IN_MARKET',
  ],
  ['with a difference that nobody pays', () => ({ cashDifference: '5' }), 'INPUT_MALFORMED'],
  ['with a payer of nothing', () => ({ cashPaidBy: 'opener' }), 'INPUT_MALFORMED'],
])('is not made %s', async (_, over, code) => {
  expect(codeOf(await market.propose(power.maker, 'swap-opening', opening(over())))).toBe(code);
});

it('a swap is not answered with a price', async () => {
  const answer = await market.propose(forest.maker, 'block-counter', {
    ...{ negotiation: await opened(), round: 1, quantity: '800', price: '50.00', validUntil: '2026-03-04' },
  });
  expect(codeOf(answer)).toBe('BLOCK_NEGOTIATED_AS_ANOTHER');
});

it('TRD-009 a swap makes no price', async () => {
  const id = await opened();
  await market.done(forest, 'block-acceptance', { negotiation: id, round: 1 });
  const [day] = await market.platform.database.query(
    'select open_fen, last_fen, listed_quantity from market.day_figure where instrument = $1',
    [cea],
  );
  expect(day).toEqual({ open_fen: null, last_fen: null, listed_quantity: '0' });
});
