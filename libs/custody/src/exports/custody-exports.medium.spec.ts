import { openAccounts } from '@carbon/ledger';
import readXlsxFile from 'read-excel-file/node';
import { JobFixture } from '../../../../tests/support/job-fixture';
import { type House, MarketFixture } from '../../../../tests/support/market-fixture';
import type { Answer } from '../../../../tests/support/platform-fixture';

let market: MarketFixture;
let jobs: JobFixture;
let seller: House;
let buyer: House;
let second: string;

beforeAll(async () => {
  market = await MarketFixture.open();
  jobs = new JobFixture(market.platform);
  [seller, buyer] = [await market.house('SELLER'), await market.house('BUYER')];
  await market.endow(seller, 'UNIT-A', 100n);
  await market.endow(seller, 'UNIT-B', 7n, false);
  await transferred('UNIT-A', '30');
  const { database, clock } = market.platform;
  [second = ''] = await database.transaction((tx) =>
    openAccounts(tx, [{ holderId: seller.id, kind: 'holding' }]),
  );
  clock.set(new Date('2026-03-05T02:00:00.000Z'));
  const again = async (house: House) => ({ ...house, maker: await market.platform.again(house.maker) });
  [seller, buyer] = [await again(seller), await again(buyer)];
}, 120_000);
afterAll(() => market.close());

/** Units of the seller go to the buyer, by a machine of the operator. */
async function transferred(instrument: string, quantity: string): Promise<void> {
  const { platform } = market;
  const answer: Answer = await platform.send('POST', '/v1/transfers', platform.machine, {
    ...{ from: seller.account, to: buyer.account, instrument, quantity },
  });
  if (answer.statusCode !== 201) throw new Error(answer.body);
}

const rowsOf = async (house: House, kind: string, payload: object) => {
  const job = await jobs.run(house.maker, kind, { format: 'xlsx', language: 'en', ...payload });
  expect(job).toMatchObject({ state: 'done', problem: null });
  const [about, sheet] = await readXlsxFile(await jobs.file(house.maker, job));
  return { job, about: new Map(about?.data.map(([label, text]) => [label, text])), rows: sheet?.data ?? [] };
};

