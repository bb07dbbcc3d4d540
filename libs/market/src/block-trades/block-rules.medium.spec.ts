import { BlockFixture, codeOf, IN_SESSION, type Trader } from './block-trades.spec-support';

let market: BlockFixture;
let seller: Trader, buyer: Trader, third: Trader;
let cea: string;
let count = 0;

beforeAll(async () => {
  market = await BlockFixture.open();
  seller = await market.trader('SELLER');
  buyer = await market.trader('BUYER');
  third = await market.trader('THIRD');
  await market.pay(buyer, 100_000_000_000n);
  await market.pay(third, 100_000_000_000n);
});
afterAll(() => market.close());
beforeEach(async () => {
  market.platform.clock.set(IN_SESSION);
  cea = `RULED-${++count}`;
  await market.admit(cea, 'CN', 5000n, 'allowance');
  await market.endow(seller, cea, 300_000n);
});

const opening = (over: object = {}) => ({
  ...{ tradingAccount: seller.account['CN'], counterparty: buyer.account['CN'], instrument: cea },
  ...{ side: 'sell', quantity: '100000', price: '50.00', validUntil: '2026-03-06' },
  ...over,
});
const opened = async (over: object = {}): Promise<string> => {
  const { outcome } = await market.done(seller, 'block-opening', opening(over));
  return String(outcome?.['negotiation']);
};
const refusedAs = async (over: object) => {
  const answer = await market.propose(seller.maker, 'block-opening', opening(over));
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  return answer.json<{ code: string; rule?: string; fields?: { field: string; rule: string }[] }>();
};
const brokenBy = async (over: object) => (await refusedAs(over)).fields?.map(({ rule }) => rule) ?? [];
const suspend = (of: Trader, state: string) =>
  market.count('update market.trading_account set state = $2 where number = $1', of.account['CN'], state);

it.each([
  ['34.99', ['TRD-006']],
  ['35.00', []],
  ['65.00', []],
  ['65.01', ['TRD-006']],
])('AC-60 TRD-006 previous close 50.00: a block at %s', async (price, broken) => {
  if (broken.length > 0) expect(await brokenBy({ price })).toEqual(broken);
  else expect(await opened({ price })).toBeTruthy();
});

it('TRD-004 a block is of 100,000 units at least', async () => {
  expect(await brokenBy({ quantity: '99999' })).toEqual(['TRD-004']);
});

it('AC-64 TRD-002 prices are on the tick, quantities are whole', async () => {
  expect((await refusedAs({ price: '50.005' })).rule).toBe('TRD-002');
  expect((await refusedAs({ quantity: '100000.5' })).code).toBe('INPUT_MALFORMED');
});

it.each([
  ['2026-03-02T10:00', false],
  ['2026-03-02T12:59', false],
  ['2026-03-02T13:00', true],
  ['2026-03-02T13:30', true],
  ['2026-03-02T15:00', false],
  // Saturday, worked in exchange for a holiday
  ['2026-02-28T13:30', false],
])('AC-74 TRD-012 a block at %s: %s', async (moment, taken) => {
  market.at(moment);
  const maker = await market.platform.again(seller.maker);
  const answer = await market.propose(maker, 'block-opening', opening());
  expect(answer.statusCode).toBe(taken ? 201 : 422);
  if (!taken) expect(answer.json()).toMatchObject({ code: 'BLOCK_NOT_IN_SESSION', rule: 'TRD-012' });
});

it('TRD-012 a checker who comes after the close is told so, and agrees the next day', async () => {
  const id = await opened();
  const task = await market.proposed(buyer.maker, 'block-acceptance', { negotiation: id, round: 1 });
  market.at('2026-03-02T15:00');
  const late = await market.platform.again(buyer.checker);
  expect(codeOf(await market.approve(late, task))).toBe('BLOCK_NOT_IN_SESSION');
  market.at('2026-03-03T13:00');
  const next = await market.platform.again(buyer.checker);
  expect(await market.approved(next, task)).toMatchObject({ state: 'executed' });
});

it('TRD-006 the band is that of the day on which it is confirmed', async () => {
  const id = await opened({ price: '64.00' });
  await market.count(
    `update market.day_figure set close_fen = 4000, closed_at = now() where instrument = $1`,
    cea,
  );
  market.at('2026-03-03T13:30');
  const buyers = { ...buyer, maker: await market.platform.again(buyer.maker) };
  const answer = await market.propose(buyers.maker, 'block-acceptance', { negotiation: id, round: 1 });
  expect(answer.json()).toMatchObject({ code: 'EXCHANGE_ORDER_REFUSED', rule: 'TRD-006' });
});

it('TRD-010 what was bought today is not given on today, and is tomorrow', async () => {
  await market.done(buyer, 'block-acceptance', { negotiation: await opened(), round: 1 });
  const on = {
    ...{ tradingAccount: buyer.account['CN'], counterparty: third.account['CN'], instrument: cea },
    ...{ side: 'sell', quantity: '100000', price: '50.00', validUntil: '2026-03-06' },
  };
  const today = await market.propose(buyer.maker, 'block-opening', on);
  expect(today.json()).toMatchObject({ code: 'BLOCK_BOUGHT_LATELY', rule: 'TRD-010' });
  // nor does it accept to give them
  const asked = {
    ...on,
    tradingAccount: third.account['CN'],
    counterparty: buyer.account['CN'],
    side: 'buy',
  };
  const { outcome } = await market.done(third, 'block-opening', asked);
  const answer = { negotiation: outcome?.['negotiation'], round: 1 };
  expect(codeOf(await market.propose(buyer.maker, 'block-acceptance', answer))).toBe('BLOCK_BOUGHT_LATELY');
  market.at('2026-03-03T13:30');
  const [maker, checker] = [
    await market.platform.again(buyer.maker),
    await market.platform.again(buyer.checker),
  ];
  const { state } = await market.done({ ...buyer, maker, checker }, 'block-acceptance', answer);
  expect(state).toBe('executed');
});

