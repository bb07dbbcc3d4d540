import { createHash } from 'node:crypto';
import { chinaDate } from '@carbon/kernel';
import { defineInstrument } from '@carbon/ledger';
import { codeOf } from '../../../../tests/support/market-fixture';
import { AuctionStage, CEA, CLOSES, OPENS, type Trader, WHILE_OPEN } from './auctions.spec-support';

let stage: AuctionStage;
let seller: Trader;
let a: Trader;
let b: Trader;
let c: Trader;

beforeAll(async () => {
  stage = await AuctionStage.open();
  seller = await stage.trader('SELLER', { units: 10_000n });
  a = await stage.trader('BIDDER-A', { fen: 10_000_000n });
  b = await stage.trader('BIDDER-B', { fen: 10_000_000n });
  c = await stage.trader('BIDDER-C', { fen: 10_000_000n });
}, 120_000);
afterAll(() => stage.close());

const unitsOf = (trader: Trader) => stage.market.parts(trader.units, CEA);
const cashOf = (trader: Trader) => stage.market.parts(trader.funds, 'CNY');
const error = (answer: { json: () => unknown }) => {
  const { code, rule } = answer.json() as { code?: string; rule?: string };
  return [code, rule];
};

describe('TRD-001 an auction at one price', () => {
  let auction: string;
  let own: { id: string; commitment: string; setApart: string };

  it('is seen by nobody but its seller until the market has agreed, and never by the seller’s own checker', async () => {
    const { market } = stage;
    auction = await market.proposed(seller.maker, 'auction', stage.payload(seller));
    expect((await market.send(a.maker, 'GET', `/v1/auctions/${auction}`)).statusCode).toBe(404);
    expect(await stage.get(seller.maker, `/v1/auctions/${auction}`)).toMatchObject({ state: 'proposed' });
    expect(codeOf(await market.approve(seller.checker, auction))).toBe('PERMISSION_MISSING');
    expect(await unitsOf(seller)).toEqual({ available: 10_000n });
    expect(await market.approved(stage.venueChecker, auction)).toMatchObject({ state: 'executed' });
    expect(await unitsOf(seller)).toEqual({ available: 9_000n, frozen: 1_000n });
  });

  it('TRD-012 is announced to everybody; bids are taken from its opening on', async () => {
    const notice = await stage.market.platform.send('GET', `/v1/public/auctions/${auction}`, {});
    expect(notice.json()).toMatchObject({
      ...{ id: auction, phase: 'announced', reservePrice: '50.00', quantity: '1000', result: null },
      ...{ rulePack: 'trading-cn@2026.1' },
    });
    expect(notice.body).not.toContain('SELLER');
    const shelf = await stage.market.platform.send('GET', '/v1/public/marketplace', {});
    expect(shelf.json()).toMatchObject({
      items: [{ shelf: 'auctions', code: CEA, quantity: '1000', act: `/v1/auctions/${auction}/bids` }],
    });
    expect(error(await stage.bid(a, auction, '50.00', '10'))).toEqual(['AUCTION_NOT_OPEN', 'TRD-012']);
    await stage.at(WHILE_OPEN);
    expect(await stage.get(a.maker, `/v1/auctions/${auction}`)).toMatchObject({ phase: 'open' });
  });

  it('refuses bids by the name of the rule', async () => {
    const poor = async (price: string, quantity: string, over: object = {}, who = a) =>
      error(await stage.bid(who, auction, price, quantity, over));
    expect(await poor('49.99', '10')).toEqual(['AUCTION_BELOW_RESERVE', 'TRD-001']);
    expect(await poor('50.005', '10')).toEqual(['INPUT_MALFORMED', 'TRD-002']);
    expect(await poor('50.00', '1001')).toEqual(['AUCTION_QUANTITY_NOT_TAKEN', 'TRD-001']);
    expect(await poor('50.00', '10', {}, seller)).toEqual(['AUCTION_SELLER_BIDS', 'TRD-001']);
    expect(await poor('50.00', '10', { tradingAccount: b.number })).toEqual([
      'AUCTION_TRADING_ACCOUNT_UNKNOWN',
      undefined,
    ]);
    expect(await poor('50.00', '10', { setApart: '499.99' })).toEqual([
      'AUCTION_SET_APART_TOO_LITTLE',
      'TRD-001',
    ]);
    const machine = { ...a, maker: { ...a.maker, headers: stage.market.platform.machine } };
    expect(await poor('50.00', '10', {}, machine)).toEqual(['EXCHANGE_STAFF_MAY_NOT_TRADE', 'ETS-006']);
    expect(await poor('1000.00', '1000', {})).toEqual(['LEDGER_INSUFFICIENT_BALANCE', expect.anything()]);
    expect(await cashOf(a)).toEqual({ available: 10_000_000n });
  });

  it('sets the money of bids apart in full, and gives it back with a bid that is taken back or replaced', async () => {
    own = await stage.placed(a, auction, '60.00', '400');
    expect(own).toMatchObject({ setApart: '24000.00' });
    expect(await cashOf(a)).toEqual({ available: 7_600_000n, frozen: 2_400_000n });
    const hidden = await stage.placed(b, auction, '55.00', '100', { setApart: '90000.00' });
    expect(await cashOf(b)).toEqual({ available: 1_000_000n, frozen: 9_000_000n });
    const bids = `/v1/auctions/${auction}/bids`;
    const replaced = await stage.market.send(b.maker, 'POST', `${bids}/${hidden.id}/replacements`, {
      ...{ price: '55.00', quantity: '500' },
    });
    expect(replaced.json()).toMatchObject({ setApart: '27500.00', replaces: hidden.id });
    expect(await cashOf(b)).toEqual({ available: 7_250_000n, frozen: 2_750_000n });
    const regretted = await stage.placed(c, auction, '70.00', '1000');
    const withdrawn = `${bids}/${regretted.id}/withdrawals`;
    expect((await stage.market.send(c.maker, 'POST', withdrawn)).statusCode).toBe(201);
    expect(await cashOf(c)).toEqual({ available: 10_000_000n });
    expect(error(await stage.market.send(c.maker, 'POST', withdrawn))).toEqual([
      'AUCTION_BID_ENDED',
      'TRD-001',
    ]);
    await stage.placed(c, auction, '52.00', '300');
    await stage.placed(b, auction, '52.00', '300');
  });

  it('closes by the clock: the lowest price that won is everybody’s, the margin is shared, money goes back', async () => {
    await stage.at(CLOSES);
    expect(error(await stage.bid(a, auction, '99.00', '1'))).toEqual(['AUCTION_NOT_OPEN', 'TRD-012']);
    expect(await stage.closer().sweep()).toBe(1);
    expect(await stage.closer().sweep()).toBe(0);
    // 400 at 60, 500 at 55, the last 100 shared by two bids of 300 at 52: all pay 52
    expect(await unitsOf(a)).toEqual({ available: 400n });
    expect(await unitsOf(b)).toEqual({ available: 550n });
    expect(await unitsOf(c)).toEqual({ available: 50n });
    expect(await unitsOf(seller)).toEqual({ available: 9_000n });
    expect(await cashOf(a)).toEqual({ available: 10_000_000n - 400n * 5_200n });
    expect(await cashOf(b)).toEqual({ available: 10_000_000n - 550n * 5_200n });
    expect(await cashOf(c)).toEqual({ available: 10_000_000n - 50n * 5_200n });
    expect(await cashOf(seller)).toEqual({ available: 1_000n * 5_200n });
    const result = await stage.market.platform.send('GET', `/v1/public/auctions/${auction}`, {});
    expect(result.json()).toMatchObject({
      phase: 'closed',
      result: { clearingPrice: '52.00', sold: '1000', amount: '52000.00', bids: 4, bidders: 3 },
    });
    expect(result.body).not.toMatch(/BIDDER|SELLER/);
  });

  it('each bidder finds its bid among those that were opened, as it was committed to', async () => {
    const opened = (await stage.get(a.maker, `/v1/auctions/${auction}/opened-bids`)) as {
      items: {
        id: string;
        canonical: string;
        salt: string;
        commitment: string;
        price: string;
        won: string;
      }[];
    };
    expect(opened.items).toHaveLength(4);
    for (const { canonical, salt, commitment } of opened.items) {
      const hash = createHash('sha256').update(canonical).update(Buffer.from(salt, 'hex')).digest('hex');
      expect(hash).toBe(commitment);
    }
    const mine = opened.items.find(({ id }) => id === own.id);
    expect(mine).toMatchObject({ commitment: own.commitment, price: '60.00', won: '400' });
    expect(JSON.stringify(opened)).not.toContain(a.number);
    expect(await stage.get(a.maker, `/v1/auctions/${auction}/bids/${own.id}`)).toMatchObject({
      ...{ won: '400', delivered: '400', amount: '20800.00', fee: '0.00', state: 'counted' },
    });
    const stranger = await stage.trader('STRANGER');
    const refused = await stage.market.send(stranger.maker, 'GET', `/v1/auctions/${auction}/opened-bids`);
    expect(refused.statusCode).toBe(404);
  });

  it('TRD-009 its trades are of the day, and make no price of it', async () => {
    const [day] = await stage.market.platform.database.query<Record<string, string | null>>(
      `select auction_quantity, auction_fen, last_fen, listed_trades from market.day_figure
        where instrument = $1 and day = '2026-03-09'`,
      [CEA],
    );
    expect(day).toEqual({
      ...{ auction_quantity: '1000', auction_fen: '5200000', last_fen: null, listed_trades: '0' },
    });
  });
});

