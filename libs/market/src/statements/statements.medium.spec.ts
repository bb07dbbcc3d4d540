import { hash } from 'node:crypto';
import { canonicalJson, type ChinaDate, type Json } from '@carbon/kernel';
import { pageRequest, readBalancesAt } from '@carbon/ledger';
import { Client } from 'pg';
import { StatementStage } from './statements.spec-support';

const FIRST: ChinaDate = '2026-03-02';
const SECOND: ChinaDate = '2026-03-03';

let stage: StatementStage;

beforeAll(async () => {
  stage = await StatementStage.open(20_260_302, 8);
}, 180_000);
afterAll(() => stage.exchange.close());

const ofLedger = async (account: string, moment: Date) => {
  const { items } = await readBalancesAt(
    stage.exchange.platform.database,
    account,
    moment,
    pageRequest(500, undefined, 1),
  );
  return new Map(items.map(({ instrument, total }) => [instrument, total]));
};

/** Every statement of a day agrees with the ledger at both of its ends, to the fen and the unit. */
async function agree(day: ChinaDate): Promise<void> {
  for (const trader of stage.traders) {
    const statement = await stage.statement(trader.tradingAccount, day);
    expect([statement.state, statement.faults]).toEqual(['balanced', []]);
    const [from, to] = [new Date(statement.from), new Date(statement.to)];
    for (const account of [trader.units, trader.funds]) {
      const [opening, closing] = [await ofLedger(account, from), await ofLedger(account, to)];
      for (const line of statement.lines.filter(
        ({ instrument }) => (instrument === 'CNY') === (account === trader.funds),
      )) {
        expect(line.opening).toBe((opening.get(line.instrument) ?? 0n).toString());
        expect(line.closing).toBe((closing.get(line.instrument) ?? 0n).toString());
      }
    }
  }
}

it('TRD-016 after a random day of trades every statement balances against the ledger, to the fen', async () => {
  for (let turn = 0; turn < 6; turn += 1) {
    await stage.trade(FIRST, 40);
    await stage.move(`FIRST-${turn}`);
  }
  const [maker] = stage.traders;
  await stage.exchange.give(
    {
      ...{ kind: 'place', tradingAccount: maker?.tradingAccount ?? '', instrument: 'CEA25', side: 'sell' },
      ...{ priceFen: 5_000n, quantity: 12n, goodTill: SECOND },
    },
    { as: maker! },
  );
  stage.at('2026-03-02T07:01:00.000Z');
  await stage.close(FIRST);
  stage.at('2026-03-02T07:05:00.000Z');
  expect(await stage.end(FIRST)).toEqual({ version: 1, accounts: 9, changed: 9, faulty: 0, trades: 240 });
  await agree(FIRST);
  const told = await stage.statement(maker?.tradingAccount ?? '', FIRST);
  expect(told.orders).toMatchObject([{ instrument: 'CEA25', side: 'sell', reserved: '12' }]);
  expect(told.lines.find(({ instrument }) => instrument === 'CEA25')).toMatchObject({ orders: '12' });
});

