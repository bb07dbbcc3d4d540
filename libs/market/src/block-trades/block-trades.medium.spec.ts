import { BlockFixture, codeOf, IN_SESSION, type Trader } from './block-trades.spec-support';
import { NegotiationSweeper } from './negotiation-sweeper';

let market: BlockFixture;
let seller: Trader, buyer: Trader, third: Trader;
let cea: string;
let count = 0;

beforeAll(async () => {
  market = await BlockFixture.open();
  seller = await market.trader('SELLER');
  buyer = await market.trader('BUYER');
  third = await market.trader('THIRD');
});
afterAll(() => market.close());
beforeEach(async () => {
  market.platform.clock.set(IN_SESSION);
  // each case its own instrument: what was bought in one is not what is sold in another
  cea = `CEA-${++count}`;
  await market.admit(cea, 'CN', 5000n, 'allowance');
  await market.endow(seller, cea, 300_000n);
  await market.pay(buyer, 1_500_000_000n);
});

const opening = (over: object = {}) => ({
  ...{ tradingAccount: seller.account['CN'], counterparty: buyer.account['CN'], instrument: cea },
  ...{ side: 'sell', quantity: '200000', price: '50.00', validUntil: '2026-03-04' },
  ...over,
});
const counter = (negotiation: string, round: number, over: object = {}) => ({
  ...{ negotiation, round, quantity: '150000', price: '45.00', validUntil: '2026-03-04', ...over },
});
const opened = async (over: object = {}): Promise<string> => {
  const { outcome } = await market.done(seller, 'block-opening', opening(over));
  return String(outcome?.['negotiation']);
};
const units = (of: Trader) => market.parts(of.units, cea);
const money = (of: Trader) => market.parts(of.funds, 'CNY');

it('TRD-004 a quote, a counter-quote and a confirmation make one trade, delivered against payment', async () => {
  const proposal = await market.proposed(seller.maker, 'block-opening', opening());
  expect(await units(seller)).toEqual({ available: 100_000n, frozen: 200_000n });
  const url = `/v1/block-trades/${proposal}`;
  expect((await market.send(buyer.maker, 'GET', url)).statusCode).toBe(404);
  expect(await market.approved(seller.checker, proposal)).toMatchObject({ state: 'executed' });
  expect(await market.negotiation(buyer.maker, proposal)).toMatchObject({
    ...{ state: 'open', rounds: 1, quote: { by: 'giver', price: '50.00', amount: '10000000.00' } },
  });

  const had = (await money(buyer))['available'] ?? 0n;
  const answer = await market.proposed(buyer.maker, 'block-counter', counter(proposal, 1));
  // the other's quote stands until the own checker lets the answer go
  expect(await units(seller)).toEqual({ available: 100_000n, frozen: 200_000n });
  expect(await money(buyer)).toEqual({ available: had - 675_000_000n, frozen: 675_000_000n });
  await market.approved(buyer.checker, answer);
  expect(await units(seller)).toEqual({ available: 300_000n });

  const { outcome } = await market.done(seller, 'block-acceptance', { negotiation: proposal, round: 2 });
  expect(outcome).toMatchObject({ negotiation: proposal });
  expect(await units(seller)).toEqual({ available: 150_000n });
  expect(await units(buyer)).toEqual({ available: 150_000n });
  expect(await money(buyer)).toEqual({ available: had - 675_000_000n });
  expect((await money(seller))['available']).toBe(675_000_000n);

  const quotes = await market.send(seller.maker, 'GET', `${url}/quotes`);
  expect(quotes.json<{ items: object[] }>().items).toMatchObject([
    { round: 1, by: 'giver', quantity: '200000' },
    { round: 2, by: 'receiver', quantity: '150000' },
  ]);
  const record = await market.negotiation(seller.maker, proposal);
  expect(record).toMatchObject({ state: 'settled', endedBy: 'giver' });
  expect(await market.negotiation(buyer.maker, proposal)).toEqual(record);
  const [trade] = await market.platform.database.query<Record<string, unknown>>(
    'select * from market.trade where reference = $1',
    [proposal],
  );
  expect(trade).toMatchObject({
    ...{ method: 'block', price_fen: '4500', quantity: '150000', amount_fen: '675000000', taker: 'sell' },
    ...{
      seller_account: seller.account['CN'],
      buyer_account: buyer.account['CN'],
      rule_pack: 'trading-cn@2026.1',
    },
  });
});