describe('TRD-012 the notice', () => {
  it('is of three working days, again at the approval, and bids are not taken for months', async () => {
    const { market } = stage;
    const asked = async (over: object) =>
      error(await market.propose(seller.maker, 'auction', stage.payload(seller, over)));
    const closesAt = '2026-03-12T11:00:00+08:00';
    expect(await asked({ opensAt: '2026-03-11T09:30:00+08:00', closesAt })).toEqual([
      'AUCTION_NOTICE_TOO_SHORT',
      'TRD-012',
    ]);
    expect(await asked({ opensAt: '2026-03-12T09:30:00+08:00', closesAt: OPENS })).toEqual([
      'AUCTION_HOURS_DO_NOT_FIT',
      'TRD-012',
    ]);
    expect(
      await asked({ opensAt: '2026-03-12T09:30:00+08:00', closesAt: '2026-06-12T09:30:00+08:00' }),
    ).toEqual(['AUCTION_HOURS_DO_NOT_FIT', 'TRD-012']);
    const late = await market.proposed(
      seller.maker,
      'auction',
      stage.payload(seller, { opensAt: '2026-03-12T09:30:00+08:00', closesAt }),
    );
    await stage.at('2026-03-10T09:00:00+08:00');
    expect(await market.approved(stage.venueChecker, late)).toMatchObject({
      state: 'failed',
      failure: { code: 'AUCTION_NOTICE_TOO_SHORT' },
    });
    expect(await stage.get(seller.maker, `/v1/auctions/${late}`)).toMatchObject({ state: 'abandoned' });
  });

  it('may be called off by four eyes until it opens, and the lot is free again', async () => {
    const { market } = stage;
    const over = { opensAt: '2026-03-16T09:30:00+08:00', closesAt: '2026-03-16T11:30:00+08:00' };
    const auction = await stage.announced(seller, over);
    expect(await unitsOf(seller)).toEqual({ available: 8_000n, frozen: 1_000n });
    const payload = { auction, cancelReason: '标的数量有误' };
    const task = await market.proposed(seller.maker, 'auction-cancellation', payload);
    expect(codeOf(await market.approve(seller.checker, task))).toBe('PERMISSION_MISSING');
    expect(await market.approved(stage.venueChecker, task)).toMatchObject({ state: 'executed' });
    expect(await unitsOf(seller)).toEqual({ available: 9_000n });
    const notice = await stage.market.platform.send('GET', `/v1/public/auctions/${auction}`, {});
    expect(notice.json()).toMatchObject({ phase: 'cancelled', reason: '标的数量有误' });
    expect(codeOf(await market.propose(a.maker, 'auction-cancellation', payload))).toBe('AUCTION_UNKNOWN');
  });
});