describe('export-holdings', () => {
  it('tells an account by part with its serials, and says what it is', async () => {
    const { rows, about, job } = await rowsOf(seller, 'export-holdings', { account: seller.account });
    expect(rows[0]).toEqual([
      ...['Account', 'Instrument', 'Kind', 'Part', 'Quantity', 'Unit', 'First serial', 'Last serial'],
    ]);
    expect(rows.slice(1)).toEqual([
      [seller.account, 'UNIT-A', 'credit', 'available', 70, 't', '1', '70'],
      [seller.account, 'UNIT-B', 'credit', 'available', 7, 't', null, null],
    ]);
    expect(Object.fromEntries(about)).toMatchObject({
      '行数 Rows': '2',
      '作业 Job': job.id,
      '账户 Account': seller.account,
      '时间 When': '2026-03-05T10:00:00.000+08:00',
    });
  });

  it('tells every account of a holder', async () => {
    await market.endow({ ...seller, account: second }, 'UNIT-C', 1n);
    const { rows } = await rowsOf(seller, 'export-holdings', { holder: 'SELLER' });
    expect(rows.slice(1).map(([account, instrument]) => [account, instrument])).toEqual([
      [seller.account, 'UNIT-A'],
      [seller.account, 'UNIT-B'],
      [second, 'UNIT-C'],
    ]);
  });

  it('of a moment before anything was issued is empty; then serials are not told', async () => {
    const before = await rowsOf(seller, 'export-holdings', {
      ...{ account: seller.account, at: '2026-03-01T00:00:00+08:00' },
    });
    expect(before.rows).toHaveLength(1);
    const after = await rowsOf(seller, 'export-holdings', {
      ...{ account: seller.account, at: '2026-03-04T00:00:00+08:00' },
    });
    expect(after.rows[1]).toEqual([seller.account, 'UNIT-A', 'credit', 'available', 70, 't', null, null]);
  });

  it.each(['export-holdings', 'export-statement'])(
    '%s of another’s account is as if it were not there',
    async (kind) => {
      const job = await jobs.run(buyer.maker, kind, { format: 'xlsx', account: seller.account });
      expect(job).toMatchObject({ state: 'failed', file: null, problem: { code: 'LEDGER_ACCOUNT_UNKNOWN' } });
    },
  );

  it('of another holder is as if there were none; of both an account and a holder is malformed', async () => {
    const other = await jobs.run(buyer.maker, 'export-holdings', { format: 'csv', holder: 'SELLER' });
    const none = await jobs.run(buyer.maker, 'export-holdings', { format: 'csv', holder: 'NOBODY' });
    expect(other.state).toBe('failed');
    expect(other.problem?.code).toBe(none.problem?.code);
    const both = { format: 'csv', holder: 'BUYER', account: buyer.account };
    const malformed = await jobs.run(buyer.maker, 'export-holdings', both);
    expect(malformed).toMatchObject({ state: 'failed', problem: { code: 'INPUT_MALFORMED' } });
  });

  it('cancelled in the middle leaves no file', async () => {
    const payload = { format: 'xlsx', account: seller.account };
    const job = await jobs.cancelledInTheMiddle(seller.maker, 'export-holdings', payload);
    expect(job).toMatchObject({ state: 'cancelled', file: null });
  });

  it('begun again after a crash makes the same file', async () => {
    const payload = { format: 'xlsx', account: seller.account };
    const { job, files } = await jobs.afterACrash(seller.maker, 'export-holdings', payload);
    expect(job.state).toBe('done');
    expect(files).toHaveLength(2);
    expect(files[1]?.equals(files[0] ?? Buffer.alloc(0))).toBe(true);
  });

  it('is recorded with the hash of its file', async () => {
    const { job } = await rowsOf(seller, 'export-holdings', { account: seller.account });
    const [entry] = await market.platform.database.query<{ hash: string; actor: string; holder_id: string }>(
      `select encode(document_hash, 'hex') as hash, actor, holder_id from audit.record
        where action = 'export.made' and subject_id = $1`,
      [job.id],
    );
    expect(entry).toEqual({
      hash: job.result['sha256'],
      actor: `user:${seller.maker.userId}`,
      holder_id: seller.id,
    });
  });
});

describe('export-statement', () => {
  it('tells what came and went, the latest first, within the days asked for', async () => {
    const { rows } = await rowsOf(seller, 'export-statement', { account: seller.account, to: '2026-03-02' });
    expect(
      rows.slice(1).map(([, , kind, instrument, , change, after]) => [kind, instrument, change, after]),
    ).toEqual([
      ['transfer', 'UNIT-A', -30, 70],
      ['issue', 'UNIT-B', 7, 7],
      ['issue', 'UNIT-A', 100, 100],
    ]);
    const none = await rowsOf(seller, 'export-statement', { account: seller.account, from: '2026-03-03' });
    expect(none.rows).toHaveLength(1);
  });

  it('as CSV: negative changes are numbers, and the byte order mark is there', async () => {
    const job = await jobs.run(seller.maker, 'export-statement', { format: 'csv', account: seller.account });
    const text = (await jobs.file(seller.maker, job)).toString();
    expect(text.startsWith('\ufeff记账时间 Recorded,交易编号 Transaction,')).toBe(true);
    expect(text).toContain(',available,-30,70,');
  });

  it('whose last day is before the first is malformed', async () => {
    const days = { from: '2026-03-03', to: '2026-03-02' };
    const job = await jobs.run(seller.maker, 'export-statement', {
      format: 'csv',
      account: seller.account,
      ...days,
    });
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'INPUT_MALFORMED' } });
  });
});
