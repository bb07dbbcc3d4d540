import { randomUUID } from 'node:crypto';
import { registerAsset } from '@carbon/sources';
import { defineInstrument, readBalance } from '@carbon/ledger';
import { Exchange } from '@carbon/market';
import type { Who } from '../../../apps/platform/src/demo/stage';
import { type DayStatement, endMarketDay } from '../../support/market-rounds';
import { StoryStage } from '../../support/story-stage';

const DAY = '2026-03-02';
const CEA = 'CEA25';
const CCER = 'CCER-STORY';
const EUA = 'EUA26';
/** What each of them brings: units of its instruments, and yuan. */
const HOUSES = {
  POWER: { units: { [CEA]: 400_000n }, yuan: '5000000', markets: ['CN', 'CCER'] },
  STEEL: { units: { [CEA]: 1_000n }, yuan: '40000000', markets: ['CN'] },
  CEMENT: { units: {}, yuan: '3000000', markets: ['CN', 'EU'] },
  FOREST: { units: { [CCER]: 50_000n, [EUA]: 5_000n }, yuan: '1000000', markets: ['CN', 'CCER', 'EU'] },
} as const;
type House = keyof typeof HOUSES;

/**
 * Monday, 2 March 2026 on the demonstration market, over HTTP: every way of trading, from admission to the statements. Sums by
 * hand; all of it is made up.
 */