describe('TRD-001 an auction at the prices that were bid', () => {
  let auction: string;

  it('is for named bidders, in steps, up to the most of one', async () => {
    auction = await stage.announced(seller, {
      ...{ pricing: 'pay-as-bid', step: '100', largest: '600', bidders: ['BIDDER-A', 'BIDDER-B'] },
      ...{ opensAt: '2026-03-17T09:30:00+08:00', closesAt: '2026-03-17T11:30:00+08:00' },
    });
    await stage.at('2026-03-17T10:00:00+08:00');
    expect(error(await stage.bid(c, auction, '60.00', '100'))).toEqual([
      'AUCTION_FOR_NAMED_BIDDERS',
      'TRD-001',
    ]);
    expect(error(await stage.bid(a, auction, '60.00', '150'))).toEqual([
      'AUCTION_QUANTITY_NOT_TAKEN',
      'TRD-001',
    ]);
    expect(error(await stage.bid(a, auction, '60.00', '700'))).toEqual([
      'AUCTION_QUANTITY_NOT_TAKEN',
      'TRD-001',
    ]);
  });

  it('nobody wins more than the most of one; each pays its bid; what nobody wants goes back', async () => {
    const [cash, money] = [await cashOf(a), await cashOf(b)];
    await stage.placed(a, auction, '60.00', '500');
    await stage.placed(a, auction, '58.00', '500');
    await stage.placed(b, auction, '57.00', '200');
    await stage.at('2026-03-17T11:30:00+08:00');
    expect(await stage.closer().sweep()).toBe(1);
    const paid = 500n * 6_000n + 100n * 5_800n;
    expect(await cashOf(a)).toEqual({ available: (cash['available'] ?? 0n) - paid });
    expect(await cashOf(b)).toEqual({ available: (money['available'] ?? 0n) - 200n * 5_700n });
    expect(await unitsOf(seller)).toEqual({ available: 8_200n });
    expect(await stage.get(a.maker, `/v1/auctions/${auction}`)).toMatchObject({
      result: { clearingPrice: '57.00', sold: '800', bids: 3, bidders: 2 },
    });
  });
});

