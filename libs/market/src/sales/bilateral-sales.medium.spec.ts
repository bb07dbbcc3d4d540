import { codeOf, type House, MarketFixture } from '../../../../tests/support/market-fixture';

let market: MarketFixture;
let seller: House, buyer: House, third: House;
let buyerFunds: string;
let unit: string;
let count = 0;

beforeAll(async () => {
  market = await MarketFixture.open();
  seller = await market.house('SELLER');
  buyer = await market.house('BUYER');
  third = await market.house('THIRD');
  buyerFunds = await market.payIn(buyer, '100000');
});
afterAll(() => market.close());
beforeEach(async () => {
  unit = `UNIT-${++count}`;
  await market.endow(seller, unit, 100n, false);
});

const offered = (over: object = {}) =>
  market.listing(seller, { instrument: unit, buyerAccount: buyer.account, unitPriceFen: '10', ...over });

async function opened(): Promise<string> {
  const id = await market.proposed(seller.maker, 'bilateral-sale', offered());
  await market.approved(seller.checker, id);
  return id;
}

it('GEC-008 a bilateral offer is for its buyer alone, from its approval on, and taken whole', async () => {
  const id = await market.proposed(seller.maker, 'bilateral-sale', offered());
  const url = `/v1/listings/${id}`;
  expect((await market.send(buyer.maker, 'GET', url)).statusCode).toBe(404);
  await market.approved(seller.checker, id);
  expect((await market.send(buyer.maker, 'GET', url)).json()).toMatchObject({
    type: 'bilateral',
    serials: null,
  });
  expect((await market.send(third.maker, 'GET', url)).statusCode).toBe(404);
  const board = await market.send(buyer.maker, 'GET', `/v1/listings?instrument=${unit}`);
  expect(board.json()).toEqual({ items: [] });
  const part = await market.propose(buyer.maker, 'sale-purchase', market.purchase(buyer, id, '50'));
  expect(codeOf(part)).toBe('MARKET_QUANTITY_NOT_SOLD');
  const { outcome } = await market.bought(buyer, id, '100');
  expect(await market.parts(buyer.account, unit)).toEqual({ available: 100n });
  const sale = await market.send(seller.maker, 'GET', `/v1/sales/${outcome?.['sale'] ?? ''}`);
  expect(sale.json()).toMatchObject({ type: 'bilateral', amountFen: '1000', serials: null });
  const list = await market.send(buyer.maker, 'GET', `/v1/sales?account=${buyerFunds}&instrument=${unit}`);
  expect(list.json<{ items: object[] }>().items).toHaveLength(1);
});

it('is declined by its buyer and by nobody else; its units are the seller’s again', async () => {
  const id = await opened();
  const url = `/v1/offers/${id}/declines`;
  for (const who of [third, seller]) {
    expect((await market.send(who.maker, 'POST', url, { reason: 'no' })).statusCode).toBe(404);
  }
  const answer = await market.send(buyer.checker, 'POST', url, { reason: '价格不合适' });
  expect(answer.json()).toMatchObject({ state: 'declined' });
  expect(await market.parts(seller.account, unit)).toEqual({ available: 100n });
  const late = await market.propose(buyer.maker, 'sale-purchase', market.purchase(buyer, id, '100'));
  expect(codeOf(late)).toBe('MARKET_OFFER_NOT_OPEN');
});

it('a listing is not declined', async () => {
  const id = await market.listed(seller, { instrument: unit });
  const answer = await market.send(buyer.checker, 'POST', `/v1/offers/${id}/declines`, { reason: 'no' });
  expect(codeOf(answer)).toBe('MARKET_OFFER_UNKNOWN');
});

it.each([
  ['its own account', () => seller.account, 'MARKET_OWN_OFFER'],
  ['a funds account', () => buyerFunds, 'MARKET_ACCOUNT_OF_ANOTHER_KIND'],
  ['an account that is not there', () => 'CL-100-999999-0-00', undefined],
])('is not made to %s', async (_, account, code) => {
  const refused = await market.propose(seller.maker, 'bilateral-sale', offered({ buyerAccount: account() }));
  expect(refused.statusCode).toBeGreaterThanOrEqual(400);
  if (code !== undefined) expect(codeOf(refused)).toBe(code);
  expect(await market.parts(seller.account, unit)).toEqual({ available: 100n });
});
