import { type OrderedTransfer, TransferRules } from '@carbon/custody';
import { Refusal } from '@carbon/kernel';
import { defineInstrument } from '@carbon/ledger';
import { codeOf, type House } from '../../../../tests/support/market-fixture';
import { AuctionStage, CLOSES, OPENS, WHILE_OPEN } from './auctions.spec-support';

const GEC = 'GEC-TEST-202601';
const SCHEME = 'TEST-GEC';

let stage: AuctionStage;
let seller: House & { funds: string };
let one: House & { funds: string };
let two: House & { funds: string };
let expired = false;
const seen: string[] = [];
const sold = new Set<bigint>();

/** Rules like those of certificates: one sale only (GEC-009), valid for a time (GEC-013), numbered. */
const rules = {
  check: (_: unknown, { step, serials, from, to }: OrderedTransfer) => {
    seen.push(`${step} ${from === to ? 'nobody' : 'buyer'}`);
    const again = serials?.some(({ first, last }) => {
      for (let serial = first; serial <= last; serial++) if (sold.has(serial)) return true;
      return false;
    });
    if (again === true) return Promise.reject(refusal('GEC_SOLD_ALREADY', 'GEC-009'));
    return expired ? Promise.reject(refusal('GEC_EXPIRED', 'GEC-013')) : Promise.resolve();
  },
  facts: () => Promise.resolve({ province: '32', subsidyClass: 'unsubsidised' }),
  completed: (_: unknown, { serials }: OrderedTransfer) => {
    for (const { first, last } of serials ?? [])
      for (let serial = first; serial <= last; serial++) sold.add(serial);
    return Promise.resolve();
  },
};
const refusal = (code: string, rule: string) => new Refusal(code, 422, { zh: '不可', en: 'no' }, { rule });

beforeAll(async () => {
  stage = await AuctionStage.open();
  const { market } = stage;
  market.platform.app.get(TransferRules).register(SCHEME, rules);
  await market.platform.database.transaction((tx) =>
    defineInstrument(tx, {
      ...{ code: GEC, kind: 'green-certificate', unit: 'certificate', scheme: SCHEME, period: '2026-01' },
      serialised: true,
    }),
  );
  const house = async (code: string, fen: string) => {
    const entered = await market.house(code);
    return { ...entered, funds: await market.payIn(entered, fen) };
  };
  seller = await house('POWER', '1');
  one = await house('ONE', '1000000');
  two = await house('TWO', '1000000');
  await market.endow(seller, GEC, 300n);
}, 120_000);
afterAll(() => stage.close());

const payload = (over: object = {}) => ({
  ...{ lot: 'certificates', account: seller.account, instrument: GEC, quantity: '100' },
  ...{ pricing: 'uniform', reservePrice: '5.00', opensAt: OPENS, closesAt: CLOSES, ...over },
});

async function announced(over: object = {}): Promise<string> {
  const id = await stage.market.proposed(seller.maker, 'auction', payload(over));
  expect(await stage.market.approved(stage.venueChecker, id)).toMatchObject({ state: 'executed' });
  return id;
}

async function signIn(moment: string): Promise<void> {
  await stage.at(moment);
  for (const house of [seller, one, two])
    Object.assign(house, { maker: await stage.market.platform.again(house.maker) });
}

async function bid(house: House, auction: string, price: string, quantity: string): Promise<string> {
  const body = { account: house.account, price, quantity };
  const answer = await stage.market.send(house.maker, 'POST', `/v1/auctions/${auction}/bids`, body);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json<{ id: string }>().id;
}

it('GEC-008 certificates are sold in a central auction; each stands once in the register of sales (GEC-009, GEC-019)', async () => {
  const { market } = stage;
  const auction = await announced();
  expect(await market.parts(seller.account, GEC)).toEqual({ available: 200n, frozen: 100n });
  await signIn(WHILE_OPEN);
  await bid(one, auction, '6.50', '70');
  await bid(two, auction, '6.00', '60');
  await stage.at(CLOSES);
  expect(await stage.closer({ batch: 1 }).sweep()).toBe(1);
  expect(await market.parts(one.account, GEC)).toEqual({ available: 70n });
  expect(await market.parts(two.account, GEC)).toEqual({ available: 30n });
  expect(await market.parts(one.funds, 'CNY')).toEqual({ available: 1_000_000n - 70n * 600n });
  expect(await market.parts(two.funds, 'CNY')).toEqual({ available: 1_000_000n - 30n * 600n });
  expect(await market.parts(seller.funds, 'CNY')).toEqual({ available: 60_001n });
  expect(sold.size).toBe(100);
  const sales = await market.platform.database.query<{ serials: string[]; type: string }>(
    `select type, quantity, serials, unit_price_fen, province, auction_id from market.sale order by seq`,
  );
  expect(sales).toEqual([
    { ...SALE, auction_id: auction, quantity: '70', serials: ['201-270'] },
    { ...SALE, auction_id: auction, quantity: '30', serials: ['271-300'] },
  ]);
  await signIn(CLOSES);
  const told = await stage.get(one.maker, '/v1/sales');
  expect(told).toMatchObject({ items: [{ type: 'auction', auction, offer: null, unitPriceFen: '600' }] });
});

const SALE = { type: 'auction', unit_price_fen: '600', province: '32' };

it('GEC-013 what comes to the end of its validity before the close is not delivered, and nobody pays for it', async () => {
  const { market } = stage;
  const over = { opensAt: '2026-03-16T09:30:00+08:00', closesAt: '2026-03-16T11:30:00+08:00' };
  const auction = await announced(over);
  await signIn('2026-03-16T10:00:00+08:00');
  const id = await bid(two, auction, '7.00', '50');
  const before = await market.parts(two.account, GEC);
  expired = true;
  await signIn('2026-03-16T11:30:00+08:00');
  expect(await stage.closer().sweep()).toBe(1);
  expired = false;
  expect(await market.parts(two.account, GEC)).toEqual(before);
  expect(await market.parts(two.funds, 'CNY')).toEqual({ available: 1_000_000n - 30n * 600n });
  expect(await market.parts(seller.account, GEC)).toEqual({ available: 200n });
  expect(await stage.get(two.maker, `/v1/auctions/${auction}/bids/${id}`)).toMatchObject({
    ...{ won: '50', delivered: '0', failure: 'GEC_EXPIRED' },
  });
});

it('GEC-008 only certificates are sold so, from an account within reach that holds them', async () => {
  const { market } = stage;
  const over = { opensAt: '2026-03-20T09:30:00+08:00', closesAt: '2026-03-20T11:30:00+08:00' };
  const asked = async (what: object) =>
    codeOf(await market.propose(seller.maker, 'auction', payload({ ...over, ...what })));
  await market.endow(seller, 'UNIT', 10n);
  expect(await asked({ instrument: 'UNIT', quantity: '10' })).toBe('AUCTION_NOT_FOR_SALE');
  expect(await asked({ account: undefined })).toBe('AUCTION_ACCOUNT_MISSING');
  expect(await asked({ account: one.account })).toBe('LEDGER_ACCOUNT_UNKNOWN');
  expect(await asked({ lot: 'exchange' })).toBe('AUCTION_ACCOUNT_MISSING');
});