it('an auction without bids gives its lot back and says so', async () => {
  const auction = await stage.announced(seller, {
    ...{ opensAt: '2026-03-23T09:30:00+08:00', closesAt: '2026-03-23T11:30:00+08:00' },
  });
  await stage.at('2026-03-24T00:00:00+08:00');
  expect(await stage.closer().sweep()).toBe(1);
  expect(await unitsOf(seller)).toEqual({ available: 8_200n });
  expect(await stage.get(c.maker, `/v1/auctions/${auction}`)).toMatchObject({
    result: { clearingPrice: null, sold: '0', amount: '0.00', bids: 0, bidders: 0 },
  });
});

it('TRD-010 PII-007 what may not be sold again by the day of the close is no lot', async () => {
  const { market } = stage;
  const { database, clock } = market.platform;
  const QUOTA = 'QUOTA26';
  const trader = await stage.trader('PARK-TRADER');
  const account = { ...trader, number: 'TA-OF-THE-PARK' };
  await database.transaction(async (tx) => {
    await defineInstrument(tx, {
      ...{ code: QUOTA, kind: 'allowance', unit: 't', scheme: 'INTERNAL', serialised: true },
    });
    await tx.query(
      `insert into market.tradable (instrument, market, reference_price_fen, admitted_by, admitted_at, changed_at)
       values ($1, 'PARK', 5000, 'test', $2, $2)`,
      [QUOTA, clock.now()],
    );
    await tx.query(
      `insert into market.trading_account (number, market, holder_id, units_account, funds_account, opened_by, opened_at, changed_at)
       values ($1, 'PARK', $2, $3, $4, 'test', $5, $5)`,
      [account.number, trader.id, trader.units, trader.funds, clock.now()],
    );
    await tx.query(
      'insert into market.day_position (trading_account, instrument, day, bought) values ($1, $2, $3, 600)',
      [account.number, QUOTA, chinaDate(clock.now())],
    );
  });
  await market.endow({ ...trader, account: trader.units }, QUOTA, 1_500n);
  const propose = (quantity: string, days: number) => {
    const at = (hours: number) =>
      new Date(clock.now().getTime() + days * 86_400_000 + hours * 3_600_000).toISOString();
    const over = { instrument: QUOTA, quantity, opensAt: at(0), closesAt: at(1) };
    return market.propose(trader.maker, 'auction', stage.payload(account, over));
  };
  expect(error(await propose('1000', 3))).toEqual(['AUCTION_BOUGHT_LATELY', 'PII-007']);
  expect((await propose('900', 3)).statusCode).toBe(201);
  expect((await propose('1000', 14)).statusCode).toBe(201);
});
