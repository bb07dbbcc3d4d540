import { newId } from '@carbon/kernel';
import { JobFixture } from '../../../../tests/support/job-fixture';
import { WatchedMarket } from './surveillance.spec-support';

let market: WatchedMarket;

beforeAll(async () => {
  market = await WatchedMarket.open();
  const { platform } = market;
  const head = await platform.holder('GROUP-HEAD', 'organisation');
  for (const code of ['SISTER-A', 'SISTER-B', 'LONER', 'MAKER', 'SPOOFER', 'NERVOUS', 'STRANGER']) {
    const holder = await platform.holder(code, 'key-emitter', '浙江');
    await market.account(`TA-${code}`, holder);
    if (!code.startsWith('SISTER')) continue;
    await market.database.query(
      `insert into identity.holder_group (id, parent_id, member_id, joined_at, joined_by, consent_hash)
       values ($1, $2, $3, $4, 'test', sha256('consent'))`,
      [newId(), head, holder, market.at(-6_000)],
    );
  }
  for (const code of ['CEA24', 'CEA25', 'CEA23']) await market.instrument(code);
});
afterAll(() => market.shut());

const counted = async () =>
  (await market.alerts(market.maker)).map(({ kind, accounts, findings }) => [kind, accounts, findings]);

describe('TRD-017 the watch finds in the journal and the trades', () => {
  let wash: string;

  it('nothing in an honest morning', async () => {
    await market.trade('CEA25', 'TA-LONER', 'TA-MAKER', { quantity: 90_000 });
    for (const minute of [2, 3]) {
      await market.cancelledOrder('CEA25', 'TA-MAKER', { side: 'buy', placed: 1, cancelled: minute });
      await market.cancelledOrder('CEA25', 'TA-MAKER', { side: 'sell', placed: 1, cancelled: minute });
    }
    await market.watch.run();
    expect(await market.alerts(market.maker)).toEqual([]);
  });

  it('trades within a group, round trips, layers and refusals, each with its evidence', async () => {
    // what is looked at lies behind the watermark by now: it moves with the clock
    await market.until('2026-03-03T08:00:00Z');
    const day = 24 * 60;
    wash = await market.trade('CEA25', 'TA-SISTER-A', 'TA-SISTER-B', { minute: day });
    await market.trade('CEA25', 'TA-SISTER-B', 'TA-SISTER-A', { minute: day + 20 });
    await market.trade('CEA25', 'TA-STRANGER', 'TA-SPOOFER', { minute: day + 40 });
    for (const after of [1, 2, 3])
      await market.cancelledOrder('CEA25', 'TA-SPOOFER', { placed: day + 35, cancelled: day + 40 + after });
    await market.command('place', { tradingAccount: 'TA-LONER' }, day + 50, { code: 'X', rule: 'ETS-006' });
    for (let at = 0; at < 50; at++)
      await market.command('place', { tradingAccount: 'TA-NERVOUS' }, day + 60 + at / 10, {
        ...{ code: 'EXCHANGE_ORDER_REFUSED', rule: 'TRD-005' },
      });
    await market.watch.run();
    expect((await counted()).sort()).toEqual([
      ['barred-trader', ['TA-LONER'], 1],
      ['group-wash', ['TA-SISTER-A', 'TA-SISTER-B'], 2],
      ['layering', ['TA-SPOOFER'], 1],
      ['repeated-refusals', ['TA-NERVOUS'], 1],
      ['round-trip', ['TA-SISTER-A', 'TA-SISTER-B'], 1],
    ]);
    const { id } = await market.alert('group-wash', 'TA-SISTER-A');
    const body = (await market.get(market.maker, `/v1/surveillance/alerts/${id}`)).json<object>();
    expect(body).toMatchObject({
      ...{ severity: 'severe', instrument: 'CEA25', day: '2026-03-03', rules: ['TRD-017', 'PEN-006'] },
      holders: ['SISTER-A', 'SISTER-B'],
      trades: [{ id: wash, price: '50.00', quantity: '1000', seller: 'TA-SISTER-A' }, {}],
    });
    const findings = (await market.get(market.maker, `/v1/surveillance/alerts/${id}/findings?limit=1`)).json<{
      items: object[];
    }>();
    expect(findings).toMatchObject({
      items: [
        {
          evidence: [{ kind: 'trade', ref: wash }],
          pack: { id: 'market-surveillance', certainty: 'X' },
        },
      ],
      next: expect.any(String) as string,
    });
    const layered = await market.alert('layering', 'TA-SPOOFER');
    const spoof = (await market.get(market.maker, `/v1/surveillance/alerts/${layered.id}`)).json<{
      orders: object[];
    }>();
    expect(spoof.orders).toHaveLength(3);
  });

  it('nothing twice: not by another turn, nor after a process forgot how far it had looked', async () => {
    const before = await counted();
    await market.watch.run();
    await market.database.query(`update market.watermark set looked_until = '2026-03-01T16:00:00Z'`);
    await market.watch.run();
    expect(await counted()).toEqual(before);
  });

  it('the same when a past range is looked at again, as long work with progress', async () => {
    const before = await counted();
    const jobs = new JobFixture(market.platform);
    const range = { market: 'CN', from: '2026-03-02', to: '2026-03-03' };
    const job = await jobs.run(market.maker, 'surveillance-replay', range);
    expect(job).toMatchObject({ state: 'done', result: { days: 2, found: 6, added: 0, raised: 0 } });
    expect(await counted()).toEqual(before);
    const later = await jobs.run(market.maker, 'surveillance-replay', { ...range, to: '2026-03-04' });
    expect(later).toMatchObject({ state: 'failed', problem: { code: 'INPUT_MALFORMED' } });
  });

  it('what came later of the same pattern joins its alert, and begins another once that was dismissed', async () => {
    await market.until('2026-03-03T09:00:00Z');
    const minutes = (Date.parse('2026-03-03T08:10:00Z') - market.at(0).getTime()) / 60_000;
    await market.command('place', { tradingAccount: 'TA-LONER' }, minutes, { code: 'X', rule: 'ETS-006' });
    await market.watch.run();
    const joined = await market.alert('barred-trader', 'TA-LONER');
    expect(joined.findings).toBe(2);
    await market.act(market.maker, joined.id, 'assignments', {});
    await market.act(market.checker, joined.id, 'dispositions', {
      disposition: 'dismissed',
      reason: 'a test',
    });
    await market.until('2026-03-03T10:00:00Z');
    await market.command('place', { tradingAccount: 'TA-LONER' }, minutes + 60, {
      code: 'X',
      rule: 'ETS-006',
    });
    await market.watch.run();
    const both = await market.alerts(market.maker, 'kind=barred-trader');
    expect(both.map(({ state, findings }) => [state, findings])).toEqual([
      ['dismissed', 2],
      ['open', 1],
    ]);
  });

  it('raised alerts stand in the audit trail as nobody’s matter, so that no participant’s webhook hears of them', async () => {
    const told = await market.database.query<{ holder_id: string | null; subject_id: string }>(
      `select holder_id, subject_id from audit.record where action = 'surveillance-alert.raised'`,
    );
    expect(told).toHaveLength((await market.alerts(market.maker)).length);
    expect(told.every(({ holder_id: holder }) => holder === null)).toBe(true);
  });
});
