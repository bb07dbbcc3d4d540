import { setAccountState } from '@carbon/ledger';
import { AuctionStage, CEA, CLOSES, type Trader, WHILE_OPEN } from './auctions.spec-support';

const BIDDERS = 24;
const ROUNDS = 5;

let stage: AuctionStage;
let seller: Trader;
let bidders: Trader[];
let auction: string;

/** A process that is killed as soon as one batch is durable. */
class Killed extends Error {}
const kill = () => {
  throw new Killed();
};

beforeAll(async () => {
  stage = await AuctionStage.open();
  seller = await stage.trader('SELLER', { units: 100_000n });
  bidders = [];
  for (let at = 0; at < BIDDERS; at++) bidders.push(await stage.trader(`B${at}`, { fen: 100_000_000n }));
  auction = await stage.announced(seller, { quantity: '5000' });
  await stage.at(WHILE_OPEN);
}, 180_000);
afterAll(() => stage.close());

const everything = async (instrument: string, pick: (trader: Trader) => string): Promise<bigint> => {
  const parts = await Promise.all(
    [seller, ...bidders].map((trader) => stage.market.parts(pick(trader), instrument)),
  );
  return parts.flatMap((part) => Object.values(part)).reduce((sum, units) => sum + units, 0n);
};
const query = <R>(sql: string, values: unknown[] = []) =>
  stage.market.platform.database.query<R>(sql, values);

it('INV-06 fifty same bids at once are one bid', async () => {
  const [one] = bidders;
  if (one === undefined) throw new Error('nobody bids');
  const { platform } = stage.market;
  const body = { tradingAccount: one.number, price: '51.00', quantity: '10' };
  const headers = { ...one.maker.headers, 'idempotency-key': 'fifty-same-bids' };
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => platform.send('POST', `/v1/auctions/${auction}/bids`, headers, body)),
  );
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([201]));
  expect(new Set(answers.map((answer) => answer.json<{ id: string }>().id)).size).toBe(1);
  expect(await query('select 1 from market.bid where auction_id = $1', [auction])).toHaveLength(1);
  expect(await stage.market.parts(one.funds, 'CNY')).toEqual({ available: 99_949_000n, frozen: 51_000n });
  const other = await platform.send('POST', `/v1/auctions/${auction}/bids`, headers, {
    ...body,
    price: '52.00',
  });
  expect(other.json()).toMatchObject({ status: 409, code: 'IDEMPOTENCY_KEY_REUSED' });
}, 60_000);

it('a close that is killed between its batches is gone on with, by several processes, and doubles nothing', async () => {
  for (let round = 0; round < ROUNDS; round++)
    await Promise.all(
      bidders.map((bidder, at) =>
        stage.placed(bidder, auction, `${51 + ((at * 7 + round * 3) % 20)}.00`, '100'),
      ),
    );
  const cash = await everything('CNY', ({ funds }) => funds);
  await stage.at(CLOSES);
  await expect(stage.closer({ batch: 13, onProgress: kill }).sweep()).rejects.toThrow(Killed);
  const left = await query<{ settled: number }>(
    'select count(settled_at)::int as settled from market.bid where auction_id = $1',
    [auction],
  );
  expect(left).toEqual([{ settled: 13 }]);
  // what was opened is opened once; its result does not stand yet
  expect(await stage.get(seller.maker, `/v1/auctions/${auction}`)).toMatchObject({
    ...{ state: 'closing', result: null },
  });
  await expect(stage.closer({ batch: 13, onProgress: kill }).sweep()).rejects.toThrow(Killed);
  await Promise.all([1, 2, 3].map(() => stage.closer({ batch: 17 }).sweep()));
  const [sums] = await query(
    `select count(*)::int as bids, count(settled_at)::int as settled, sum(won)::int as won, sum(delivered)::int as delivered
       from market.bid where auction_id = $1`,
    [auction],
  );
  expect(sums).toEqual({ bids: 121, settled: 121, won: 5000, delivered: 5000 });
  expect(
    await query('select sum(quantity)::int as sold from market.trade where reference = $1', [auction]),
  ).toEqual([{ sold: 5000 }]);
  expect(await everything('CNY', ({ funds }) => funds)).toBe(cash);
  expect(await everything(CEA, ({ units }) => units)).toBe(100_000n);
  for (const { funds } of bidders)
    expect(await stage.market.parts(funds, 'CNY')).not.toHaveProperty('frozen');
  const told = (await stage.get(seller.maker, `/v1/auctions/${auction}`)) as { result: { amount: string } };
  const [paid] = await query<{ fen: string }>(
    'select sum(paid_fen)::text as fen from market.bid where auction_id = $1',
    [auction],
  );
  expect(told.result.amount).toBe(`${(paid?.fen ?? '').slice(0, -2)}.00`);
  const opened = await query("select 1 from audit.record where action = 'auction.bids-opened'");
  const closed = await query("select 1 from audit.record where action = 'auction.closed'");
  expect([opened.length, closed.length]).toEqual([1, 1]);
}, 120_000);

it('REG-004 a winner whose account was suspended gets nothing and spoils nothing', async () => {
  const [good, bad] = bidders;
  if (good === undefined || bad === undefined) throw new Error('nobody bids');
  const over = {
    opensAt: '2026-03-16T09:30:00+08:00',
    closesAt: '2026-03-16T11:30:00+08:00',
    quantity: '100',
  };
  const second = await stage.announced(seller, over);
  await stage.at('2026-03-16T10:00:00+08:00');
  const before = await stage.market.parts(bad.funds, 'CNY');
  await stage.placed(good, second, '60.00', '40');
  await stage.placed(bad, second, '60.00', '60');
  const { database, clock } = stage.market.platform;
  await database.transaction((tx) =>
    setAccountState(
      tx,
      { number: bad.units, state: 'suspended', reason: 'test', actor: 'test' },
      clock.now(),
    ),
  );
  await stage.at('2026-03-16T11:30:00+08:00');
  expect(await stage.closer().sweep()).toBe(1);
  expect(await stage.get(good.maker, `/v1/auctions/${second}`)).toMatchObject({
    result: { sold: '40', bids: 2 },
  });
  expect(await stage.market.parts(bad.funds, 'CNY')).toEqual(before);
  expect(await stage.market.parts(seller.units, CEA)).toEqual({ available: 94_960n });
  const [mine] = (await stage.get(bad.maker, `/v1/auctions/${second}/bids`))['items'] as object[];
  expect(mine).toMatchObject({
    won: '60',
    delivered: '0',
    failure: expect.stringMatching(/^LEDGER_/) as string,
  });
}, 60_000);
