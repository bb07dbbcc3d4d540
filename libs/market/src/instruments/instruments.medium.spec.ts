import { type MarketFixture, openMarketFixture } from './instruments.spec-support';

describe('what trades in a market', () => {
  let room: MarketFixture;

  beforeAll(async () => {
    room = await openMarketFixture();
    await room.define({ code: 'CEA25', scheme: 'ETS-CN', period: '2025' });
    await room.define({ code: 'CEA24', scheme: 'ETS-CN', period: '2024' });
    await room.define({ code: 'CCER-1', scheme: 'CCER', kind: 'credit' });
    await room.define({ code: 'IM-PARK-2026', scheme: 'INTERNAL' });
    await room.define({ code: 'GEC-1-202603', scheme: 'CN-GEC', kind: 'green-certificate' });
  });
  afterAll(() => room.close());

  const admission = (payload: object) =>
    room.propose(
      'instrument-admission',
      { referencePrice: '50.00', market: 'CN', ...payload },
      'market-maker',
    );
  const refusal = async (payload: object) => {
    const { status, body } = await admission(payload);
    return [status, body.code, body.rule];
  };
  const listed = async (market = 'CN') => (await room.get(`/v1/markets/${market}/instruments`)).body.items;

  it('is admitted by two people of the market, at a reference price', async () => {
    const task = await room.done(
      'instrument-admission',
      { market: 'CN', instrument: 'CEA25', referencePrice: '81.97' },
      'market-maker',
      'market-checker',
    );
    expect(task).toMatchObject({ state: 'executed', outcome: { market: 'CN', instrument: 'CEA25' } });
    expect(await listed()).toMatchObject([
      {
        instrument: 'CEA25',
        state: 'trading',
        previousClose: '81.97',
        tick: '0.01',
        lot: '1',
        bands: [
          { method: 'listed', low: '73.78', high: '90.16', open: true },
          { method: 'block', low: '57.38', high: '106.56', open: false },
        ],
      },
    ]);
  });

  it('trades in one market once, and in none that is not its own', async () => {
    expect(await refusal({ instrument: 'CEA25' })).toEqual([409, 'TRADING_ALREADY_ADMITTED', undefined]);
    expect(await refusal({ instrument: 'CEA24', market: 'SZ' })).toEqual([
      422,
      'TRADING_SCHEME_NOT_OF_MARKET',
      'PIL-001',
    ]);
    expect(await refusal({ instrument: 'CCER-1' })).toEqual([422, 'TRADING_SCHEME_NOT_OF_MARKET', 'ETS-008']);
    expect(await refusal({ instrument: 'IM-PARK-2026' })).toEqual([
      422,
      'TRADING_SCHEME_NOT_OF_MARKET',
      'ETS-008',
    ]);
    expect((await admission({ instrument: 'IM-PARK-2026', market: 'PARK' })).status).toBe(201);
    expect((await admission({ instrument: 'CCER-1', market: 'CCER' })).status).toBe(201);
  });

  it('GEC-008 is no certificate, nor anything that is not there', async () => {
    expect(await refusal({ instrument: 'GEC-1-202603' })).toEqual([
      422,
      'TRADING_NOT_FOR_ORDER_BOOKS',
      'GEC-008',
    ]);
    expect(await refusal({ instrument: 'CEA99' })).toEqual([404, 'TRADING_INSTRUMENT_UNKNOWN', undefined]);
  });

  it('TRD-002 has a reference price on a tick', async () => {
    await room.define({ code: 'BEA25', scheme: 'ETS-BJ' });
    const off = { instrument: 'BEA25', market: 'BJ', referencePrice: '80.05' };
    expect(await refusal(off)).toEqual([422, 'TRADING_PRICE_OFF_TICK', 'TRD-002']);
    expect((await admission({ ...off, referencePrice: '0.00' })).status).toBe(422);
    expect((await admission({ ...off, referencePrice: '80.001' })).status).toBe(400);
  });

  it('ETS-006 is decided by the market or the registry, not by who trades', async () => {
    const payload = { market: 'CN', instrument: 'CEA24', referencePrice: '50.00' };
    expect((await room.propose('instrument-admission', payload, 'power-maker')).status).toBe(403);
    expect((await room.propose('instrument-admission', payload, 'registry-maker')).status).toBe(201);
  });

  it('TRD-018 is halted and resumed by one person with a reason, told to everybody', async () => {
    const path = '/v1/markets/CN/instruments/CEA25';
    const reason = '价格异常波动，待核查';
    expect((await room.post(`${path}/halts`, 'power-checker', { reason })).status).toBe(403);
    expect((await room.post(`${path}/halts`, 'market-checker', {})).status).toBe(400);
    const halted = await room.post(`${path}/halts`, 'market-checker', { reason });
    expect(halted).toMatchObject({ status: 201, body: { state: 'halted' } });
    expect((await listed())[0]).toMatchObject({ state: 'halted', bands: [{ open: false }, { open: false }] });
    const again = await room.post(`${path}/halts`, 'market-maker', { reason });
    expect([again.status, again.body.code]).toEqual([409, 'TRADING_INSTRUMENT_STATE']);
    expect(
      (await room.post(`${path}/resumptions`, 'market-maker', { reason: '核查完毕' })).body,
    ).toMatchObject({
      state: 'trading',
    });
    const { body } = await room.get(`${path}/acts`);
    expect(body.items).toMatchObject([
      { act: 'resumed', reason: '核查完毕' },
      { act: 'halted', reason },
      { act: 'admitted', reason: null },
    ]);
    const audited = await room.platform.database.query<{ action: string }>(
      `select action from audit.record where subject_kind = 'tradable' and subject_id = 'CEA25' order by id`,
    );
    expect(audited.map(({ action }) => action)).toEqual([
      'tradable.admitted',
      'tradable.halted',
      'tradable.resumed',
    ]);
  });

  it('is delisted by two people, and comes back by a new admission only', async () => {
    const which = { market: 'CN', instrument: 'CEA24' };
    const admit = { ...which, referencePrice: '60.00' };
    await room.done('instrument-admission', admit, 'registry-maker', 'registry-checker');
    const path = '/v1/markets/CN/instruments/CEA24';
    const gone = { ...which, reason: '履约期结束' };
    const task = await room.done('instrument-delisting', gone, 'market-maker', 'market-checker');
    expect(task.state).toBe('executed');
    expect((await room.post(`${path}/resumptions`, 'market-checker', { reason: 'x' })).status).toBe(409);
    const back = { ...admit, referencePrice: '61.00' };
    expect(await room.done('instrument-admission', back, 'market-maker', 'market-checker')).toMatchObject({
      state: 'executed',
    });
    expect((await listed()).find(({ instrument }) => instrument === 'CEA24')).toMatchObject({
      state: 'trading',
      previousClose: '61.00',
    });
  });

  it('stands under rules that name their sources', async () => {
    const markets = await room.get('/v1/markets');
    expect(markets.body.items.map(({ market }) => market)).toEqual([
      'BJ',
      'CCER',
      'CN',
      'CQ',
      'EU',
      'FJ',
      'GD',
      'HB',
      'PARK',
      'SH',
      'SZ',
      'TJ',
    ]);
    const first = await room.get('/v1/markets?limit=5');
    const rest = await room.get(`/v1/markets?limit=7&cursor=${first.body.next}`);
    expect([first.body.items.length, rest.body.items.length, rest.body.next]).toEqual([5, 7, undefined]);
    const { body } = await room.get('/v1/markets/CN');
    expect(body).toMatchObject({
      matching: 'pick',
      levels: 5,
      resaleDays: 1,
      terms: [
        { method: 'listed', open: true, bandPercent: '10', belowT: '100000' },
        { method: 'block', open: false, fromT: '100000' },
        { method: 'auction', sessions: null },
      ],
      pack: { id: 'trading-cn', version: '2026.1' },
    });
    expect(body['figures']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ key: 'listed.band', rules: ['TRD-005'], certainty: 'E' }),
      ]),
    );
    expect((await room.get('/v1/markets/XX')).status).toBe(400);
  });
});
