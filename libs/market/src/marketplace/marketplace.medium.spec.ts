import { openAccounts } from '@carbon/ledger';
import { ExchangeFixture, type TestTrader } from '../../../../tests/support/exchange-fixture';
import type { Person } from '../../../../tests/support/platform-fixture';
import { MarketplaceShelves } from './shelves';

interface Entry {
  readonly shelf: string;
  readonly kind: string;
  readonly code: string;
  readonly quantity: string | null;
  readonly look: string;
}

const [CEA24, CEA25, CCER] = ['CEA24', 'CEA25', 'CCER-1'] as const;

let fixture: ExchangeFixture;
let seller: TestTrader;
let maker: Person, checker: Person;
let account: string;

beforeAll(async () => {
  fixture = await ExchangeFixture.open();
  for (const code of [CEA24, CEA25]) await fixture.instrument(code, 5000n);
  await fixture.instrument(CCER, 8000n, 'CCER');
  seller = await fixture.trader('SELLER', { units: { [CEA24]: 1000n, [CEA25]: 1000n } });
  for (const end = Date.now() + 60_000; !fixture.exchange.isLeader('CN') && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 20));
  const { platform } = fixture;
  const id = await platform.holder('LISTER', 'project-owner');
  [account = ''] = await platform.database.transaction((tx) =>
    openAccounts(tx, [{ holderId: id, kind: 'holding' }]),
  );
  maker = await platform.person(id, 'maker');
  checker = await platform.person(id, 'checker');
  await platform.database.transaction(async (tx) => {
    const cause = { actor: 'test' } as const;
    await platform.ledger.submit(tx, [
      { kind: 'issue', instrument: CCER, quantity: 500n, to: account, sourceKey: 'test:lister', cause },
    ]);
  });
});
afterAll(() => fixture.close());

async function shown(query = ''): Promise<{ items: Entry[]; next?: string }> {
  const answer = await fixture.platform.send('GET', `/v1/public/marketplace${query}`, {});
  expect(answer.statusCode).toBe(200);
  return answer.json();
}
async function offer(instrument: string, priceFen: bigint, quantity: bigint): Promise<void> {
  const { tradingAccount } = seller;
  const outcome = await fixture.give(
    { kind: 'place', tradingAccount, instrument, side: 'sell', priceFen, quantity },
    { as: seller },
  );
  expect(outcome.status).toBe('done');
}
async function listed(over: object = {}): Promise<string> {
  const { platform } = fixture;
  const payload = {
    ...{ account, instrument: CCER, quantity: '100', unitPriceFen: '7850', minimum: '10', step: '5' },
    ...{ validUntil: '2026-03-31', ...over },
  };
  const body = { kind: 'sale-listing', payload };
  const task = (await platform.send('POST', '/v1/tasks', maker.headers, body)).json<{ id: string }>();
  await platform.send('POST', `/v1/tasks/${task.id}/approvals`, checker.headers, {});
  return task.id;
}

it('S07 what nobody sells is not there', async () => {
  expect(await shown()).toEqual({ items: [] });
});

it('S07 one page of the best prices of the exchange and of listings, and nobody’s name', async () => {
  await offer(CEA25, 5100n, 300n);
  await offer(CEA25, 5050n, 120n);
  await offer(CEA25, 5050n, 80n);
  await offer(CEA24, 4900n, 10n);
  const listing = await listed();
  await listed({ buyers: ['TRADER-SELLER'] });
  const { items } = await shown();
  expect(items).toMatchObject([
    { shelf: 'exchange', kind: 'allowance', code: CEA24, price: { amount: '49.00' }, quantity: '10' },
    {
      ...{ shelf: 'exchange', kind: 'allowance', code: CEA25, quantity: '200', until: null },
      price: { amount: '50.50', currency: 'CNY' },
      look: '/v1/public/exchange/CN/instruments/CEA25/depth',
    },
    {
      ...{ shelf: 'listings', kind: 'credit', code: CCER, quantity: '100', unit: 't' },
      ...{ price: { amount: '78.50' }, look: `/v1/listings/${listing}` },
      until: '2026-04-01T00:00:00.000+08:00',
    },
  ]);
  expect(items).toHaveLength(3);
  expect(JSON.stringify(items)).not.toMatch(/SELLER|LISTER/);
  for (const { look } of items) {
    const answer = await fixture.platform.send('GET', look, maker.headers);
    expect([look, answer.statusCode]).toEqual([look, 200]);
  }
});

it('S07 pages hold each entry once; kinds are told apart', async () => {
  const seen: string[] = [];
  let cursor: string | undefined = '';
  while (cursor !== undefined) {
    const page: { items: Entry[]; next?: string } = await shown(
      `?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    seen.push(...page.items.map(({ shelf, code }) => `${shelf}/${code}`));
    cursor = page.next;
  }
  expect(seen).toEqual([`exchange/${CEA24}`, `exchange/${CEA25}`, `listings/${CCER}`]);
  expect((await shown('?kind=credit')).items.map(({ code }) => code)).toEqual([CCER]);
  expect((await shown('?kind=service')).items).toEqual([]);
});

it('S07 another room brings a shelf and nothing here changes', async () => {
  fixture.platform.app.get(MarketplaceShelves).register({
    ...{ name: 'tea', kinds: ['points-goods'] },
    entries: (_, { after }) =>
      Promise.resolve(
        after === undefined
          ? [
              {
                ...{
                  key: '1',
                  kind: 'points-goods',
                  code: 'TEA',
                  name: { zh: '茶', en: 'Tea' },
                  unit: 'box',
                },
                ...{ price: { amount: '30', currency: 'points' }, quantity: undefined, until: undefined },
                ...{ look: '/', act: '/', finePrint: { zh: '示例', en: 'invented' } },
              },
            ]
          : [],
      ),
  });
  expect((await shown('?kind=points-goods')).items).toMatchObject([
    { shelf: 'tea', price: { amount: '30', currency: 'points' }, quantity: null },
  ]);
});

it('a halted instrument and an offer that is over are not there; made-up cursors are refused', async () => {
  await fixture.platform.database.query("update market.tradable set state = 'halted' where instrument = $1", [
    CEA24,
  ]);
  expect((await shown('?kind=allowance')).items.map(({ code }) => code)).toEqual([CEA25]);
  fixture.platform.clock.set(new Date('2026-03-31T16:00:00.000Z'));
  expect((await shown('?kind=credit')).items).toEqual([]);
  const cursor = Buffer.from(JSON.stringify(['listings', 'x'])).toString('base64url');
  const answer = await fixture.platform.send('GET', `/v1/public/marketplace?cursor=${cursor}`, {});
  expect(answer.statusCode).toBe(400);
});
