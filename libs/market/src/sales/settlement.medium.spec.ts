import { type OrderedTransfer, TransferRules } from '@carbon/custody';
import { Refusal } from '@carbon/kernel';
import { defineInstrument } from '@carbon/ledger';
import fc from 'fast-check';
import { codeOf, type House, MarketFixture, type Task } from '../../../../tests/support/market-fixture';

let market: MarketFixture;
let seller: House;
let sellerFunds: string;

beforeAll(async () => {
  market = await MarketFixture.open();
  seller = await market.house('SELLER');
  sellerFunds = await market.payIn(seller, '1');
});
afterAll(() => market.close());

async function buyersWith(count: number, name: string, fen: string): Promise<(House & { funds: string })[]> {
  const houses: (House & { funds: string })[] = [];
  for (let at = 0; at < count; at++) {
    const house = await market.house(`${name}-${at}`);
    houses.push({ ...house, funds: await market.payIn(house, fen) });
  }
  return houses;
}

const everythingOf = async (instrument: string, accounts: readonly string[]): Promise<bigint> => {
  const parts = await Promise.all(accounts.map((account) => market.parts(account, instrument)));
  return parts.flatMap((part) => Object.values(part)).reduce((sum, units) => sum + units, 0n);
};

it('GEC-008 fifty buyers at once on one listing: never oversold, what was refused is paid back', async () => {
  await market.endow(seller, 'RACE', 100n);
  const offer = await market.listed(seller, { instrument: 'RACE', unitPriceFen: '10' });
  const buyers = await buyersWith(50, 'RACER', '100');
  const before = (await market.parts(sellerFunds, 'CNY'))['available'] ?? 0n;
  const tasks: string[] = await Promise.all(
    buyers.map((buyer) => market.proposed(buyer.maker, 'sale-purchase', market.purchase(buyer, offer, '7'))),
  );
  const ended = await Promise.all(buyers.map((buyer, at) => market.approved(buyer.checker, tasks[at]!)));
  const sold = ended.filter(({ state }) => state === 'executed');
  expect(sold).toHaveLength(14);
  for (const { state, failure } of ended) {
    if (state !== 'executed') expect(failure?.code).toBe('MARKET_QUANTITY_GONE');
  }
  expect(await market.parts(seller.account, 'RACE')).toEqual({ frozen: 2n });
  expect(await market.parts(sellerFunds, 'CNY')).toEqual({ available: before + 980n });
  for (const [at, buyer] of buyers.entries()) {
    const won = ended[at]?.state === 'executed';
    expect(await market.parts(buyer.account, 'RACE')).toEqual(won ? { available: 7n } : {});
    expect(await market.parts(buyer.funds, 'CNY')).toEqual({ available: won ? 30n : 100n });
  }
}, 180_000);

it('delivery and payment happen together or not at all, wherever it breaks', async () => {
  const { database } = market.platform;
  await market.endow(seller, 'FAULT', 10n);
  const offer = await market.listed(seller, { instrument: 'FAULT', quantity: '10', unitPriceFen: '10' });
  const [buyer] = await buyersWith(1, 'FAULTY', '100');
  const task = await market.proposed(buyer!.maker, 'sale-purchase', market.purchase(buyer!, offer, '10'));
  const before = await market.parts(sellerFunds, 'CNY');
  // the connection that settles is killed by the server as soon as the offer, the purchase or the sale is written
  for (const table of ['market.offer', 'market.purchase', 'market.sale', 'audit.record']) {
    const superuser = await superuserOf(market);
    await superuser(`create function public.die() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$`);
    await superuser(
      `create trigger die before insert or update on ${table} for each row execute function public.die()`,
    );
    const answer = await market.approve(buyer!.checker, task);
    await superuser(`drop function public.die() cascade`);
    expect(answer.statusCode).toBeGreaterThanOrEqual(500);
    expect(await market.parts(seller.account, 'FAULT')).toEqual({ frozen: 10n });
    expect(await market.parts(buyer!.account, 'FAULT')).toEqual({});
    expect(await market.parts(buyer!.funds, 'CNY')).toEqual({ frozen: 100n });
    expect(await market.parts(sellerFunds, 'CNY')).toEqual(before);
  }
  const sales = await database.query(`select 1 from market.sale where instrument = 'FAULT'`);
  expect(sales).toEqual([]);
  expect((await market.approved(buyer!.checker, task)).state).toBe('executed');
  expect(await market.parts(buyer!.account, 'FAULT')).toEqual({ available: 10n });
});

