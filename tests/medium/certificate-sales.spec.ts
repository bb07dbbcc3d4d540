import { openAccounts } from '@carbon/ledger';
import { codeOf, type House, MarketFixture } from '../support/market-fixture';

const MONTH = '2025-01';
const PLANT = {
  ...{ shortCode: 'SALE1', nameZh: '示例电站', nameEn: 'Example plant', province: '63' },
  ...{ technology: 'solar-thermal', capacityW: '50000000', connectedMonth: '2018-12', source: 'synthetic' },
};

let market: MarketFixture;
let seller: House, buyer: House;
let unit: string;

/** A generator with ten certificates of January 2025, and a buyer with money. */
beforeAll(async () => {
  market = await MarketFixture.open();
  const { platform } = market;
  const id = await platform.holder('GENERATOR', 'generator');
  const [account = ''] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: id, kind: 'holding' }]),
  );
  const [maker, checker] = [await platform.person(id, 'maker'), await platform.person(id, 'checker')];
  seller = { id, code: 'GENERATOR', account, maker, checker };
  buyer = await market.house('BUYER');
  await market.payIn(buyer, '100000');

  const post = async (url: string, body: object) => {
    const answer = await platform.send('POST', url, platform.machine, body);
    if (answer.statusCode >= 300) throw new Error(answer.body);
    return answer;
  };
  const filed = await post('/v1/plants', { plants: [{ ...PLANT, holder: 'GENERATOR', account }] });
  const row = { plant: 'SALE1', month: MONTH, energyKwh: '10000', reportedBy: 'grid-company', basis: 'm' };
  await post('/v1/meter-months', { rows: [row] });
  await post('/v1/certificate-issues', { plant: 'SALE1', month: MONTH });
  const [plant] = filed.json<{ items: { code: string }[] }>().items;
  unit = `GEC-${plant?.code ?? ''}-202501`;
});
afterAll(() => market.close());

const listing = (house: House, over: object = {}) =>
  market.listing(house, { instrument: unit, quantity: '4', ...over });

it('AC-92 GEC-009 a certificate that was sold is not offered again, listed or to one buyer', async () => {
  const offer = await market.listed(seller, { instrument: unit, quantity: '4' });
  const { outcome } = await market.bought(buyer, offer, '3');
  expect(await market.parts(buyer.account, unit)).toEqual({ available: 3n });
  const sale = await market.send(buyer.maker, 'GET', `/v1/sales/${outcome?.['sale'] ?? ''}`);
  const { serials } = sale.json<{ serials: string[] }>();
  expect(sale.json()).toMatchObject({ scheme: 'CN-GEC', period: MONTH, quantity: '3' });
  const [first = '', last = ''] = (serials[0] ?? '').split('-');

  for (const over of [{ quantity: '3' }, { quantity: '3', serials: [{ first, last }] }]) {
    const again = await market.propose(buyer.maker, 'sale-listing', listing(buyer, over));
    expect([again.statusCode, codeOf(again), again.json<{ rule: string }>().rule]).toEqual([
      ...[422, 'GEC_SOLD_BEFORE', 'GEC-009'],
    ]);
    const bilateral = listing(buyer, { ...over, buyerAccount: seller.account });
    expect(codeOf(await market.propose(buyer.maker, 'bilateral-sale', bilateral))).toBe('GEC_SOLD_BEFORE');
  }
  // the one that was not bought is the seller's to sell again
  await market.send(seller.maker, 'POST', `/v1/offers/${offer}/withdrawals`, { reason: '重新挂牌' });
  expect(await market.parts(seller.account, unit)).toEqual({ available: 7n });
});

it('GEC-009 sold elsewhere meanwhile: the purchase fails, and its money is given back', async () => {
  const offer = await market.listed(seller, { instrument: unit, quantity: '2' });
  const serials = (await market.offer(buyer.maker, offer))['serials'] as string[];
  const first = (serials[0] ?? '').split('-')[0];
  const task = await market.proposed(buyer.maker, 'sale-purchase', market.purchase(buyer, offer, '1'));
  await market.platform.database.query('insert into certificates.sold_range values ($1, $2, $2, 1)', [
    unit,
    first,
  ]);
  expect(await market.approved(buyer.checker, task)).toMatchObject({
    ...{ state: 'failed', failure: { code: 'GEC_SOLD_BEFORE', rule: 'GEC-009' } },
  });
  expect(await market.parts(buyer.account, unit)).toEqual({ available: 3n });
});

it('GEC-013 what has expired is neither listed nor bought', async () => {
  const { clock } = market.platform;
  const offer = await market.listed(seller, { instrument: unit, quantity: '1', validUntil: '2027-03-02' });
  const now = clock.now();
  try {
    clock.set(new Date('2027-01-01T01:00:00Z'));
    const late = await signedIn(buyer);
    const purchase = await market.propose(late.maker, 'sale-purchase', market.purchase(late, offer, '1'));
    expect(codeOf(purchase)).toBe('GEC_EXPIRED');
    const owner = await signedIn(seller);
    const listed = await market.propose(
      owner.maker,
      'sale-listing',
      listing(owner, { quantity: '1', validUntil: '2027-01-31' }),
    );
    expect(codeOf(listed)).toBe('GEC_EXPIRED');
  } finally {
    clock.set(now);
  }
});

async function signedIn(house: House): Promise<House> {
  const { platform } = market;
  return {
    ...house,
    maker: await platform.again(house.maker),
    checker: await platform.again(house.checker),
  };
}
