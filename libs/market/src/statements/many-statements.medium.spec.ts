import type { Command } from '@carbon/ledger';
import { Client } from 'pg';
import { StatementStage } from './statements.spec-support';

const DAY = '2026-03-02';
const MANY = 5_000;

let stage: StatementStage;

beforeAll(async () => {
  stage = await StatementStage.open(5, 3);
}, 180_000);
afterAll(() => stage.exchange.close());

/** Subjects with trading accounts, as many as a market has, each with money. */
async function crowd(): Promise<void> {
  const { database, ledger, superuserUrl } = stage.exchange.platform;
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  await client.query(`
    with held as (
      insert into identity.holder (id, code, name_zh, name_en, kind, source, created_at)
      select gen_random_uuid(), 'CROWD-' || n, '示例 ' || n, 'Crowd ' || n, 'organisation', 'synthetic', '2026-03-01'
        from generate_series(1, ${MANY}) n returning id, code),
    accounts as (
      insert into ledger.account (id, number, holder_id, kind, opened_at)
      select nextval('ledger.account_id'), 'X-' || k.kind || '-' || h.code, h.id, k.kind, '2026-03-01'
        from held h cross join (values ('exchange'), ('funds')) as k (kind) returning number, holder_id, kind)
    insert into market.trading_account (number, market, holder_id, units_account, funds_account, opened_by, opened_at, changed_at)
    select 'TA-' || h.code, 'CN', h.id, u.number, f.number, 'test', '2026-03-01', '2026-03-01'
      from held h join accounts u on u.holder_id = h.id and u.kind = 'exchange'
      join accounts f on f.holder_id = h.id and f.kind = 'funds'`);
  await client.end();
  await database.transaction(async (tx) => {
    const commands = Array.from({ length: MANY }, (_, at): Command => ({
      ...{ kind: 'issue', instrument: 'CNY', quantity: BigInt(at + 1), to: `X-funds-CROWD-${at + 1}` },
      ...{ sourceKey: `bank:CROWD-${at + 1}`, cause: { actor: 'test', reference: `CROWD-${at + 1}` } },
    }));
    const outcomes = await ledger.submit(tx, commands);
    expect(outcomes.every(({ status }) => status === 'done')).toBe(true);
  });
}

it('TRD-016 five thousand accounts are stated in one run, each balanced', async () => {
  await crowd();
  await stage.trade(DAY, 50);
  stage.at('2026-03-02T07:01:00.000Z');
  await stage.close(DAY);
  expect(await stage.end(DAY)).toEqual({
    version: 1,
    accounts: MANY + 4,
    changed: MANY + 4,
    faulty: 0,
    trades: 50,
  });
  const { database } = stage.exchange.platform;
  const [sum] = await database.query<{ fen: string; states: number }>(
    `select sum((content::jsonb -> 'lines' -> 0 ->> 'closing')::bigint) as fen, count(distinct state)::int as states
       from market.account_statement where trading_account like 'TA-CROWD-%'`,
  );
  expect(sum).toEqual({ fen: ((MANY * (MANY + 1)) / 2).toString(), states: 1 });
  expect(await stage.end(DAY)).toMatchObject({ version: 1, changed: 0 });
});
