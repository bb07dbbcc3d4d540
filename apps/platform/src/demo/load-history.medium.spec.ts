import { JobRunner } from '@carbon/jobs';
import { Exchange } from '@carbon/market';
import type { DayStatement } from '../../../../tests/support/market-rounds';
import { StoryStage } from '../../../../tests/support/story-stage';
import { loadHistory } from './load-history';
import { enterSuzhou, issuePv, registerPv } from './suzhou';

/** The start was interrupted the day before, a Thursday: the day on the market is the Wednesday before that. */
const NOW = new Date('2026-11-20T02:00:00.000Z');
const DAY = '2026-11-18';
const before = (moment: Date) => new Date(moment.getTime() - 86_400_000);

describe('the history of the demonstration', () => {
  let stage: StoryStage;
  const of = async (path: string) => (await stage.get<{ items: object[] }>('REGISTRY/maker', path)).items;

  beforeAll(async () => {
    stage = await StoryStage.open();
    // while history is lived nobody else is at work: another process would take its jobs, by another clock
    await stage.platform.app.get(JobRunner).stop();
    await stage.platform.app.get(Exchange).onApplicationShutdown();
    // a first start that was interrupted: the roofs are there, nothing else is
    stage.on('2022-03-01');
    await enterSuzhou(stage);
    await issuePv(stage, await registerPv(stage));
  });
  afterAll(() => stage.close());

  it('goes on where an interrupted start stopped, on the days it began with, and is lived once', async () => {
    // what comes by the clock: money, then the auction's end, in the midst of the day on the market
    const tick = jest.spyOn(Exchange.prototype, 'tick');
    tick.mockResolvedValueOnce(0).mockRejectedValueOnce(new Error('interrupted'));
    await expect(loadHistory(stage.platform, before(NOW))).rejects.toThrow('interrupted');
    tick.mockRestore();
    const told = await loadHistory(stage.platform, NOW);
    expect(told?.receipts).toEqual([
      expect.stringMatching(/^CR-20230118-/),
      expect.stringMatching(/^CR-20240103-/),
    ]);
    expect(await loadHistory(stage.platform, NOW)).toBeUndefined();
    stage.turnTo(NOW);
    expect(await of('/v1/projects?state=registered')).toHaveLength(3);
    expect(await of('/v1/reduction-reports?state=registered')).toHaveLength(3);
    const retired = await stage.get<{ items: object[] }>(undefined, '/v1/public/retirements');
    expect(retired.items).toMatchObject([{ quantity: '7719' }, { quantity: '6000' }]);
  });

  it('SUR-014 PEN-001 four of five emitters have certificates of 2024, and one was fined', async () => {
    expect(await of('/v1/compliance-certificates?market=CN&year=2024')).toHaveLength(4);
    expect(await of('/v1/penalties?market=CN')).toMatchObject([{ rule: 'PEN-001', state: 'open' }]);
  });

  it('leaves something to do: a listing to buy from, a suspicion to decide, a case to verify', async () => {
    const pooled = { quantity: '3000', remaining: '3000', state: 'open', seller: { code: 'E008' } };
    expect(await of('/v1/listings')).toMatchObject([pooled]);
    expect(await of('/v1/asset-suspicions?state=open')).toMatchObject([
      { signs: expect.arrayContaining(['same-name']) as string[] },
    ]);
    const { items } = await stage.get<{ items: object[] }>('VERIFIER/maker', '/v1/verification-cases');
    // the latest first: one waits, those of the compliance year were concluded on
    expect(items[0]).toMatchObject({ purpose: 'verification', subjectKind: 'reductions' });
  });

  it('TRD-009 TRD-016 a day on the market has closes by hand, and statements that balance', async () => {
    const { instruments } = await stage.get<{ instruments: object[] }>(
      undefined,
      `/v1/public/exchange/CN/closes?day=${DAY}`,
    );
    expect(instruments).toMatchObject([
      // (20,000 × 68.20 + 6,000 × 68.00) / 26,000
      { instrument: 'CEA24', close: '68.15', listedQuantity: '26000', listedAmount: '1772000.00' },
      // (60,000 × 70.50 + 12,000 × 69.60 + 20,000 × 71.00) / 92,000; blocks and auctions do not count
      {
        ...{ instrument: 'CEA25', close: '70.49', listedQuantity: '92000', listedAmount: '6485200.00' },
        ...{ blockQuantity: '120000', blockAmount: '8040000.00' },
        ...{ auctionQuantity: '100000', auctionAmount: '6800000.00' },
      },
    ]);
    expect(await of('/v1/exchange/trades')).toHaveLength(9);
    expect(await of('/v1/markets/CN/days')).toMatchObject([{ day: DAY, trades: 9, state: 'agrees' }]);
    const accounts = (await of('/v1/trading-accounts')) as { number: string }[];
    expect(accounts).toHaveLength(4);
    for (const { number } of accounts) {
      const path = `/v1/exchange/trading-accounts/${number}/statements/${DAY}`;
      const { faults, lines } = await stage.get<DayStatement>('REGISTRY/maker', path);
      expect(faults).toEqual([]);
      for (const { instrument, opening, bought, sold, fees, movedIn, movedOut, closing } of lines) {
        // what was bought cost money, and what was sold brought some
        const traded = (BigInt(bought) - BigInt(sold)) * (instrument === 'CNY' ? -1n : 1n);
        const sum = BigInt(opening) + traded - BigInt(fees) + BigInt(movedIn) - BigInt(movedOut);
        expect([number, instrument, sum]).toEqual([number, instrument, BigInt(closing)]);
      }
    }
    const power = await stage.get<{ items: object[] }>(undefined, `/v1/public/green-power/prices?day=${DAY}`);
    expect(power.items).toMatchObject([{ contractedWh: '1000000', deliveredWh: '1000000' }]);
  });

  it('the market is left with orders that rest, an auction to come, a quote to answer, and alerts to look at', async () => {
    const depth = await stage.get<object>(undefined, '/v1/public/exchange/CN/instruments/CEA25/depth');
    expect(depth).toMatchObject({
      buy: [{ price: '69.60', quantity: '18000' }, { price: '69.00' }, { price: '68.00' }],
      sell: [
        { price: '71.00', quantity: '20000' },
        { price: '72.50', quantity: '80000' },
      ],
    });
    const auctions = await stage.get<{ items: object[] }>(undefined, '/v1/public/auctions');
    expect(auctions.items).toMatchObject([
      { phase: 'announced', quantity: '200000' },
      { phase: 'closed', result: { clearingPrice: '68.00', sold: '100000', bids: 3 } },
    ]);
    const quotes = await stage.get<{ items: object[] }>('E005/maker', '/v1/block-trades');
    expect(quotes.items).toMatchObject([
      { state: 'open', quote: { round: 1, quantity: '150000', amount: '10275000.00' } },
    ]);
    const alerts = await stage.get<{ items: object[] }>('EXCHANGE/maker', '/v1/surveillance/alerts');
    expect(alerts.items).toHaveLength(3);
    expect(new Set(alerts.items.map((alert) => (alert as { kind: string }).kind))).toEqual(
      new Set(['large-holding']),
    );
    const goods = await stage.get<{ items: object[] }>(undefined, '/v1/public/marketplace');
    expect(goods.items).toMatchObject([
      { shelf: 'auctions', code: 'CEA25' },
      { shelf: 'exchange', code: 'CEA25', price: { amount: '71.00' }, quantity: '20000' },
      { shelf: 'listings', quantity: '3000' },
      ...['METRO-DAY', 'SCENIC', 'COFFEE', 'GREEN-POWER-RIGHT'].map((code) => ({
        shelf: 'rewards',
        code,
      })),
    ]);
  });

  it('a city has a month of trips behind it', async () => {
    const { items } = await stage.get<{ items: object[] }>(undefined, '/v1/public/programmes');
    expect(items).toMatchObject([{ code: 'SZ-DEMO', kind: 'city' }]);
    const [row] = await stage.platform.database.query(
      `select count(*) filter (where reason = 0)::int as counted, count(*)::int as judged from inclusion.verdict`,
    );
    expect(row).toEqual({ counted: 1_990, judged: 2_003 });
  });
});