describe('a day on the market', () => {
  let stage: StoryStage;
  const trading = new Map<string, string>();
  let plant: string;

  const at = (time: string) => stage.turnTo(new Date(`${DAY}T${time}:00+08:00`));
  const of = (house: House, market = 'CN') => trading.get(`${house}/${market}`) ?? '';
  const venue = { maker: 'VENUE/maker', checkers: ['VENUE/checker'] } as const;
  const own = (house: House) => ({ maker: `${house}/maker` as Who, checkers: [`${house}/checker` as Who] });
  const place = <T = { order: { order: string } }>(house: House, body: object, market = 'CN') =>
    stage.post<T>(`${house}/maker`, '/v1/exchange/orders', { tradingAccount: of(house, market), ...body });
  const tryPlace = (house: House, body: object) =>
    stage.ask(`${house}/maker`, 'POST', '/v1/exchange/orders', { tradingAccount: of(house), ...body });

  beforeAll(async () => {
    stage = await StoryStage.open();
    stage.on('2026-02-23');
    await stage.enter(
      {
        code: 'VENUE',
        nameZh: '示范交易机构（示例）',
        nameEn: 'Demo exchange (example)',
        kind: 'market-operator',
        source: 'synthetic',
      },
      {
        code: 'REGISTRY',
        nameZh: '登记机构（示例）',
        nameEn: 'Registry (example)',
        kind: 'registry-operator',
        source: 'synthetic',
      },
      {
        code: 'METERS',
        nameZh: '计量机构（示例）',
        nameEn: 'Metering (example)',
        kind: 'data-partner',
        source: 'synthetic',
      },
      {
        code: 'WIND',
        nameZh: '风电场（示例）',
        nameEn: 'Wind farm (example)',
        kind: 'generator',
        source: 'synthetic',
      },
      ...Object.keys(HOUSES).map((code) => ({
        ...({
          code,
          nameZh: `${code}（示例）`,
          nameEn: `${code} (example)`,
          kind: 'key-emitter',
          source: 'synthetic',
        } as const),
      })),
    );
    const exchange = stage.platform.app.get(Exchange);
    for (
      const end = Date.now() + 120_000;
      !['CN', 'EU', 'CCER'].every((market) => exchange.isLeader(market));
    ) {
      if (Date.now() > end) throw new Error('nobody runs the markets');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
  afterAll(() => stage.close());

  it('the market admits instruments; subjects open trading accounts; money comes in', async () => {
    const { database, ledger, clock } = stage.platform;
    await database.transaction(async (tx) => {
      await defineInstrument(tx, {
        code: CEA,
        kind: 'allowance',
        unit: 't',
        scheme: 'ETS-CN',
        period: '2025',
        serialised: true,
      });
      await defineInstrument(tx, {
        code: EUA,
        kind: 'allowance',
        unit: 't',
        scheme: 'ETS-EU',
        period: '2026',
        serialised: true,
      });
      await defineInstrument(tx, {
        code: CCER,
        kind: 'credit',
        unit: 't',
        scheme: 'CCER',
        period: '2025',
        serialised: true,
      });
    });
    for (const [market, instrument, referencePrice] of [
      ['CN', CEA, '70.00'],
      ['CCER', CCER, '80.00'],
      ['EU', EUA, '500.00'],
    ] as const)
      await stage.act('instrument-admission', { market, instrument, referencePrice }, venue);
    for (const [house, { markets, yuan, units }] of Object.entries(HOUSES)) {
      for (const market of markets) {
        const opened = await stage.act(
          'trading-account-opening',
          { market },
          {
            maker: `${house}/maker` as Who,
            checkers: ['VENUE/checker'],
          },
        );
        trading.set(`${house}/${market}`, opened['tradingAccount'] ?? '');
      }
      const { unitsAccount, fundsAccount } = await stage.get<{ unitsAccount: string; fundsAccount: string }>(
        `${house}/maker`,
        `/v1/trading-accounts/${of(house as House, markets[0])}`,
      );
      await stage.act(
        'cash-deposit',
        { holder: house, account: fundsAccount, amountFen: `${yuan}00`, bankReference: `B-${house}` },
        { maker: 'REGISTRY/maker', checkers: ['REGISTRY/checker'] },
      );
      // what an allocation or a registration would have brought
      await database.transaction(async (tx) => {
        const outcomes = await ledger.submit(
          tx,
          Object.entries(units).map(([instrument, quantity]) => ({
            ...{ kind: 'issue', instrument, quantity, to: unitsAccount, sourceKey: `story:${randomUUID()}` },
            cause: { actor: 'test', businessTime: clock.now() },
          })),
        );
        for (const { status } of outcomes) expect(status).toBe('done');
      });
    }
  });

  it('an auction of 10,000 t is announced a week before', async () => {
    const auction = await stage.act(
      'auction',
      {
        ...{
          lot: 'exchange',
          tradingAccount: of('POWER'),
          instrument: CEA,
          quantity: '10000',
          pricing: 'uniform',
        },
        ...{ reservePrice: '65.00', opensAt: `${DAY}T10:00:00+08:00`, closesAt: `${DAY}T14:00:00+08:00` },
      },
      { maker: 'POWER/maker', checkers: ['VENUE/checker'] },
    );
    expect(auction).toBeDefined();
  });

  it('TRD-007 TRD-012 the morning: listings are picked; nobody trades over lunch', async () => {
    at('09:31');
    const first = await place('POWER', { instrument: CEA, side: 'sell', price: '70.50', quantity: '600' });
    await place('POWER', { instrument: CEA, side: 'sell', price: '71.00', quantity: '400' });
    const ask = first.order.order;
    await stage.post('STEEL/maker', `/v1/exchange/orders/${ask}/picks`, {
      tradingAccount: of('STEEL'),
      quantity: '500',
      price: '70.50',
    });
    const refused = await tryPlace('STEEL', { instrument: CEA, side: 'buy', price: '77.01', quantity: '1' });
    expect(refused).toMatchObject({ status: 422, body: { rule: 'TRD-005' } });
    at('11:31');
    expect(
      await tryPlace('STEEL', { instrument: CEA, side: 'buy', price: '70.00', quantity: '1' }),
    ).toMatchObject({
      ...{ status: 422, body: { rule: 'TRD-012' } },
    });
  });

  it('continuous trading where a pack allows it: the better price first, the difference comes back', async () => {
    at('11:00');
    await place('FOREST', { instrument: EUA, side: 'sell', price: '501.00', quantity: '30' }, 'EU');
    await place('FOREST', { instrument: EUA, side: 'sell', price: '500.50', quantity: '20' }, 'EU');
    await place('CEMENT', { instrument: EUA, side: 'buy', price: '502.00', quantity: '40' }, 'EU');
    const { items } = await stage.get<{ items: { price: string; quantity: string }[] }>(
      'CEMENT/maker',
      `/v1/exchange/trades?tradingAccount=${of('CEMENT', 'EU')}`,
    );
    expect(items.map(({ price, quantity }) => [price, quantity]).sort()).toEqual([
      ['500.50', '20'],
      ['501.00', '20'],
    ]);
  });

  it('S30 a quarter hour of wind power, contracted at noon and paid at the meter', async () => {
    const { database, clock } = stage.platform;
    const [wind] = await database.query<{ id: string }>(`select id from identity.holder where code = 'WIND'`);
    const { asset } = await database.transaction((tx) =>
      registerAsset(tx, {
        facts: {
          kind: 'power-plant',
          names: ['WIND story'],
          province: '44',
          technology: 'wind',
          meters: ['METER-STORY'],
          numbers: {},
          parcels: [],
        },
        ...{ holderId: wind?.id ?? '', filedAs: 'plant:story', now: clock.now() },
      }),
    );
    plant = asset.number;
    for (const holder of ['WIND', 'CEMENT'])
      await stage.act('green-power-participant', { holder, maySell: true, mayBuy: true }, venue);
    const interval = `${DAY}T14:00:00+08:00`;
    await stage.post('WIND/maker', '/v1/green-power/offers', {
      interval,
      plant,
      energyWh: '2000000',
      price: '0.4',
    });
    await stage.post('CEMENT/maker', '/v1/green-power/demands', {
      ...{ interval, energyWh: '1000000', preferences: [{ source: { plant }, highestPrice: '0.45' }] },
    });
  });

  it('TRD-004 TRD-006 the afternoon: a block, a swap, and the bids of the auction', async () => {
    at('13:05');
    const block = await stage.act(
      'block-opening',
      {
        ...{ tradingAccount: of('POWER'), counterparty: of('STEEL'), side: 'sell', instrument: CEA },
        ...{ quantity: '100000', price: '66.00', validUntil: DAY },
      },
      own('POWER'),
    );
    await stage.act('block-acceptance', { negotiation: block['negotiation'], round: 1 }, own('STEEL'));
    const swap = await stage.act(
      'swap-opening',
      {
        ...{ tradingAccount: of('POWER'), counterparty: of('FOREST'), instrument: CEA, quantity: '8000' },
        ...{ returnInstrument: CCER, returnQuantity: '7000', validUntil: DAY },
      },
      own('POWER'),
    );
    await stage.act('block-acceptance', { negotiation: swap['negotiation'], round: 1 }, own('FOREST'));
    const { items } = await stage.get<{ items: { id: string }[] }>('STEEL/maker', '/v1/auctions');
    const auction = items[0]?.id ?? '';
    const bid = (house: House, price: string, quantity: string) =>
      stage.post(`${house}/maker`, `/v1/auctions/${auction}/bids`, {
        tradingAccount: of(house),
        price,
        quantity,
      });
    await bid('STEEL', '69.00', '6000');
    await bid('CEMENT', '68.00', '6000');
    await bid('FOREST', '66.00', '9000');
  });

  it('TRD-009 TRD-016 the close, the statements, and what everybody owns', async () => {
    at('15:01');
    await endMarketDay(stage.platform, DAY, ['CN', 'CCER']);
    await stage.post('METERS/maker', '/v1/green-power/readings', {
      readings: [{ plant, interval: `${DAY}T14:00:00+08:00`, energyWh: '900000' }],
    });
    at('18:01');
    await endMarketDay(stage.platform, DAY, ['EU']);

    const { instruments } = await stage.get<{ instruments: { instrument: string; close: string }[] }>(
      undefined,
      `/v1/public/exchange/CN/closes?day=${DAY}`,
    );
    // 500 t at 70.50; neither block nor auction counts
    expect(instruments.find(({ instrument }) => instrument === CEA)).toMatchObject({ close: '70.50' });
    const methods = new Set<string>();
    for (const [key, number] of trading) {
      const statement = await stage.get<DayStatement>(
        `${key.split('/')[0] ?? ''}/maker` as Who,
        `/v1/exchange/trading-accounts/${number}/statements/${DAY}`,
      );
      expect([key, statement.state, statement.faults]).toEqual([key, 'balanced', []]);
      for (const { method } of statement.trades) methods.add(method);
      for (const line of statement.lines) {
        const { instrument, opening, bought, sold, fees, movedIn, movedOut, closing } = line;
        // what was bought cost money, and what was sold brought some
        const traded = (BigInt(bought) - BigInt(sold)) * (instrument === 'CNY' ? -1n : 1n);
        const sum = BigInt(opening) + traded - BigInt(fees) + BigInt(movedIn) - BigInt(movedOut);
        expect([key, instrument, sum]).toEqual([key, instrument, BigInt(closing)]);
      }
    }
    expect([...methods].sort()).toEqual(['auction', 'block', 'continuous', 'listed', 'swap']);
    const cement = await stage.get<{ items: { price: string; quantity: string }[] }>(
      'CEMENT/maker',
      `/v1/exchange/trades?tradingAccount=${of('CEMENT')}`,
    );
    // the auction's price is that of the last bid that won
    expect(cement.items).toMatchObject([{ price: '68.00', quantity: '4000' }]);
    // 900,000 of 1,000,000 Wh came, at 0.40 yuan a kWh
    const [power] = await stage.platform.database.query<{ paid_fen: string }>(
      'select sum(due_fen) as paid_fen from market.power_contract',
    );
    expect(power?.paid_fen).toBe('36000');
  });

  it('no fen and no tonne came from nowhere', async () => {
    const { database } = stage.platform;
    const accounts = await database.query<{ number: string }>(
      `select number from ledger.account where kind = 'funds'`,
    );
    let fen = 0n;
    for (const { number } of accounts) fen += (await readBalance(database, number, 'CNY'))?.total ?? 0n;
    expect(fen).toBe(49_000_000_00n);
    const units = await database.query<{ code: string; sum: string }>(
      `select i.code, sum(available + frozen) from ledger.balance b join ledger.instrument i on i.id = b.instrument_id
        where b.account_id >= 1024 and i.code <> 'CNY' group by 1 order by 1`,
    );
    expect(units).toEqual([
      { code: CCER, sum: '50000' },
      { code: CEA, sum: '401000' },
      { code: EUA, sum: '5000' },
    ]);
  });
});
