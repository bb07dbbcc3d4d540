import readXlsxFile from 'read-excel-file/node';
import { ExchangeFixture, type TestTrader } from '../../../../../tests/support/exchange-fixture';
import { JobFixture } from '../../../../../tests/support/job-fixture';

let exchange: ExchangeFixture;
let jobs: JobFixture;
let seller: TestTrader;
let buyer: TestTrader;

beforeAll(async () => {
  exchange = await ExchangeFixture.open();
  jobs = new JobFixture(exchange.platform);
  await exchange.instrument('CEA25', 5_000n);
  seller = await exchange.trader('S', { units: { CEA25: 10_000n } });
  buyer = await exchange.trader('B', { fen: 100_000_000n });
  const outcome = await exchange.give({
    ...{ kind: 'place', tradingAccount: seller.tradingAccount, instrument: 'CEA25', side: 'sell' },
    ...{ priceFen: 5_010n, quantity: 100n, clientReference: '=1+1' },
  });
  if (outcome.status === 'refused') throw outcome.refusal;
  await exchange.give({
    ...{ kind: 'pick', tradingAccount: buyer.tradingAccount, priceFen: 5_010n, quantity: 30n },
    order: BigInt(outcome.order?.order ?? 0),
  });
});
afterAll(() => exchange.close());

async function rowsFor(
  trader: TestTrader,
  kind: string,
  payload: object = {},
): Promise<Record<string, unknown>[]> {
  const job = await jobs.run(trader.maker, kind, { format: 'xlsx', language: 'en', ...payload });
  expect(job).toMatchObject({ state: 'done', problem: null });
  const [, sheet] = await readXlsxFile(await jobs.file(trader.maker, job));
  const [header = [], ...rows] = sheet?.data ?? [];
  return rows.map((row) => Object.fromEntries(header.map((title, at) => [String(title), row[at]])));
}

it('RULES 7.1.5 orders as a workbook, with their states', async () => {
  const [row, ...more] = await rowsFor(seller, 'export-exchange-orders');
  expect(more).toEqual([]);
  expect(row).toMatchObject({
    ...{ Instrument: 'CEA25', 'Trading account': seller.tradingAccount, 'Price (yuan)': 50.1, Quantity: 100 },
    ...{ Filled: 30, 'Filled amount (yuan)': 1503, State: '部分成交 part-filled' },
  });
  expect(await rowsFor(seller, 'export-exchange-orders', { to: '2026-03-01' })).toEqual([]);
});

it('RULES 7.1.5 trades as a workbook, without the other side', async () => {
  const [sold] = await rowsFor(seller, 'export-exchange-trades');
  expect(sold).toMatchObject({ Seller: 'TRADER-S', Quantity: 30, 'Amount (yuan)': 1503, Buyer: null });
  expect(JSON.stringify(sold)).not.toContain(buyer.tradingAccount);
  const [bought] = await rowsFor(buyer, 'export-exchange-trades');
  expect(bought).toMatchObject({ Buyer: 'TRADER-B', Seller: null });
});

it('nobody asks by the account of another', async () => {
  const payload = { format: 'csv', tradingAccount: seller.tradingAccount };
  for (const kind of ['export-exchange-orders', 'export-exchange-trades']) {
    const job = await jobs.run(buyer.maker, kind, payload);
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'EXCHANGE_TRADING_ACCOUNT_UNKNOWN' } });
  }
});

it('as CSV it says the same', async () => {
  const job = await jobs.run(seller.maker, 'export-exchange-trades', { format: 'csv', language: 'zh' });
  const lines = (await jobs.file(seller.maker, job)).toString().trimEnd().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(',50.10,30,1503.00,');
});