it('whatever is offered, bought, given up or withdrawn: neither cash nor units are made or lost', async () => {
  const [one, two] = await buyersWith(2, 'PROP', '5000');
  await market.endow(seller, 'PROP', 200n);
  const accounts = [seller, one!, two!].map(({ account }) => account);
  const funds = [sellerFunds, one!.funds, two!.funds];
  const cash = await everythingOf('CNY', funds);
  const step = fc.record({
    buyer: fc.constantFrom(one!, two!),
    quantity: fc.integer({ min: 1, max: 12 }),
    how: fc.constantFrom('approve', 'reject', 'leave'),
  });
  const round = fc.record({
    quantity: fc.integer({ min: 1, max: 20 }),
    price: fc.integer({ min: 1, max: 300 }),
    steps: fc.array(step, { maxLength: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(round, async ({ quantity, price, steps }) => {
      const offer = { instrument: 'PROP', quantity: `${quantity}`, unitPriceFen: `${price}` };
      const answer = await market.propose(seller.maker, 'sale-listing', market.listing(seller, offer));
      if (answer.statusCode !== 201) return;
      const { id } = answer.json<Task>();
      await market.approved(seller.checker, id);
      for (const { buyer, quantity: wanted, how } of steps) {
        const payload = market.purchase(buyer, id, `${wanted}`);
        const task = await market.propose(buyer.maker, 'sale-purchase', payload);
        if (task.statusCode !== 201 || how === 'leave') continue;
        const path = how === 'approve' ? 'approvals' : 'rejections';
        await market.send(buyer.checker, 'POST', `/v1/tasks/${task.json<Task>().id}/${path}`, {
          comment: how,
        });
      }
      await market.send(seller.maker, 'POST', `/v1/offers/${id}/withdrawals`, { reason: 'end' });
      expect(await everythingOf('CNY', funds)).toBe(cash);
      expect(await everythingOf('PROP', accounts)).toBe(200n);
    }),
    { numRuns: 12 },
  );
}, 180_000);

it('GEC-008 the scheme is asked at each step, tells of its units, and hears of the sale', async () => {
  const seen: string[] = [];
  let refuse: string | undefined;
  const scheme = 'ASKED';
  market.platform.app.get(TransferRules).register(scheme, {
    check: (_, { step, serials, from, to }: OrderedTransfer) => {
      seen.push(`${step} ${from === to ? 'nobody' : 'buyer'} ${String(serials?.length ?? 0)}`);
      if (step !== refuse) return Promise.resolve();
      return Promise.reject(new Refusal('ASKED_NO', 422, { zh: '不可', en: 'no' }, { rule: 'CCT-001' }));
    },
    choose: () => Promise.resolve([{ first: 3n, last: 5n }]),
    facts: () => Promise.resolve({ province: '32', subsidyClass: 'unsubsidised', period: '2026-02' }),
    completed: (_, { quantity }, transaction) => {
      seen.push(`sold ${quantity.toString()} ${transaction > 0n ? 'moved' : ''}`);
      return Promise.resolve();
    },
  });
  await market.platform.database.transaction((tx) =>
    defineInstrument(tx, { code: 'ASKED', kind: 'credit', unit: 't', scheme, serialised: true }),
  );
  await market.endow(seller, 'ASKED', 10n);
  const offer = await market.listed(seller, { instrument: 'ASKED', quantity: '3', unitPriceFen: '10' });
  const [buyer] = await buyersWith(1, 'ASKER', '100');
  const { outcome } = await market.bought(buyer!, offer, '2');
  expect(seen).toEqual([
    'proposal nobody 0',
    'proposal nobody 1',
    'proposal buyer 1',
    'execution buyer 1',
    'sold 2 moved',
  ]);
  const sale = await market.send(buyer!.maker, 'GET', `/v1/sales/${outcome?.['sale'] ?? ''}`);
  expect(sale.json()).toMatchObject({
    ...{ serials: ['3-4'], province: '32', subsidyClass: 'unsubsidised', period: '2026-02' },
  });
  refuse = 'execution';
  expect(await market.bought(buyer!, offer, '1')).toMatchObject({ failure: { code: 'ASKED_NO' } });
  refuse = 'proposal';
  const refused = await market.propose(buyer!.maker, 'sale-purchase', market.purchase(buyer!, offer, '1'));
  expect(codeOf(refused)).toBe('ASKED_NO');
  expect(await market.parts(buyer!.funds, 'CNY')).toEqual({ available: 80n });
});

it('what was sold is told to everybody by month, with its average and without its parties', async () => {
  await market.endow(seller, 'STAT', 30n);
  const [buyer] = await buyersWith(1, 'STAT', '100000');
  for (const [quantity, price] of [
    ['10', '100'],
    ['20', '101'],
  ] as const) {
    const offer = await market.listed(seller, { instrument: 'STAT', quantity, unitPriceFen: price });
    await market.bought(buyer!, offer, quantity);
  }
  const { database } = market.platform;
  const [sums] = await database.query<{ quantity: string; amount: string }>(
    `select sum(quantity) as quantity, sum(amount_fen) as amount from market.sale where scheme = 'TEST'`,
  );
  const answer = await market.platform.send('GET', '/v1/public/sale-prices?scheme=TEST&month=2026-03', {});
  expect(answer.statusCode).toBe(200);
  expect(answer.json<{ items: object[] }>().items).toMatchObject([
    { month: '2026-03', scheme: 'TEST', type: 'listed', quantity: sums?.quantity, amountFen: sums?.amount },
  ]);
  expect(answer.body).not.toMatch(/SELLER|STAT|account/);
});

it('CL080 a sale is not changed after the fact', async () => {
  const superuser = await superuserOf(market);
  await expect(superuser('update market.sale set quantity = 1')).rejects.toMatchObject({ code: 'CL080' });
  await expect(superuser('update market.offer set unit_price_fen = 1')).rejects.toMatchObject({
    code: 'CL082',
  });
});

async function superuserOf({ platform }: MarketFixture): Promise<(text: string) => Promise<unknown>> {
  const { Client } = await import('pg');
  return async (text) => {
    const client = new Client({ connectionString: platform.superuserUrl });
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  };
}
