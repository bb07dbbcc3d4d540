import { setAccountState } from '@carbon/ledger';
import { codeOf, type House, MarketFixture } from '../../../../tests/support/market-fixture';
import { OfferSweeper } from './offer-sweeper';

let market: MarketFixture;
let seller: House, buyer: House, third: House;
let buyerFunds: string;
let count = 0;

beforeAll(async () => {
  market = await MarketFixture.open();
  seller = await market.house('SELLER');
  third = await market.house('THIRD');
});
afterAll(() => market.close());

/** Each test has a buyer of its own with 100,000 fen, and the seller 100 more units of an instrument of its own. */
let unit: string;
beforeEach(async () => {
  unit = `UNIT-${++count}`;
  await market.endow(seller, unit, 100n);
  buyer = await market.house(`BUYER-${count}`);
  buyerFunds = await market.payIn(buyer, '100000');
});

const listed = (over: object = {}) => market.listed(seller, { instrument: unit, ...over });
const propose = (over: object = {}) =>
  market.propose(seller.maker, 'sale-listing', market.listing(seller, { instrument: unit, ...over }));

describe('a listing', () => {
  it('TRD-001 sets units apart at the proposal and stands on the board when another approves (REG-001)', async () => {
    const id = await market.proposed(
      seller.maker,
      'sale-listing',
      market.listing(seller, { instrument: unit }),
    );
    expect(await market.parts(seller.account, unit)).toEqual({ frozen: 100n });
    expect((await market.send(buyer.maker, 'GET', `/v1/listings/${id}`)).statusCode).toBe(404);
    expect((await market.approve(seller.maker, id)).statusCode).toBe(403);
    expect((await market.approve(buyer.checker, id)).statusCode).toBe(404);
    await market.approved(seller.checker, id);
    const board = await market.send(buyer.maker, 'GET', `/v1/listings?instrument=${unit}`);
    expect(board.json<{ items: object[] }>().items).toMatchObject([
      { id, seller: { code: 'SELLER' }, remaining: '100', serials: ['1-100'], unitPriceFen: '650' },
    ]);
    expect(board.body).not.toContain(seller.account);
    expect(await market.audited('sale.listed')).toContainEqual(
      expect.objectContaining({ subject_id: id, holder_id: seller.id }),
    );
  });

  it('gives its units back when nothing comes of the proposal', async () => {
    const id = (await propose()).json<{ id: string }>().id;
    await market.send(seller.checker, 'POST', `/v1/tasks/${id}/rejections`, { comment: 'no' });
    expect(await market.parts(seller.account, unit)).toEqual({ available: 100n });
  });

  it.each([
    [{ quantity: '101' }, 422, 'LEDGER_INSUFFICIENT_BALANCE'],
    [{ quantity: '10', minimum: '11' }, 422, 'MARKET_PORTIONS_DO_NOT_FIT'],
    [{ validUntil: '2026-03-01' }, 422, 'MARKET_VALIDITY_OUTSIDE'],
    [{ validUntil: '2027-03-03' }, 422, 'MARKET_VALIDITY_OUTSIDE'],
    [{ unitPriceFen: '9223372036854775807' }, 422, 'MARKET_AMOUNT_TOO_LARGE'],
    [{ instrument: 'CNY' }, 422, 'MARKET_NOT_FOR_SALE'],
    [{ instrument: 'NONE' }, 404, 'LEDGER_INSTRUMENT_UNKNOWN'],
    [{ buyers: ['NOBODY'] }, 404, 'HOLDER_UNKNOWN'],
  ])('%j is refused', async (over, status, code) => {
    const refused = await propose(over);
    expect([refused.statusCode, codeOf(refused)]).toEqual([status, code]);
    expect(await market.parts(seller.account, unit)).toEqual({ available: 100n });
  });

  it('of somebody else’s account is refused like one that is not there', async () => {
    const refused = await market.propose(buyer.maker, 'sale-listing', market.listing(seller));
    expect([refused.statusCode, codeOf(refused)]).toEqual([404, 'LEDGER_ACCOUNT_UNKNOWN']);
  });

  it('for named buyers is there for these only', async () => {
    const id = await listed({ buyers: [buyer.code] });
    expect((await market.send(buyer.maker, 'GET', `/v1/listings/${id}`)).statusCode).toBe(200);
    expect((await market.send(third.maker, 'GET', `/v1/listings/${id}`)).statusCode).toBe(404);
    const board = await market.send(third.maker, 'GET', `/v1/listings?instrument=${unit}`);
    expect(board.json()).toEqual({ items: [] });
    const refused = await market.propose(third.maker, 'sale-purchase', market.purchase(third, id, '1'));
    expect(codeOf(refused)).toBe('MARKET_OFFER_UNKNOWN');
  });

  it('is taken back by its seller, what is left of it, and by nobody else', async () => {
    const id = await listed();
    await market.bought(buyer, id, '40');
    const url = `/v1/offers/${id}/withdrawals`;
    expect((await market.send(buyer.maker, 'POST', url, { reason: 'x' })).statusCode).toBe(404);
    const answer = await market.send(seller.checker, 'POST', url, { reason: '改为自用' });
    expect(answer.json()).toMatchObject({ state: 'withdrawn', remaining: '60' });
    expect(await market.parts(seller.account, unit)).toEqual({ available: 60n });
    const again = await market.send(seller.maker, 'POST', url, { reason: '再次' });
    expect(codeOf(again)).toBe('MARKET_OFFER_NOT_OPEN');
  });

  it('TRD-001 releases its units when it is over', async () => {
    const id = await listed({ validUntil: '2026-03-02' });
    const waiting = await market.proposed(buyer.maker, 'sale-purchase', market.purchase(buyer, id, '10'));
    const { clock, app } = market.platform;
    const now = clock.now();
    try {
      clock.set(new Date('2026-03-02T16:00:00.000Z'));
      const { platform } = market;
      const [maker, checker] = [await platform.again(buyer.maker), await platform.again(buyer.checker)];
      buyer = { ...buyer, maker, checker };
      const board = await market.send(buyer.maker, 'GET', `/v1/listings?instrument=${unit}`);
      expect(board.json()).toEqual({ items: [] });
      const late = await market.propose(buyer.maker, 'sale-purchase', market.purchase(buyer, id, '1'));
      expect(codeOf(late)).toBe('MARKET_OFFER_EXPIRED');
      // whoever comes first finds out: here the purchase that is approved too late
      const failed = await market.approved(buyer.checker, waiting);
      expect(failed).toMatchObject({ state: 'failed', failure: { code: 'MARKET_OFFER_EXPIRED' } });
      expect(await market.parts(buyerFunds, 'CNY')).toEqual({ available: 100_000n });
      expect(await market.parts(seller.account, unit)).toEqual({ available: 100n });
      expect(await app.get(OfferSweeper).sweep()).toBe(0);
    } finally {
      clock.set(now);
    }
  });

  it('TRD-001 is swept when nobody comes', async () => {
    await listed({ validUntil: '2026-03-02' });
    const { clock, app } = market.platform;
    const now = clock.now();
    try {
      clock.set(new Date('2026-03-02T16:00:00.000Z'));
      expect(await app.get(OfferSweeper).sweep()).toBe(1);
      expect(await market.parts(seller.account, unit)).toEqual({ available: 100n });
    } finally {
      clock.set(now);
    }
  });

  it('keeps its account from being closed (REG-010)', async () => {
    const poor = await market.house(`POOR-${count}`);
    await market.endow(poor, `POOR-${count}`, 1n);
    await market.listed(poor, { instrument: `POOR-${count}`, quantity: '1' });
    const offers = await market.send(poor.maker, 'GET', '/v1/offers');
    expect(offers.json()).toMatchObject({ items: [{ account: poor.account, state: 'open' }] });
    const [row] = await market.platform.database.query<{ number: string }>(
      `select number from ledger.account where holder_id = $1 and kind = 'funds'`,
      [poor.id],
    );
    const refused = await market.propose(market.registry.maker, 'account-closure', {
      ...{ account: row?.number, reason: '销户' },
    });
    expect(codeOf(refused)).toBe('MARKET_OFFERS_OPEN');
  });
});

