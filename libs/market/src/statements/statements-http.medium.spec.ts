import { hash } from 'node:crypto';
import { JobFixture } from '../../../../tests/support/job-fixture';
import type { TestTrader } from '../../../../tests/support/exchange-fixture';
import type { Answer, Person } from '../../../../tests/support/platform-fixture';
import { DayEndRounds } from './jobs/day-end-rounds';
import { StatementStage } from './statements.spec-support';

const DAY = '2026-03-02';

let stage: StatementStage;
let jobs: JobFixture;
let trader: TestTrader, other: TestTrader;
let registry: Person;

beforeAll(async () => {
  stage = await StatementStage.open(7, 4);
  const { platform } = stage.exchange;
  jobs = new JobFixture(platform);
  [trader, other] = [stage.traders[0]!, stage.traders[1]!];
  await stage.trade(DAY, 60);
  await stage.move('HTTP-1');
  stage.at('2026-03-02T07:01:00.000Z');
  await stage.close(DAY);
  // hours have gone by: everybody signs in again
  trader = { ...trader, maker: await platform.again(trader.maker) };
  registry = await platform.person(await platform.holder('REGISTRY', 'registry-operator'), 'maker');
}, 180_000);
afterAll(() => stage.exchange.close());

const get = (path: string, who?: Person): Promise<Answer> =>
  stage.exchange.platform.send('GET', path, who?.headers ?? {});
const statements = (of: TestTrader) => `/v1/exchange/trading-accounts/${of.tradingAccount}/statements`;

it('a closed day is ended by the clock, once, by a job, after what was under way is written', async () => {
  const { app, database, machine } = stage.exchange.platform;
  const rounds = app.get(DayEndRounds);
  expect(await rounds.look()).toBe(0); // not before a minute has passed
  stage.at('2026-03-02T07:03:00.000Z');
  const asked = await Promise.all(Array.from({ length: 5 }, () => rounds.look()));
  expect(asked.reduce((sum, one) => sum + one, 0)).toBe(1);
  const [request] = await database.query<{ job: string }>('select job from market.day_end_request');
  const job = await jobs.ended({ headers: machine }, request?.job ?? '');
  expect(job).toMatchObject({
    state: 'done',
    result: { market: 'CN', day: DAY, version: 1, accounts: 5, trades: 60 },
  });
  expect(await rounds.look()).toBe(0);
});

it('RULES 7.1.5 the holder finds its days and their statement; of others nothing', async () => {
  const list = await get(statements(trader), trader.maker);
  expect(list.json()).toMatchObject({ items: [{ day: DAY, version: 1, state: 'balanced', market: 'CN' }] });
  const one = await get(`${statements(trader)}/${DAY}`, trader.maker);
  expect(one.json()).toMatchObject({ holder: 'TRADER-T0', unitsAccount: trader.units, faults: [] });
  expect(one.body).not.toContain(other.tradingAccount);
  expect(one.body).not.toContain(`TRADER-${other.code}`);
  expect((await get(statements(other), trader.maker)).json()).toEqual({ items: [] });
  for (const path of [`/${DAY}`, `/${DAY}/pdf`, '/2026-03-01', `/${DAY}?version=2`]) {
    const of = path.includes('03-01') || path.includes('version') ? trader : other;
    expect([path, (await get(statements(of) + path, trader.maker)).statusCode]).toEqual([path, 404]);
  }
  expect((await get(`${statements(other)}/${DAY}`, registry)).statusCode).toBe(200);
});

