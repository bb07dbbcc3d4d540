import type { Person } from '../../../../tests/support/platform-fixture';
import { AuctionStage, CLOSES, type Trader, WHILE_OPEN } from './auctions.spec-support';

// told by no other figure of this test: 1237 units at 5,117.31 yuan
const PRICE = '5117.31';
const PRICE_FEN = '511731';
const QUANTITY = '1237';

let stage: AuctionStage;
let seller: Trader;
let bidder: Trader;
let rival: Trader;
let auction: string;
let bid: string;
const watchers: [string, Person][] = [];

beforeAll(async () => {
  stage = await AuctionStage.open();
  const { platform } = stage.market;
  seller = await stage.trader('SELLER', { units: 10_000n });
  bidder = await stage.trader('BIDDER', { fen: 10_000_000_000n });
  rival = await stage.trader('RIVAL', { fen: 10_000_000_000n });
  auction = await stage.announced(seller, { quantity: '2000' });
  await stage.at(WHILE_OPEN);
  const answer = await stage.bid(bidder, auction, PRICE, QUANTITY, { setApart: '9000000.00' });
  expect(answer.body).not.toMatch(new RegExp(`${PRICE}|${PRICE_FEN}|${QUANTITY}`));
  bid = answer.json<{ id: string }>().id;
  const office = async (
    code: string,
    kind: 'registry-operator' | 'market-operator' | 'regulator' | 'auditor',
  ) => {
    const id = await platform.holder(code, kind);
    for (const role of ['maker', 'checker', 'reader'] as const)
      watchers.push([`${code} ${role}`, await platform.person(id, role)]);
  };
  await office('OPERATOR', 'registry-operator');
  await office('EXCHANGE', 'market-operator');
  await office('MINISTRY', 'regulator');
  await office('AUDITOR', 'auditor');
  watchers.push(['the seller', seller.maker], ['a rival', rival.maker]);
}, 180_000);
afterAll(() => stage.close());

const send = (who: Person | undefined, path: string) =>
  stage.market.platform.send('GET', path, who?.headers ?? stage.market.platform.machine);

/** Every place where a bid could be told. */
const places = () => [
  `/v1/auctions/${auction}`,
  `/v1/auctions/${auction}/bids`,
  `/v1/auctions/${auction}/bids/${bid}`,
  `/v1/auctions/${auction}/opened-bids`,
  `/v1/public/auctions/${auction}`,
  '/v1/audit-records?limit=200',
  '/v1/tasks?limit=200',
];

it('until the close nobody but the bidder is told a bid: not rivals, seller, operators, authorities, auditors, machines', async () => {
  for (const [name, who] of [...watchers, ['a machine of the operator', undefined] as const]) {
    for (const path of places()) {
      const { body } = await send(who, path);
      expect([name, path, new RegExp(`${PRICE}|${PRICE_FEN}|"${QUANTITY}"`).test(body)]).toEqual([
        name,
        path,
        false,
      ]);
    }
    expect((await send(who, `/v1/auctions/${auction}/bids/${bid}`)).statusCode).toBe(404);
    const list = await send(who, `/v1/auctions/${auction}/bids`);
    if (list.statusCode === 200) expect(list.json()).toEqual({ items: [] });
    expect([404, 409]).toContain((await send(who, `/v1/auctions/${auction}/opened-bids`)).statusCode);
  }
});

it('the bidder reads its own, with the salt of its commitment', async () => {
  for (const who of [bidder.maker, bidder.checker])
    expect((await send(who, `/v1/auctions/${auction}/bids/${bid}`)).json()).toMatchObject({
      ...{
        price: PRICE,
        quantity: QUANTITY,
        won: null,
        salt: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      },
    });
});

it('nothing in the whole database tells it, nor in the log', async () => {
  const { database, logged } = stage.market.platform;
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  let looked = 0;
  for (const { name } of tables) {
    const found = await database
      .query<{ row: string }>(
        `select t::text as row from ${name} t where t::text ~ '\\m(5117\\.31|511731|1237|633011247)\\M'`,
      )
      .catch(() => []);
    expect([name, found.map(({ row }) => row)]).toEqual([name, []]);
    looked += 1;
  }
  expect(looked).toBeGreaterThan(50);
  expect(logged.join('\n')).not.toMatch(new RegExp(`${PRICE}|${PRICE_FEN}`));
});

it('a request is remembered by a fingerprint that needs a key, not by a hash that can be guessed', async () => {
  const headers = { ...bidder.maker.headers, 'idempotency-key': 'guess-my-bid' };
  const body = { tradingAccount: bidder.number, price: '5000.00', quantity: '1' };
  const send = (over: object) =>
    stage.market.platform.send('POST', `/v1/auctions/${auction}/bids`, headers, { ...body, ...over });
  expect((await send({})).statusCode).toBe(201);
  expect((await send({})).statusCode).toBe(201);
  expect((await send({ price: '5000.01' })).json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

it('after the close all bids are opened to those who bid, without names; to a stranger there is nothing', async () => {
  await stage.placed(rival, auction, '5118.00', '10');
  await stage.at(CLOSES);
  expect(await stage.closer().sweep()).toBe(1);
  const opened = await send(rival.maker, `/v1/auctions/${auction}/opened-bids`);
  expect(opened.json<{ items: object[] }>().items).toHaveLength(3);
  expect(opened.body).toContain(PRICE);
  expect(opened.body).not.toMatch(/BIDDER|RIVAL|TA-|CL-/);
  expect((await send(rival.maker, `/v1/auctions/${auction}/bids/${bid}`)).statusCode).toBe(404);
});