it('TRD-009 blocks do not enter the day’s open, last or listed volume', async () => {
  const id = await opened({ price: '60.00' });
  await market.done(buyer, 'block-acceptance', { negotiation: id, round: 1 });
  const [day] = await market.platform.database.query(
    'select * from market.day_figure where instrument = $1',
    [cea],
  );
  expect(day).toMatchObject({
    ...{ previous_close_fen: '5000', open_fen: null, last_fen: null, listed_quantity: '0' },
    ...{ block_quantity: '200000', block_fen: '1200000000' },
  });
});

it('who is no party finds nothing, in the list and by number', async () => {
  const id = await opened();
  for (const path of ['', '/quotes']) {
    expect(codeOf(await market.send(third.maker, 'GET', `/v1/block-trades/${id}${path}`))).toBe(
      'BLOCK_UNKNOWN',
    );
  }
  expect((await market.send(third.maker, 'GET', '/v1/block-trades')).json()).toEqual({ items: [] });
  for (const stop of ['withdrawals', 'declines']) {
    const answer = await market.send(third.maker, 'POST', `/v1/block-trades/${id}/${stop}`, { reason: 'no' });
    expect(codeOf(answer)).toBe('BLOCK_UNKNOWN');
  }
  const accepted = await market.propose(third.maker, 'block-acceptance', { negotiation: id, round: 1 });
  expect(codeOf(accepted)).toBe('BLOCK_UNKNOWN');
  const countered = await market.propose(third.maker, 'block-counter', counter(id, 1));
  expect(codeOf(countered)).toBe('BLOCK_UNKNOWN');
});

it('who watches over markets sees what came to a trade, and no talk about it', async () => {
  const { platform } = market;
  const watch = await Promise.all(
    (['registry-operator', 'market-operator', 'regulator'] as const).map(async (kind) =>
      platform.person(await platform.holder(`WATCH-${kind.toUpperCase()}`, kind), 'reader'),
    ),
  );
  const id = await opened();
  for (const who of watch)
    expect((await market.send(who, 'GET', `/v1/block-trades/${id}`)).statusCode).toBe(404);
  await market.done(buyer, 'block-acceptance', { negotiation: id, round: 1 });
  for (const who of watch)
    expect(await market.negotiation(who, id)).toMatchObject({ state: 'settled', giver: { code: 'SELLER' } });
});

it('is declined by the other side and withdrawn by its own, by one person each; units are free at once', async () => {
  const declined = await opened();
  const own = await market.send(seller.maker, 'POST', `/v1/block-trades/${declined}/declines`, {
    reason: 'no',
  });
  expect(codeOf(own)).toBe('BLOCK_OWN_QUOTE');
  const url = `/v1/block-trades/${declined}/declines`;
  expect((await market.send(buyer.maker, 'POST', url, { reason: '价格不合适' })).json()).toMatchObject({
    ...{ state: 'declined', endedBy: 'receiver', endedBecause: '价格不合适' },
  });
  expect(await units(seller)).toEqual({ available: 300_000n });

  const withdrawn = await opened();
  const other = await market.send(buyer.maker, 'POST', `/v1/block-trades/${withdrawn}/withdrawals`, {
    reason: 'no',
  });
  expect(codeOf(other)).toBe('BLOCK_QUOTE_OF_THE_OTHER');
  await market.send(seller.maker, 'POST', `/v1/block-trades/${withdrawn}/withdrawals`, { reason: '改期' });
  expect(await units(seller)).toEqual({ available: 300_000n });
  const late = await market.propose(buyer.maker, 'block-acceptance', { negotiation: withdrawn, round: 1 });
  expect(codeOf(late)).toBe('BLOCK_NOT_OPEN');
});

it('only the last quote counts, and only the other side answers it', async () => {
  const id = await opened();
  const own = await market.propose(seller.maker, 'block-acceptance', { negotiation: id, round: 1 });
  expect(codeOf(own)).toBe('BLOCK_OWN_QUOTE');
  const stale = await market.proposed(buyer.maker, 'block-acceptance', { negotiation: id, round: 1 });
  await market.done(buyer, 'block-counter', counter(id, 1));
  expect(await market.approved(buyer.checker, stale)).toMatchObject({
    ...{ state: 'failed', failure: { code: 'BLOCK_ANOTHER_QUOTE_COUNTS' } },
  });
  const seen = await market.propose(seller.maker, 'block-acceptance', { negotiation: id, round: 1 });
  expect(codeOf(seen)).toBe('BLOCK_ANOTHER_QUOTE_COUNTS');
  await market.send(buyer.maker, 'POST', `/v1/block-trades/${id}/withdrawals`, { reason: 'done' });
});

it('an answer that comes too late gives its money back', async () => {
  const id = await opened();
  const had = await money(buyer);
  const answer = await market.proposed(buyer.maker, 'block-counter', counter(id, 1));
  await market.send(seller.maker, 'POST', `/v1/block-trades/${id}/withdrawals`, { reason: '改期' });
  expect(await market.approved(buyer.checker, answer)).toMatchObject({
    ...{ state: 'failed', failure: { code: 'BLOCK_NOT_OPEN' } },
  });
  expect(await money(buyer)).toEqual(had);
});