it('TRD-010 units that were there before are given although others were bought today', async () => {
  await market.endow(buyer, cea, 100_000n);
  await market.done(buyer, 'block-acceptance', { negotiation: await opened(), round: 1 });
  const on = {
    ...{ tradingAccount: buyer.account['CN'], counterparty: third.account['CN'], instrument: cea },
    ...{ side: 'sell', quantity: '100000', price: '50.00', validUntil: '2026-03-06' },
  };
  await market.done(buyer, 'block-opening', on);
  const more = await market.propose(buyer.maker, 'block-opening', on);
  expect(codeOf(more)).toBe('BLOCK_BOUGHT_LATELY');
});

it('TRD-011 nobody quotes or accepts what it does not have', async () => {
  expect((await refusedAs({ quantity: '300001' })).code).toBe('BLOCK_UNITS_SHORT');
  const poor = await market.trader(`POOR-${count}`);
  const id = await opened({ counterparty: poor.account['CN'] });
  const accepted = await market.propose(poor.maker, 'block-acceptance', { negotiation: id, round: 1 });
  expect(accepted.json()).toMatchObject({ code: 'BLOCK_MONEY_SHORT', rule: 'TRD-011' });
  const terms = { negotiation: id, round: 1, quantity: '100000', price: '50.00', validUntil: '2026-03-06' };
  expect(codeOf(await market.propose(poor.maker, 'block-counter', terms))).toBe('BLOCK_MONEY_SHORT');
});

it('TRD-018 a suspended account neither quotes nor agrees, and its trade does not settle', async () => {
  const id = await opened();
  const task = await market.proposed(buyer.maker, 'block-acceptance', { negotiation: id, round: 1 });
  await suspend(seller, 'suspended');
  expect(await market.approved(buyer.checker, task)).toMatchObject({
    ...{ state: 'failed', failure: { code: 'BLOCK_ACCOUNT_NOT_TRADING' } },
  });
  expect(await refusedAs({})).toMatchObject({ code: 'BLOCK_ACCOUNT_NOT_TRADING' });
  // but it may take back what it said
  const url = `/v1/block-trades/${id}/withdrawals`;
  expect((await market.send(seller.maker, 'POST', url, { reason: 'stopped' })).statusCode).toBe(201);
  expect(await market.parts(seller.units, cea)).toEqual({ available: 300_000n });
  await suspend(seller, 'open');
});

it('a counterparty that is not there, stopped, or oneself is not asked', async () => {
  expect((await refusedAs({ counterparty: 'TA-CN-NOBODY' })).code).toBe('BLOCK_COUNTERPARTY_UNKNOWN');
  await suspend(third, 'suspended');
  const stopped = await refusedAs({ counterparty: third.account['CN'] });
  expect(stopped.code).toBe('BLOCK_COUNTERPARTY_UNKNOWN');
  await suspend(third, 'open');
  expect((await refusedAs({ counterparty: seller.account['CN'] })).code).toBe('BLOCK_WITH_ONESELF');
  const foreign = await market.propose(third.maker, 'block-opening', opening());
  expect(codeOf(foreign)).toBe('TRADING_ACCOUNT_UNKNOWN');
});

it('TRD-018 an instrument that is halted is not quoted; one that is unknown neither', async () => {
  await market.count("update market.tradable set state = 'halted' where instrument = $1", cea);
  expect((await refusedAs({})).code).toBe('BLOCK_INSTRUMENT_STOPPED');
  expect((await refusedAs({ instrument: 'NOTHING-1' })).code).toBe('BLOCK_INSTRUMENT_NOT_ADMITTED');
});

it('CCT-001 a market that has listed trading only knows no blocks; natural persons trade nowhere', async () => {
  const one = await market.trader(`ONE-${count}`, ['CCER']);
  const other = await market.trader(`OTHER-${count}`, ['CCER']);
  await market.admit(`CCER-${count}`, 'CCER', 8000n, 'credit');
  await market.endow(one, `CCER-${count}`, 200_000n);
  const over = {
    ...{ tradingAccount: one.account['CCER'], counterparty: other.account['CCER'] },
    ...{ instrument: `CCER-${count}` },
  };
  const answer = await market.propose(one.maker, 'block-opening', opening(over));
  expect(answer.statusCode).toBe(422);
  const resident = await market.trader(`RESIDENT-${count}`, ['CN'], 'resident');
  const barred = await refusedAs({ counterparty: resident.account['CN'] });
  expect(barred.fields?.map(({ field }) => field)).toContain('holderKind');
});

it('a quote stands ten days at most, and not in the past', async () => {
  expect((await refusedAs({ validUntil: '2026-03-01' })).code).toBe('BLOCK_VALIDITY_OUTSIDE');
  expect((await refusedAs({ validUntil: '2026-03-12' })).code).toBe('BLOCK_VALIDITY_OUTSIDE');
  expect(await opened({ validUntil: '2026-03-11' })).toBeTruthy();
});
