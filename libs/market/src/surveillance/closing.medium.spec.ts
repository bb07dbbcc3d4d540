import { Client } from 'pg';
import { WatchedMarket } from './surveillance.spec-support';

let market: WatchedMarket;

beforeAll(async () => {
  market = await WatchedMarket.open();
  for (const code of ['BIG', 'SMALL', 'OTHER', 'LATE', 'THIN']) {
    const holder = await market.platform.holder(code, 'key-emitter', '浙江');
    await market.account(`TA-${code}`, holder);
  }
  for (const code of ['CEA24', 'CEA25']) await market.instrument(code);
});
afterAll(() => market.shut());

const kinds = async (account?: string) =>
  (await market.alerts(market.maker, account === undefined ? '' : `account=${account}`))
    .map(({ kind }) => kind)
    .sort();

describe('TRD-009, TRD-017 what a close brings to light', () => {
  it('nothing of a thin day with one trade', async () => {
    await market.trade('CEA24', 'TA-THIN', 'TA-OTHER', { quantity: 90_000 });
    await market.close('CEA24', 5_000);
    await market.watch.run();
    expect(await kinds()).toEqual([]);
  });

  it('a large share, a moved close, the band’s edge and a price far away', async () => {
    // the day's trades come before its watermark was ever moved past them
    await market.database.query(`update market.watermark set looked_until = '2026-03-01T16:00:00Z'`);
    for (let at = 0; at < 20; at++)
      await market.trade('CEA25', at < 12 ? 'TA-BIG' : 'TA-SMALL', 'TA-OTHER', { minute: at });
    for (const minute of [295, 296])
      await market.trade('CEA25', 'TA-SMALL', 'TA-LATE', { minute, priceFen: 5_500, quantity: 1_500 });
    await market.close('CEA25', 5_065);
    await market.watch.run();
    expect(await kinds('TA-BIG')).toEqual(['concentration']);
    expect(await kinds('TA-LATE')).toEqual(['closing-mark']);
    expect(await kinds()).toEqual([
      ...['closing-mark', 'closing-mark', 'concentration', 'concentration', 'concentration'],
      ...['limit-hit', 'price-move'],
    ]);
  });

  it('limits and moves name what they were measured against', async () => {
    const [hit] = await market.alerts(market.maker, 'kind=limit-hit');
    const body = (await market.get(market.maker, `/v1/surveillance/alerts/${hit?.id ?? ''}`)).json<{
      firstFindings: { seenEn: string; computedEn: string }[];
    }>();
    expect(body.firstFindings[0]?.seenEn).toContain('at 55.00 yuan stands at the highest price');
    expect(body.firstFindings[0]?.computedEn).toContain('45.00 to 55.00 yuan');
  });

  it('weekly figures count them by market and kind', async () => {
    const body = (await market.get(market.maker, '/v1/surveillance/summary?weeks=1')).json<{
      weeks: object[];
    }>();
    expect(body.weeks).toContainEqual({
      ...{ week: '2026-03-02', market: 'CN', kind: 'closing-mark', raised: 2, severe: 2, waiting: 2 },
      ...{ escalated: 0, measures: 0, dismissed: 0 },
    });
  });
});

describe('TRD-017 the large-holder report', () => {
  it('goes by what was held at the close, kept so that looking again finds the same', async () => {
    const { database } = market;
    await database.query(
      `insert into ledger.account (number, holder_id, kind)
       select number || '-U', holder_id, 'exchange' from market.trading_account`,
    );
    const superuser = new Client({ connectionString: market.platform.superuserUrl });
    await superuser.connect();
    await superuser.query('set session_replication_role = replica');
    await superuser.query(
      `insert into ledger.balance (account_id, instrument_id, available)
       select a.id, i.id, case a.number when 'TA-BIG-U' then 50000 when 'TA-SMALL-U' then 9000 else 40000 end
         from ledger.account a, ledger.instrument i
        where i.code = 'CEA25' and a.number in ('TA-BIG-U', 'TA-SMALL-U', 'TA-OTHER-U')`,
    );
    await superuser.end();
    await database.query(
      `update market.watermark set looked_until = '2026-03-01T16:00:00Z' where detector = 'large-holding'`,
    );
    await market.watch.run();
    const found = await market.alerts(market.maker, 'kind=large-holding');
    expect(found.map(({ accounts }) => accounts[0]).sort()).toEqual(['TA-BIG', 'TA-OTHER']);
  });
});