it('a proposal that its own house rejects opens nothing and gives everything back', async () => {
  const task = await market.proposed(seller.maker, 'block-opening', opening());
  await market.send(seller.checker, 'POST', `/v1/tasks/${task}/rejections`, { comment: 'not now' });
  expect(await units(seller)).toEqual({ available: 300_000n });
  expect(await market.negotiation(seller.maker, task)).toMatchObject({ state: 'abandoned', quote: null });
  expect((await market.send(buyer.maker, 'GET', `/v1/block-trades/${task}`)).statusCode).toBe(404);
});

it('REG-001 the maker of a quote does not release it, and nobody of the other house does', async () => {
  const task = await market.proposed(seller.maker, 'block-opening', opening());
  expect((await market.approve(seller.maker, task)).statusCode).toBe(403);
  expect((await market.approve(buyer.checker, task)).statusCode).toBe(404);
  await market.send(seller.maker, 'POST', `/v1/tasks/${task}/withdrawals`, {});
  expect(await units(seller)).toEqual({ available: 300_000n });
});

it('a negotiation has a bounded number of rounds', async () => {
  const id = await opened({ quantity: '100000', price: '35.00' });
  const sides = [buyer, seller];
  for (let round = 1; round < 20; round++) {
    const terms = counter(id, round, { quantity: '100000', price: '35.00' });
    await market.done(sides[(round - 1) % 2]!, 'block-counter', terms);
  }
  const more = await market.propose(seller.maker, 'block-counter', counter(id, 20));
  expect(codeOf(more)).toBe('BLOCK_ROUNDS_USED');
  const { outcome } = await market.done(seller, 'block-acceptance', { negotiation: id, round: 20 });
  expect(outcome).toMatchObject({ negotiation: id });
  expect(
    (await market.send(seller.maker, 'GET', `/v1/block-trades/${id}/quotes?limit=5`)).json(),
  ).toMatchObject({
    next: expect.any(String) as string,
  });
});

describe('history cannot be changed', () => {
  it.each([
    ['a quote', 'update market.block_quote set dropped_at = now() where round is not null'],
    [
      'a negotiation that ended',
      "update market.block_negotiation set state = 'open' where ended_at is not null",
    ],
  ])('%s', async (_, statement) => {
    const id = await opened();
    await market.done(buyer, 'block-acceptance', { negotiation: id, round: 1 });
    await expect(market.platform.database.query(statement)).rejects.toMatchObject({
      driverError: { code: 'CL092' },
    });
  });

  it('and nothing is removed', async () => {
    await expect(market.platform.database.query('delete from market.block_quote')).rejects.toThrow(
      'permission denied',
    );
  });
});

it('an expired quote binds nobody and is cleared away by the clock', async () => {
  const id = await opened({ validUntil: '2026-03-02' });
  market.at('2026-03-03T13:30');
  const maker = await market.platform.again(buyer.maker);
  const late = await market.propose(maker, 'block-acceptance', { negotiation: id, round: 1 });
  expect(codeOf(late)).toBe('BLOCK_QUOTE_EXPIRED');
  const sweeper = market.platform.app.get(NegotiationSweeper);
  expect(await sweeper.sweep()).toBe(1);
  expect(await units(seller)).toEqual({ available: 300_000n });
  expect(await market.negotiation(maker, id)).toMatchObject({ state: 'expired', endedBy: 'system' });
  expect(await sweeper.sweep()).toBe(0);
});

it('every act is on record for both sides', async () => {
  const id = await opened();
  await market.done(buyer, 'block-acceptance', { negotiation: id, round: 1 });
  const records = await market.platform.database.query<{ action: string; holder_id: string }>(
    'select action, holder_id from audit.record where subject_id = $1 order by id',
    [id],
  );
  const of = (action: string) => records.filter((one) => one.action === action).map((one) => one.holder_id);
  expect(of('block-trade.quote-proposed')).toEqual([seller.id]);
  expect(of('block-trade.quoted')).toEqual([seller.id, buyer.id]);
  expect(of('block-trade.acceptance-proposed')).toEqual([buyer.id]);
  expect(of('block-trade.settled')).toEqual([seller.id, buyer.id]);
  const [moved] = await market.platform.database.query<{ actor: string; approver: string }>(
    `select actor, approver from ledger.journal where reference like 'trade:%' order by id desc limit 1`,
  );
  expect(moved?.actor).not.toBe(moved?.approver);
});