it('what all accounts did together is nothing but what came and went', async () => {
  const statements = await Promise.all(
    [...stage.traders, stage.house!].map(({ tradingAccount }) => stage.statement(tradingAccount, FIRST)),
  );
  const sum = (pick: (line: { bought: string; sold: string }) => string, cash: boolean) =>
    statements
      .flatMap(({ lines }) => lines.filter(({ instrument }) => (instrument === 'CNY') === cash))
      .reduce((total, line) => total + BigInt(pick(line)), 0n);
  for (const cash of [true, false])
    expect(sum(({ bought }) => bought, cash)).toBe(sum(({ sold }) => sold, cash));
  const kinds = new Set(statements.flatMap(({ movements }) => movements.map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual(['deposit', 'ended', 'issued', 'other', 'withdrawal']);
});

it('a day begins where the one before ended; what happens after the close is the next day’s', async () => {
  await stage.move('AFTER-THE-CLOSE');
  stage.at('2026-03-03T02:00:00.000Z');
  for (let turn = 0; turn < 3; turn += 1) {
    await stage.trade(SECOND, 30);
    await stage.move(`SECOND-${turn}`);
  }
  stage.at('2026-03-03T07:01:00.000Z');
  await stage.close(SECOND);
  expect(await stage.end(SECOND)).toMatchObject({ version: 1, faulty: 0, trades: 90 });
  await agree(SECOND);
  let after = 0;
  for (const { tradingAccount } of stage.traders) {
    const [first, second] = [
      await stage.statement(tradingAccount, FIRST),
      await stage.statement(tradingAccount, SECOND),
    ];
    expect(second.from).toBe(first.to);
    after += second.movements.filter(({ reference }) => reference === 'AFTER-THE-CLOSE').length;
    for (const { instrument, closing } of first.lines)
      expect(second.lines.find((line) => line.instrument === instrument)?.opening).toBe(closing);
  }
  expect(after).toBe(3);
});

it('done again it changes nothing, although the market went on', async () => {
  expect(await stage.end(FIRST)).toMatchObject({ version: 1, changed: 0 });
  expect(await Promise.all([stage.end(SECOND), stage.end(SECOND)])).toMatchObject([
    { version: 1, changed: 0 },
    { version: 1, changed: 0 },
  ]);
});

it('what becomes known of a day afterwards brings a further version', async () => {
  // recorded in the very moment of the close, written after the statements were made
  stage.at('2026-03-03T07:01:00.000Z');
  await stage.trade(SECOND, 1);
  expect(await stage.end(SECOND)).toMatchObject({ version: 2, changed: 3, faulty: 0, trades: 91 });
  await agree(SECOND);
  // recorded later: it is of the day’s file, and stands on the next statement
  stage.at('2026-03-03T07:30:00.000Z');
  await stage.trade(SECOND, 1);
  expect(await stage.end(SECOND)).toMatchObject({ version: 3, changed: 0, trades: 92 });
  await agree(SECOND);
  const { platform } = stage.exchange;
  const days = await platform.send('GET', '/v1/markets/CN/days', {});
  expect(days.json()).toMatchObject({
    items: [
      { day: SECOND, version: 3, trades: 92 },
      { day: FIRST, version: 1 },
    ],
  });
  const { tradingAccount } = stage.traders[0]!;
  const path = `/v1/exchange/trading-accounts/${tradingAccount}/statements`;
  const list = await platform.send('GET', path, platform.machine);
  expect(list.json<{ items: { day: string }[] }>().items.map(({ day }) => day)).toEqual([SECOND, FIRST]);
});

it('each content is what its hash says', async () => {
  const { database } = stage.exchange.platform;
  const rows = await database.query<{ content: string; content_hash: Buffer }>(
    'select content, content_hash from market.account_statement',
  );
  expect(rows.length).toBeGreaterThanOrEqual(18);
  for (const { content, content_hash } of rows) {
    expect(hash('sha256', content)).toBe(content_hash.toString('hex'));
    expect(canonicalJson(JSON.parse(content) as Json)).toBe(content);
  }
});

it('CL080 a statement stays as it was made', async () => {
  const { database } = stage.exchange.platform;
  for (const table of ['account_statement', 'day_end', 'day_file'])
    await expect(database.query(`delete from market.${table}`)).rejects.toMatchObject({ code: '42501' });
  await expect(asSuperuser('delete from market.account_statement')).rejects.toMatchObject({ code: 'CL080' });
});

it('a line that does not agree with the ledger is told to the operator, and the statement says so', async () => {
  stage.at('2026-03-04T02:00:00.000Z');
  await stage.trade('2026-03-04', 10);
  await asSuperuser(
    `set session_replication_role = replica;
     update market.trade set quantity = quantity + 1 where id = (select max(id) from market.trade)`,
  );
  stage.at('2026-03-04T07:01:00.000Z');
  await stage.close('2026-03-04');
  await expect(stage.end('2026-03-04')).rejects.toMatchObject({
    ...{ code: 'EXCHANGE_DAY_DOES_NOT_ADD_UP', details: { statements: '2', file: '1' } },
  });
  const { database } = stage.exchange.platform;
  const faulty = await database.query<{ trading_account: string }>(
    `select trading_account from market.account_statement where state = 'faulty'`,
  );
  expect(faulty).toHaveLength(2);
  const told = await stage.statement(faulty[0]?.trading_account ?? '', '2026-03-04');
  expect(told.faults).toHaveLength(1);
  const day = await stage.exchange.platform.send('GET', '/v1/markets/CN/days/2026-03-04', {});
  expect(day.json()).toMatchObject({ state: 'differs', faults: [{ zh: expect.any(String) as string }] });
  // once it is put right the day is ended again, and the further version balances
  await asSuperuser(
    `set session_replication_role = replica;
     update market.trade set quantity = quantity - 1 where id = (select max(id) from market.trade)`,
  );
  expect(await stage.end('2026-03-04')).toMatchObject({ version: 2, changed: 2, faulty: 0 });
  await agree('2026-03-04');
});

async function asSuperuser(sql: string): Promise<void> {
  const client = new Client({ connectionString: stage.exchange.platform.superuserUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
