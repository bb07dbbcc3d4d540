import { openAccounts, readAccount } from '@carbon/ledger';
import { type MarketFixture, openMarketFixture } from './instruments.spec-support';
import { tradingAccountNumber } from './domain/trading-account-number';

describe('who trades in a market', () => {
  let room: MarketFixture;
  let power: string;

  beforeAll(async () => {
    room = await openMarketFixture();
  });
  afterAll(() => room.close());

  const opening = (payload: object, who = 'power-maker') =>
    room.propose('trading-account-opening', { market: 'CN', ...payload }, who);
  const refusal = async (payload: object, who?: string) => {
    const { status, body } = await opening(payload, who);
    return [status, body.code, body.rule];
  };
  const opened = async (payload: object, who: string) => {
    const task = await room.done(
      'trading-account-opening',
      { market: 'CN', ...payload },
      who,
      'market-checker',
    );
    return task.outcome as { tradingAccount: string; unitsAccount: string; fundsAccount: string };
  };
  const get = (number: string, who: string) => room.get(`/v1/trading-accounts/${number}`, who);

  it('CCT-002 ETS-003 a maker asks, the market agrees: with accounts on the exchange side and for cash', async () => {
    const outcome = await opened({ orderLimit: '5000000' }, 'power-maker');
    power = outcome.tradingAccount;
    const units = await readAccount(room.platform.database, outcome.unitsAccount);
    const funds = await readAccount(room.platform.database, outcome.fundsAccount);
    expect([units?.kind, funds?.kind, units?.holderId]).toEqual(['exchange', 'funds', room.holders['POWER']]);
    expect((await get(power, 'power-maker')).body).toMatchObject({
      ...{ number: power, market: 'CN', holder: 'POWER', orderLimit: '5000000.00', state: 'open' },
      unitsAccount: outcome.unitsAccount,
    });
  });

  it('CCT-004 a subject has one account in a market, and the same accounts serve in another', async () => {
    expect(await refusal({})).toEqual([409, 'TRADING_ACCOUNT_THERE', 'CCT-004']);
    const first = (await get(power, 'power-maker')).body;
    const second = await opened({ market: 'CCER' }, 'power-maker');
    expect(second).toMatchObject({
      unitsAccount: first['unitsAccount'],
      fundsAccount: first['fundsAccount'],
    });
  });

  it('ETS-006 who serves the scheme does not trade', async () => {
    expect(await refusal({}, 'checks-maker')).toEqual([403, 'PERMISSION_MISSING', undefined]);
    const machine = await room.platform.send('POST', '/v1/tasks', room.platform.machine, {
      kind: 'trading-account-opening',
      payload: { market: 'CN', holder: 'CHECKS' },
    });
    expect([machine.statusCode, machine.json<{ code: string; rule: string }>()]).toMatchObject([
      422,
      { code: 'TRADING_HOLDER_MAY_NOT_TRADE', rule: 'ETS-006' },
    ]);
  });

  it('AC-76 CCT-001 nor does a natural person', async () => {
    await room.platform.holder('LI', 'resident');
    const machine = await room.platform.send('POST', '/v1/tasks', room.platform.machine, {
      kind: 'trading-account-opening',
      payload: { market: 'CCER', holder: 'LI' },
    });
    expect(machine.json()).toMatchObject({ code: 'TRADING_HOLDER_MAY_NOT_TRADE', rule: 'CCT-001' });
  });

  it('nobody asks for another, and no account of another serves', async () => {
    expect(await refusal({ holder: 'POWER' }, 'steel-maker')).toEqual([404, 'HOLDER_UNKNOWN', undefined]);
    const { unitsAccount, fundsAccount } = (await get(power, 'power-maker')).body as Record<string, string>;
    expect(await refusal({ unitsAccount }, 'steel-maker')).toEqual([
      422,
      'TRADING_NOT_AN_EXCHANGE_ACCOUNT',
      'ETS-003',
    ]);
    expect((await refusal({ fundsAccount }, 'steel-maker'))[1]).toBe('MARKET_NOT_A_FUNDS_ACCOUNT');
    const checker = await room.post('/v1/tasks', 'power-checker', {
      kind: 'trading-account-opening',
      payload: { market: 'SZ' },
    });
    expect(checker.status).toBe(403);
  });

  it('is seen by its holder, the market and the registry; to others it is not there', async () => {
    expect((await get(power, 'steel-maker')).status).toBe(404);
    expect((await get(tradingAccountNumber('CN', 999_999), 'power-maker')).status).toBe(404);
    expect((await get('TA-CN-000001-00', 'power-maker')).status).toBe(400);
    const listed = async (who: string, query = '') => {
      const path = `/v1/trading-accounts${query}`;
      return (await room.get(path, who)).body.items.length;
    };
    expect([await listed('power-maker'), await listed('steel-maker'), await listed('market-maker')]).toEqual([
      2, 0, 2,
    ]);
    expect(await listed('registry-checker', '?market=CCER')).toBe(1);
  });

  it('REG-008 its largest order changes by two people', async () => {
    const task = await room.done(
      'trading-account-change',
      { tradingAccount: power, orderLimit: '9000000.50' },
      'power-maker',
      'registry-checker',
    );
    expect(task.state).toBe('executed');
    expect((await get(power, 'power-maker')).body).toMatchObject({ orderLimit: '9000000.50' });
  });

  it('TRD-018 one person of the market suspends it with a reason, and opens it again', async () => {
    const suspend = (who: string) =>
      room.post(`/v1/trading-accounts/${power}/suspensions`, who, { reason: '异常交易待核查' });
    expect((await suspend('power-checker')).status).toBe(403);
    expect(await suspend('market-maker')).toMatchObject({ status: 201, body: { state: 'suspended' } });
    expect((await suspend('market-maker')).status).toBe(409);
    const resumed = await room.post(`/v1/trading-accounts/${power}/resumptions`, 'market-checker', {
      reason: '核查完毕',
    });
    expect(resumed.body).toMatchObject({ state: 'open' });
    const acts = await room.get(`/v1/trading-accounts/${power}/acts`, 'power-maker');
    expect(acts.body.items.map(({ act }) => act)).toEqual(['resumed', 'suspended', 'changed', 'opened']);
  });

  it('REG-010 an account that serves for trading is not closed', async () => {
    const { unitsAccount } = (await get(power, 'power-maker')).body as Record<string, string>;
    const closing = await room.propose(
      'account-closure',
      { account: unitsAccount, reason: '不再使用' },
      'registry-maker',
    );
    expect([closing.status, closing.body.code]).toEqual([422, 'TRADING_ACCOUNT_BOUND']);
  });

  it('closes by two people; closed, it stays closed and another may be opened', async () => {
    const { tradingAccount } = await opened({ market: 'SZ' }, 'power-maker');
    const payload = { tradingAccount, reason: '不再参与' };
    const task = await room.done('trading-account-closing', payload, 'power-maker', 'market-checker');
    expect(task.state).toBe('executed');
    expect((await get(tradingAccount, 'power-maker')).body).toMatchObject({ state: 'closed' });
    await expect(
      room.platform.database.query(`update market.trading_account set state = 'open' where number = $1`, [
        tradingAccount,
      ]),
    ).rejects.toMatchObject({ code: 'CL087' });
    expect((await opened({ market: 'SZ' }, 'power-maker')).tradingAccount).not.toBe(tradingAccount);
  });

  it('is not closed while an order of it is open', async () => {
    const { unitsAccount, fundsAccount } = (await get(power, 'power-maker')).body as Record<string, string>;
    await room.platform.database.query(
      `insert into market.exchange_order (id, market, instrument, holder_id, trading_account, units_account, funds_account,
         method, side, price_fen, quantity, reserved, state, priority, placed_by, placed_at, changed_at)
       values (1, 'CN', 'CEA25', $1, $2, $3, $4, 'listed', 'buy', 5000, 1, 5000, 'submitted', 1, 'user:test', $5, $5)`,
      [room.holders['POWER'], power, unitsAccount, fundsAccount, room.platform.clock.now()],
    );
    const { status, body } = await room.propose(
      'trading-account-closing',
      { tradingAccount: power, reason: '不再参与' },
      'power-maker',
    );
    expect([status, body.code, body.rule]).toEqual([422, 'TRADING_COMMITMENTS_OPEN', 'TRD-011']);
  });

  it('the fees of a market go to an account of its operator', async () => {
    const { fundsAccount } = (await get(power, 'power-maker')).body as Record<string, string>;
    const propose = (account: string) =>
      room.propose('market-fee-account', { market: 'CN', account }, 'market-maker');
    expect((await propose(fundsAccount ?? '')).body.code).toBe('TRADING_NOT_A_FEE_ACCOUNT');
    const [own = ''] = await room.platform.database.transaction((tx) =>
      openAccounts(tx, [{ holderId: room.holders['MARKET'] ?? '', kind: 'funds' }]),
    );
    const payload = { market: 'CN', account: own };
    const task = await room.done('market-fee-account', payload, 'market-maker', 'market-checker');
    expect(task).toMatchObject({ state: 'executed', outcome: payload });
  });
});
