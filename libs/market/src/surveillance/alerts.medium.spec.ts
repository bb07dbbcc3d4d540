import { newId } from '@carbon/kernel';
import type { Person } from '../../../../tests/support/platform-fixture';
import { WatchedMarket } from './surveillance.spec-support';

let market: WatchedMarket;
let trader: Person, zhejiang: Person, shaanxi: Person, national: Person;

beforeAll(async () => {
  market = await WatchedMarket.open();
  const { platform } = market;
  const holder = await platform.holder('TRADER', 'key-emitter', '浙江');
  trader = await platform.person(holder, 'administrator');
  zhejiang = await platform.person(await platform.holder('ZJ-EPB', 'regulator', '浙江'), 'reader');
  shaanxi = await platform.person(await platform.holder('SN-EPB', 'regulator', '陕西'), 'reader');
  national = await platform.person(await platform.holder('MEE', 'regulator'), 'reader');
  await market.instrument('CEA25');
  for (const number of ['TA-1', 'TA-2', 'TA-3', 'TA-4']) {
    const own = number === 'TA-1' ? holder : await platform.holder(`H-${number}`, 'key-emitter', '浙江');
    await market.account(number, own);
    await market.command('place', { tradingAccount: number }, 1, { code: 'X', rule: 'ETS-006' });
  }
  await market.watch.run();
});
afterAll(() => market.shut());

const idOf = async (account: string) => (await market.alert('barred-trader', account)).id;
const dismissal = { disposition: 'dismissed', reason: 'looked into, nothing there' };

describe('whose eyes see alerts', () => {
  it('participants never', async () => {
    const id = await idOf('TA-1');
    expect((await market.get(trader, '/v1/surveillance/alerts')).statusCode).toBe(403);
    expect((await market.get(trader, `/v1/surveillance/alerts/${id}`)).statusCode).toBe(403);
    expect((await market.get(trader, '/v1/surveillance/summary')).statusCode).toBe(403);
  });

  it('section 7.5 authorities those that were escalated, of their province', async () => {
    const id = await idOf('TA-1');
    for (const who of [zhejiang, shaanxi, national]) {
      expect(await market.alerts(who)).toEqual([]);
      expect((await market.get(who, `/v1/surveillance/alerts/${id}`)).statusCode).toBe(404);
    }
    const escalated = await market.act(market.maker, id, 'dispositions', {
      ...{ disposition: 'escalated', reason: 'one controller behind both' },
    });
    expect(escalated).toMatchObject({ status: 200, body: { state: 'escalated' } });
    expect((await market.alerts(zhejiang)).map((one) => one.id)).toEqual([id]);
    expect((await market.alerts(national)).map((one) => one.id)).toEqual([id]);
    expect(await market.alerts(shaanxi)).toEqual([]);
    expect((await market.get(shaanxi, `/v1/surveillance/alerts/${id}/entries`)).statusCode).toBe(404);
    expect((await market.act(zhejiang, id, 'notes', { text: 'no' })).status).toBe(403);
  });
});

describe('REG-001 a severe alert is dismissed by other eyes', () => {
  it('not before it is assigned, not by the assignee, not by a machine, but by another', async () => {
    const id = await idOf('TA-2');
    expect(await market.act(market.maker, id, 'dispositions', dismissal)).toMatchObject({
      ...{ status: 409, body: { code: 'SURVEILLANCE_NOT_ASSIGNED' } },
    });
    await market.act(market.checker, id, 'assignments', { member: market.maker.membershipId });
    await market.act(market.maker, id, 'notes', { text: 'asked the account' });
    expect(await market.act(market.maker, id, 'dispositions', dismissal)).toMatchObject({
      ...{ status: 403, body: { code: 'SURVEILLANCE_SAME_EYES' } },
    });
    const machine = { headers: market.platform.machine };
    expect(await market.act(machine, id, 'dispositions', dismissal)).toMatchObject({
      ...{ status: 403, body: { code: 'SURVEILLANCE_PERSON_NEEDED' } },
    });
    expect(await market.act(market.checker, id, 'dispositions', dismissal)).toMatchObject({
      ...{ status: 200, body: { state: 'dismissed' } },
    });
    expect(await market.act(market.maker, id, 'notes', { text: 'late' })).toMatchObject({
      ...{ status: 409, body: { code: 'SURVEILLANCE_ALERT_DISMISSED' } },
    });
    const body = (await market.get(market.maker, `/v1/surveillance/alerts/${id}/entries`)).json<{
      items: { kind: string }[];
    }>();
    expect(body.items.map(({ kind }) => kind)).toEqual(['assigned', 'noted', 'dismissed']);
  });

  it('nor by the same person with another account', async () => {
    const { platform } = market;
    const operator = await platform.holder('EXCHANGE-2', 'market-operator');
    const one = await platform.person(operator, 'maker', { identityNumber: '11010519491231002X' });
    const same = await platform.person(operator, 'checker', { identityNumber: '11010519491231002X' });
    const id = await idOf('TA-3');
    await market.act(one, id, 'assignments', {});
    expect(await market.act(same, id, 'dispositions', dismissal)).toMatchObject({
      ...{ status: 403, body: { code: 'SURVEILLANCE_SAME_EYES' } },
    });
  });

  it('is assigned to nobody who may not work on it', async () => {
    const refused = await market.act(market.maker, await idOf('TA-3'), 'assignments', {
      member: trader.membershipId,
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'SURVEILLANCE_ASSIGNEE_UNFIT' } });
  });
});

