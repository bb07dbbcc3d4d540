import readXlsxFile from 'read-excel-file/node';
import { JobFixture } from '../../../../tests/support/job-fixture';
import { type House, MarketFixture } from '../../../../tests/support/market-fixture';

let market: MarketFixture;
let jobs: JobFixture;
let seller: House;
let buyer: House;
let stranger: House;

beforeAll(async () => {
  market = await MarketFixture.open();
  jobs = new JobFixture(market.platform);
  seller = await market.house('SELLER');
  buyer = await market.house('BUYER');
  stranger = await market.house('STRANGER');
  await market.endow(seller, 'UNIT', 100n);
  await market.payIn(buyer, '1000000');
  const listing = await market.listed(seller);
  expect(await market.bought(buyer, listing, '30')).toMatchObject({ state: 'executed' });
  expect(await market.bought(buyer, listing, '20')).toMatchObject({ state: 'executed' });
}, 120_000);
afterAll(() => market.close());

async function rowsFor(house: House, payload: object = {}): Promise<unknown[][]> {
  const job = await jobs.run(house.maker, 'export-sales', { format: 'xlsx', language: 'en', ...payload });
  expect(job).toMatchObject({ state: 'done', problem: null });
  const [, sheet] = await readXlsxFile(await jobs.file(house.maker, job));
  return sheet?.data ?? [];
}

it('GEC-019 both sides find their sales, with amounts in yuan exact to the fen', async () => {
  for (const house of [seller, buyer]) {
    const [header = [], ...rows] = await rowsFor(house);
    const told = rows.map((row) => Object.fromEntries(header.map((title, at) => [String(title), row[at]])));
    expect(told.map((row) => [row['Quantity'], row['Price (yuan)'], row['Amount (yuan)']])).toEqual([
      [20, 6.5, 130],
      [30, 6.5, 195],
    ]);
    expect(told[0]).toMatchObject({
      ...{ Seller: 'SELLER', Buyer: 'BUYER', 'Buyer account': buyer.account, Instrument: 'UNIT' },
    });
  }
});

it('nobody finds sales of others, nor asks by their account', async () => {
  expect(await rowsFor(stranger)).toHaveLength(1);
  const payload = { format: 'csv', account: seller.account };
  const job = await jobs.run(stranger.maker, 'export-sales', payload);
  expect(job).toMatchObject({ state: 'failed', file: null, problem: { code: 'LEDGER_ACCOUNT_UNKNOWN' } });
});

it('by account and instrument; as CSV it says the same', async () => {
  expect(await rowsFor(buyer, { account: buyer.account, instrument: 'UNIT' })).toHaveLength(3);
  expect(await rowsFor(buyer, { instrument: 'OTHER' })).toHaveLength(1);
  const job = await jobs.run(buyer.maker, 'export-sales', { format: 'csv', language: 'zh' });
  const lines = (await jobs.file(buyer.maker, job)).toString().trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(',20,t,6.50,130.00,');
});

it('begun again after a crash makes the same', async () => {
  const payload = { format: 'xlsx' };
  const { job, files } = await jobs.afterACrash(buyer.maker, 'export-sales', payload);
  expect(job.state).toBe('done');
  expect(files.map((file) => file.equals(files[0] ?? Buffer.alloc(0)))).toEqual([true, true]);
});