describe('a purchase', () => {
  it('moves units and money together, in part, and leaves a record for both sides (GEC-019)', async () => {
    const id = await listed({ contract: 'CONTRACT-1' });
    const task = await market.proposed(buyer.maker, 'sale-purchase', market.purchase(buyer, id, '40'));
    expect(await market.parts(buyerFunds, 'CNY')).toEqual({ available: 74_000n, frozen: 26_000n });
    const shown = await market.send(buyer.checker, 'GET', `/v1/tasks/${task}`);
    expect(shown.json()).toMatchObject({ payload: { unitPriceFen: '650', fundsAccount: buyerFunds } });
    expect((await market.approve(buyer.maker, task)).statusCode).toBe(403);
    expect((await market.approve(seller.checker, task)).statusCode).toBe(404);
    const { outcome } = await market.approved(buyer.checker, task);
    expect(await market.parts(buyer.account, unit)).toEqual({ available: 40n });
    expect(await market.parts(seller.account, unit)).toEqual({ frozen: 60n });
    expect(await market.parts(buyerFunds, 'CNY')).toEqual({ available: 74_000n });
    expect(await market.offer(buyer.maker, id)).toMatchObject({ remaining: '60', serials: ['41-100'] });

    const sale = `/v1/sales/${outcome?.['sale'] ?? ''}`;
    const told = (await market.send(buyer.maker, 'GET', sale)).json<object>();
    expect(told).toMatchObject({
      ...{ type: 'listed', offer: id, seller: { code: 'SELLER' }, buyer: { code: buyer.code } },
      ...{
        quantity: '40',
        serials: ['1-40'],
        unitPriceFen: '650',
        amountFen: '26000',
        contract: 'CONTRACT-1',
      },
      ...{ period: '2026-01', sellerFeeFen: '0', buyerFeeFen: '0', rulePack: 'market-sales 2026.1' },
    });
    expect((await market.send(seller.maker, 'GET', sale)).json()).toEqual(told);
    expect((await market.send(third.maker, 'GET', sale)).statusCode).toBe(404);
    const settled = (await market.audited('sale.settled')).slice(-2).map((record) => record.holder_id);
    expect(settled.sort()).toEqual([seller.id, buyer.id].sort());
  });

  it('TRD-001 is of whole portions, or of all that is left', async () => {
    const id = await listed({ minimum: '20', step: '10' });
    for (const quantity of ['10', '25']) {
      const refused = await market.propose(
        buyer.maker,
        'sale-purchase',
        market.purchase(buyer, id, quantity),
      );
      expect(codeOf(refused)).toBe('MARKET_QUANTITY_NOT_SOLD');
    }
    await market.bought(buyer, id, '90');
    expect((await market.bought(buyer, id, '10')).state).toBe('executed');
    expect((await market.send(seller.maker, 'GET', '/v1/offers?state=sold')).body).toContain(id);
    const gone = await market.propose(buyer.maker, 'sale-purchase', market.purchase(buyer, id, '1'));
    expect(codeOf(gone)).toBe('MARKET_OFFER_UNKNOWN');
  });

  it('is refused without the money, at another price than was seen, and from oneself', async () => {
    const id = await listed({ unitPriceFen: '1001' });
    const refusals = [
      [buyer, market.purchase(buyer, id, '100'), 'LEDGER_INSUFFICIENT_BALANCE'],
      [buyer, market.purchase(buyer, id, '1', { unitPriceFen: '1000' }), 'MARKET_PRICE_DIFFERS'],
      [seller, market.purchase(seller, id, '1'), 'MARKET_OWN_OFFER'],
      [buyer, market.purchase(seller, id, '1'), 'LEDGER_ACCOUNT_UNKNOWN'],
      [buyer, market.purchase(buyer, id, '101'), 'MARKET_QUANTITY_GONE'],
    ] as const;
    for (const [who, payload, code] of refusals) {
      expect(codeOf(await market.propose(who.maker, 'sale-purchase', payload))).toBe(code);
    }
    expect(await market.parts(buyerFunds, 'CNY')).toEqual({ available: 100_000n });
  });

  it('REG-004 of a suspended seller is refused, and one that waits fails and gives its money back', async () => {
    const id = await listed();
    const waiting = await market.proposed(buyer.maker, 'sale-purchase', market.purchase(buyer, id, '10'));
    const { database, clock } = market.platform;
    const turn = (state: 'suspended' | 'open') =>
      database.transaction((tx) =>
        setAccountState(tx, { number: seller.account, state, reason: 'test', actor: 'test' }, clock.now()),
      );
    await turn('suspended');
    try {
      const refused = await market.propose(buyer.maker, 'sale-purchase', market.purchase(buyer, id, '1'));
      expect(codeOf(refused)).toBe('MARKET_SELLER_STOPPED');
      expect(await market.approved(buyer.checker, waiting)).toMatchObject({
        ...{ state: 'failed', failure: { code: 'MARKET_SELLER_STOPPED', rule: 'REG-004' } },
      });
      expect(await market.parts(buyerFunds, 'CNY')).toEqual({ available: 100_000n });
    } finally {
      await turn('open');
    }
  });

  it('that is withdrawn gives its money back', async () => {
    const id = await listed();
    const task = await market.proposed(buyer.maker, 'sale-purchase', market.purchase(buyer, id, '10'));
    await market.send(buyer.maker, 'POST', `/v1/tasks/${task}/withdrawals`, {});
    expect(await market.parts(buyerFunds, 'CNY')).toEqual({ available: 100_000n });
  });
});