describe('TRD-018 a measure', () => {
  it.each([
    [{}, 'SURVEILLANCE_MEASURE_MISSING'],
    [{ task: newId() }, 'SURVEILLANCE_TASK_UNKNOWN'],
    [{ halted: 'CEA25' }, 'SURVEILLANCE_NOT_HALTED'],
  ])('%j is refused', async (over, code) => {
    const wish = { disposition: 'measure-proposed', reason: 'a test', ...over };
    const refused = await market.act(market.maker, await idOf('TA-4'), 'dispositions', wish);
    expect(refused).toMatchObject({ status: 422, body: { code } });
  });

  it('names the instrument that was halted', async () => {
    await market.database.query(`update market.tradable set state = 'halted' where instrument = 'CEA25'`);
    const id = await idOf('TA-4');
    const wish = { disposition: 'measure-proposed', reason: 'halted until it is clear', halted: 'CEA25' };
    expect((await market.act(market.maker, id, 'dispositions', wish)).body.state).toBe('measure-proposed');
    const body = (await market.get(market.maker, `/v1/surveillance/alerts/${id}/entries`)).json<{
      items: object[];
    }>();
    expect(body.items).toMatchObject([{ kind: 'measure-proposed', halted: 'CEA25' }]);
  });
});

describe('CL088 what stands stays', () => {
  it('an alert’s facts, its findings, its history and a dismissal', async () => {
    const { database } = market;
    const refused = (sql: string, code: string) =>
      expect(database.query(sql)).rejects.toMatchObject({ driverError: { code } });
    await refused(`update market.alert set state = 'open' where state = 'dismissed'`, 'CL088');
    await refused(`update market.alert set findings = 0`, 'CL088');
    await refused(`update market.alert set accounts = '{}'`, '42501');
    await refused('delete from market.alert_entry', '42501');
    await refused(`update market.alert_finding set at = now()`, '42501');
  });
});

describe('TRD-017 risk warnings', () => {
  const notice = {
    ...{ kind: 'risk-warning', instruments: ['CEA25'], titleZh: '风险提示（示例）', titleEn: 'Risk warning' },
    ...{ textZh: '价格波动较大。', textEn: 'Prices move widely.' },
  };
  const publish = (who: Pick<Person, 'headers'>, body: object, of = 'CN') =>
    market.platform.send('POST', `/v1/markets/${of}/notices`, who.headers, body);

  it('are published by whoever runs the market and read by everybody', async () => {
    expect((await publish(trader, notice)).statusCode).toBe(403);
    expect((await publish(market.maker, notice)).statusCode).toBe(201);
    const listed = await market.get({}, '/v1/markets/CN/notices');
    const body = listed.json<{ items: object[] }>();
    expect(listed.statusCode).toBe(200);
    expect(body.items).toMatchObject([{ market: 'CN', titleEn: 'Risk warning', instruments: ['CEA25'] }]);
  });

  it('are about instruments and markets that there are', async () => {
    expect((await publish(market.maker, { ...notice, instruments: ['CEA99'] })).statusCode).toBe(404);
    expect((await publish(market.maker, notice, 'XX')).statusCode).toBe(404);
  });
});