it('on paper it says the same in both languages, the same bytes each time', async () => {
  const [first, second] = [
    await get(`${statements(trader)}/${DAY}/pdf`, trader.maker),
    await get(`${statements(trader)}/${DAY}/pdf`, trader.maker),
  ];
  expect(first.headers['content-type']).toBe('application/pdf');
  expect(first.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  expect(first.rawPayload.equals(second.rawPayload)).toBe(true);
});

it('as a sheet it says the same', async () => {
  const payload = { format: 'csv', language: 'en', account: trader.tradingAccount, day: DAY };
  const job = await jobs.run(trader.maker, 'export-account-statement', payload);
  expect(job.state).toBe('done');
  const lines = (await jobs.file(trader.maker, job)).toString().trimEnd().split('\r\n');
  const { lines: balances, trades, movements, orders } = await stage.statement(trader.tradingAccount, DAY);
  expect(lines).toHaveLength(1 + balances.length * 10 + trades.length + movements.length + orders.length);
  const strange = await jobs.run(trader.maker, 'export-account-statement', {
    ...payload,
    account: other.tradingAccount,
  });
  expect(strange).toMatchObject({ state: 'failed', problem: { code: 'EXCHANGE_STATEMENT_UNKNOWN' } });
});

it('TRD-014 everybody gets the day’s trades without names, by the public codes, with a hash', async () => {
  const file = await get(`/v1/markets/CN/days/${DAY}/file`);
  const day = (await get(`/v1/markets/CN/days/${DAY}`)).json<Record<string, never>>();
  expect(day).toMatchObject({
    state: 'agrees',
    trades: 60,
    pack: 'market-data-cn@2026.1',
    composite: { code: 'COMCEA' },
  });
  expect(hash('sha256', file.body)).toBe(file.headers['x-content-sha256']);
  expect(file.headers['x-content-sha256']).toBe(day['jsonHash']);
  const { trades, composite, figures } = file.json<{
    trades: Record<string, string>[];
    composite: Record<string, string>;
    figures: Record<string, string>[];
  }>();
  expect(new Set(trades.map(({ methodCode }) => methodCode))).toEqual(new Set(['10', '20', '21']));
  for (const name of [trader.code, trader.tradingAccount, trader.units, trader.funds, trader.holderId])
    expect(file.body).not.toContain(`"${name}"`);
  const sum = (pick: (trade: Record<string, string>) => string | undefined) =>
    trades.reduce((total, trade) => total + BigInt(pick(trade) ?? 0), 0n).toString();
  expect(composite).toEqual({
    code: 'COMCEA',
    quantity: sum((one) => one['quantity']),
    amountFen: sum((one) => one['amountFen']),
  });
  const parts = figures.reduce(
    (total, one) =>
      total + BigInt(one['listedFen'] ?? 0) + BigInt(one['blockFen'] ?? 0) + BigInt(one['auctionFen'] ?? 0),
    0n,
  );
  expect(parts.toString()).toBe(composite['amountFen']);
  const csv = await get(`/v1/markets/CN/days/${DAY}/file?format=csv`);
  expect(csv.body.trimEnd().split('\r\n')).toHaveLength(61);
  expect([hash('sha256', csv.rawPayload), csv.headers['x-content-sha256']]).toEqual([
    day['csvHash'],
    day['csvHash'],
  ]);
});

it('the parties are told to registry, regulator and market only', async () => {
  const { platform } = stage.exchange;
  const regulator = await platform.person(await platform.holder('MEE', 'regulator'), 'reader');
  const market = await platform.person(await platform.holder('EXCHANGE', 'market-operator'), 'reader');
  const province = await platform.person(await platform.holder('GD', 'regulator', 'GD'), 'reader');
  const path = `/v1/markets/CN/days/${DAY}/full-file`;
  for (const who of [registry, regulator, market]) {
    const file = await get(path, who);
    expect([file.statusCode, file.body.includes('"TRADER-T0"')]).toEqual([200, true]);
  }
  for (const who of [trader.maker, province]) expect((await get(path, who)).statusCode).toBe(404);
  expect((await get(path)).statusCode).toBe(401);
});

it('a day that is not closed is not ended; one that is unknown is not there', async () => {
  const { machine } = stage.exchange.platform;
  const job = await jobs.run({ headers: machine }, 'market-day-end', { market: 'CN', day: '2026-03-05' });
  expect(job).toMatchObject({ state: 'failed', problem: { code: 'EXCHANGE_DAY_NOT_CLOSED' } });
  expect((await get('/v1/markets/CN/days/2026-03-05')).statusCode).toBe(404);
  expect((await get('/v1/markets/CN/days/2026-02-30')).statusCode).toBe(400);
  const refused = await stage.exchange.platform.send('POST', '/v1/jobs', trader.maker.headers, {
    ...{ kind: 'market-day-end', payload: { market: 'CN', day: DAY } },
  });
  expect(refused.statusCode).toBe(403);
});

it('begun again after a crash it makes the same', async () => {
  const { machine } = stage.exchange.platform;
  const { job } = await jobs.afterACrash({ headers: machine }, 'market-day-end', { market: 'CN', day: DAY });
  expect(job).toMatchObject({ state: 'done', result: { version: 1, changed: 0 } });
});
