import { breaches } from '../../../../tests/support/ledger-invariants';
import { parseKwh } from '../domain/energy';
import { NO_SPLIT } from '../domain/energy-split';
import { readStatistics } from '../persistence/read-statistics';
import { readTrades } from '../persistence/read-trades';
import { assignAccountRole } from './assign-account-role';
import { CertificateStory, lot } from './certificate-story.spec-support';
import { OPERATOR, refusalOf } from './certificates.spec-support';
import { claimMany } from './claim-certificates';
import { type CorrectMeterMonth, correctMeterMonth } from './correct-meter-month';
import { expireDaily } from './expire-daily';
import { importMeterMonths } from './import-meter-months';
import { issueAll } from './issue-all';
import { listCertificates } from './list-certificates';
import { settleGreenPower, type SettlementReport } from './settle-green-power';
import { shareOut } from './share-out';

let story: CertificateStory;
beforeEach(async () => {
  story = await CertificateStory.open();
});
afterEach(async () => {
  expect(await breaches(story.registry.database)).toEqual([]);
  await story.registry.close();
});

const owner = () => story.plant.accountNumber;
const blocks = () => story.registry.blocks(owner());

describe('a later figure of a month that is issued', () => {
  const correct = (energyKwh: string, over: Partial<CorrectMeterMonth> = {}) =>
    story.registry.database.transaction((tx) =>
      correctMeterMonth(tx, story.registry.desk, {
        ...{ ...OPERATOR, plant: 'TEST1', month: '2025-01', energyWh: parseKwh(energyKwh) },
        ...{ cancelUnsold: false, basis: 'test', ...over },
      }),
    );

  it('GEC-001 more energy is issued with the next month, to the Wh, and traced to the corrected month', async () => {
    await correct('12500.4');
    await story.registry.issue(story.plant, { '2025-04': '999.6' });
    // 0.4 of each month before, 2,500 more of January and 999.6 of April make 3,500.8 kWh
    expect((await blocks()).at(-1)).toBe('202504:1-3:available');
    const { energy } = await story.trace('2025-04', 1n);
    expect(energy.map(({ range }) => `${range.month} ${range.fromWh}-${range.toWh}`)).toEqual([
      '2025-01 10000400-11000400',
    ]);
    expect(energy.map(({ correction }) => correction?.energyWh)).toEqual([12_500_400n]);
  });

  it('GEC-001 less energy is made up for by later months before anything is issued', async () => {
    expect(await correct('7500')).toMatchObject({ cancelled: 0n, owedWh: 2_500_400n });
    await story.registry.issue(story.plant, { '2025-04': '2000' });
    expect((await blocks()).some((each) => each.startsWith('202504'))).toBe(false);
    await story.registry.issue(story.plant, { '2025-05': '1500' });
    expect((await blocks()).at(-1)).toBe('202505:1-1:available');
  });

  it('unsold certificates are cancelled one for one where that is asked for; sold ones stay', async () => {
    await story.transfer([story.codes('2025-01', 1n, 9n)]);
    expect(await correct('7500', { cancelUnsold: true })).toMatchObject({
      cancelled: 1n,
      owedWh: 1_500_400n,
    });
    expect((await blocks())[0]).toBe('202502:1-20:available');
    expect(await refusalOf(story.transfer([story.codes('2025-01', 10n)]))).toMatchObject({
      code: 'GEC_CANCELLED',
      message: expect.stringContaining('notice gec-correction:') as string,
    });
  });

  it('a correction of a correction counts from it; the same figure and months that are not issued are refused', async () => {
    await correct('7500');
    expect(await correct('8000')).toMatchObject({ previousWh: 7_500_000n, addedFromWh: 10_000_400n });
    expect(await refusalOf(correct('8000'))).toMatchObject({ code: 'GEC_NOTHING_TO_CORRECT' });
    expect(await refusalOf(correct('1', { month: '2025-09' }))).toMatchObject({
      code: 'GEC_MONTH_NOT_ISSUED',
    });
  });
});

describe('settlement of green power', () => {
  const row = (over: object = {}) => ({
    ...{ line: 2, plant: 'TEST1', month: '2025-01' as const, buyer: story.registry.buyer },
    ...{ energyWh: parseKwh('4500'), priceFen: 550n, contract: 'GP-1', ...over },
  });
  const settle = (...rows: ReturnType<typeof row>[]): Promise<SettlementReport> =>
    story.registry.database.transaction((tx) => settleGreenPower(tx, story.registry.desk, OPERATOR, rows));

  it('GEC-010 certificates go to the user with quantity and price, and are not traded again', async () => {
    expect(await settle(row())).toMatchObject({
      months: [{ state: 'settled', certificates: 4n }],
      faults: [],
    });
    expect(await story.registry.blocks(story.registry.buyer)).toEqual(['202501:1-4:available']);
    const onward = story.transfer([lot('2025-01', 1n)], { from: story.registry.buyer, to: owner() });
    expect(await refusalOf(onward)).toMatchObject({ code: 'GEC_SOLD_BEFORE', rule: 'GEC-009' });
    const { items } = await readTrades(story.registry.database, { limit: 10 }, undefined);
    expect(items).toMatchObject([
      { ground: 'green-power-settlement', first: '1', last: '4', priceFen: '550', month: '2025-01' },
    ]);
  });

  it('GEC-010 the same rows once more move nothing; with other figures they are refused', async () => {
    await settle(row());
    expect(await settle(row())).toMatchObject({ months: [{ state: 'settled-before', certificates: 0n }] });
    expect(await settle(row({ priceFen: 1n }))).toMatchObject({
      months: [{ state: 'refused' }],
      faults: [{ line: 2, rule: 'settled-before' }],
    });
    expect(await story.registry.blocks(story.registry.buyer)).toEqual(['202501:1-4:available']);
  });

  it('GEC-010 each month is settled whole or not at all', async () => {
    const report = await settle(
      row(),
      row({ line: 3, energyWh: parseKwh('7000'), contract: 'GP-2' }),
      row({ line: 4, month: '2025-02' }),
      row({ line: 5, month: '2025-02', energyWh: parseKwh('999.9'), contract: 'GP-2' }),
    );
    expect(report).toMatchObject({
      months: [
        { month: '2025-01', state: 'refused', certificates: 0n },
        { month: '2025-02', state: 'settled', certificates: 4n },
      ],
      faults: [{ line: 3, column: 'energy_kwh', rule: 'not-enough' }],
    });
    expect(await story.registry.blocks(story.registry.buyer)).toEqual(['202502:1-4:available']);
  });
});

describe('provinces, agents, consumers', () => {
  it('GEC-011 a provincial account is shared out by its published plan, all or none', async () => {
    const { database, desk, buyer } = story.registry;
    const from = await story.registry.provincialAccount('33');
    const rows = [
      {
        ...{ line: 0, plant: 'TEST1', month: '2025-04' as const, energyWh: parseKwh('9000'), basis: '' },
        ...{ reportedBy: 'grid-company' as const, split: { ...NO_SPLIT, priceSettledWh: parseKwh('9000') } },
      },
    ];
    await database.transaction((tx) => importMeterMonths(tx, desk, { ...OPERATOR, input: { rows } }));
    await issueAll(database, desk, OPERATOR);
    const plan = { title: '示例方案', publishedOn: '2026-02-20' as const, documentHash: Buffer.alloc(32, 7) };
    const share = (to: string, quantity: bigint) => ({
      to,
      certificates: [{ plant: 'TEST1', month: '2025-04' as const, quantity }],
    });
    const byPlan = (...shares: ReturnType<typeof share>[]) =>
      database.transaction((tx) => shareOut(tx, desk, { ...OPERATOR, from, shares, plan }));
    expect(await refusalOf(byPlan(share(buyer, 5n), share(owner(), 5n)))).toMatchObject({
      code: 'LEDGER_INSUFFICIENT_BALANCE',
    });
    expect(await byPlan(share(buyer, 5n), share(owner(), 4n))).toMatchObject({ quantity: 9n });
    expect(await story.registry.blocks(from)).toEqual([]);
    const onward = story.transfer([{ plant: 'TEST1', month: '2025-04', quantity: 1n }], {
      ...{ from: buyer, to: owner() },
    });
    expect(await refusalOf(onward)).toMatchObject({ code: 'GEC_SOLD_BEFORE' });
  });

  it('GEC-017 an agent hands on what it bought, once; what it did not buy it does not', async () => {
    const { database, desk, buyer } = story.registry;
    await database.transaction((tx) =>
      assignAccountRole(tx, desk, { ...OPERATOR, account: buyer, role: 'agent', province: null }),
    );
    const deliver = { from: buyer, to: owner(), ground: 'agent-delivery' as const };
    expect(
      await refusalOf(story.transfer([lot('2025-01', 1n)], { ...deliver, from: owner(), to: buyer })),
    ).toMatchObject({ code: 'GEC_NOT_AGENT' });
    await story.transfer([lot('2025-02', 1n)], { ground: 'assignment' });
    expect(await refusalOf(story.transfer([lot('2025-02', 1n)], deliver))).toMatchObject({
      code: 'GEC_NOT_BOUGHT',
    });
    await story.transfer([lot('2025-01', 3n)]);
    expect(await story.transfer([lot('2025-01', 3n)], deliver)).toMatchObject({ quantity: 3n });
    await story.transfer([story.codes('2025-01', 1n)], { ground: 'assignment' });
    expect(await refusalOf(story.transfer([story.codes('2025-01', 1n)], deliver))).toMatchObject({
      code: 'GEC_NOT_BOUGHT',
    });
  });

  it('GEC-014 claims of several sites and months are made together or not at all', async () => {
    const { database, desk } = story.registry;
    const site = (month: '2025-01' | '2025-02', quantity: bigint, place: string) => ({
      ...{ ...OPERATOR, account: owner(), certificates: [lot(month, quantity)] },
      beneficiary: {
        kind: 'organisation' as const,
        nameZh: '示例门店',
        nameEn: 'Example store',
        identifier: 'S-1',
      },
      ...{
        purpose: '门店用电',
        place,
        consumptionStart: `${month}-01` as const,
        consumptionEnd: `${month}-28` as const,
      },
    });
    const claims = [
      site('2025-01', 4n, '苏州一店'),
      site('2025-01', 6n, '苏州二店'),
      site('2025-02', 1n, '苏州一店'),
    ];
    const all = (more: ReturnType<typeof site>[] = []) =>
      database.transaction((tx) => claimMany(tx, desk, [...claims, ...more]));
    await refusalOf(all([site('2025-01', 1n, '苏州三店')]));
    expect(await blocks()).toHaveLength(3);
    const receipts = await all();
    expect(new Set(receipts.map(({ claim }) => claim.receiptNumber)).size).toBe(3);
    expect((await blocks())[0]).toBe('202502:1-19:available');
  });

  it('GEC-019 statistics count what was issued, sold, with green power and not', async () => {
    await story.transfer([lot('2025-01', 2n)]);
    await story.transfer([lot('2025-01', 3n)], { ground: 'green-power-sale' });
    const { items } = await readStatistics(story.registry.database, { limit: 1 }, { province: '33' });
    expect(items).toEqual([
      {
        ...{
          month: '2025-01',
          province: '33',
          technology: 'solar-pv',
          issued: '10',
          tradable: '10',
          nonTradable: '0',
        },
        ...{ listed: '0', sold: '5', unsold: '5', ordinary: '2', greenPower: '3' },
      },
    ]);
  });
});

describe('the end of validity', () => {
  it('GEC-014 expires once a China day by itself; asked again it does nothing', async () => {
    const { database, desk } = story.registry;
    desk.clock.set(new Date('2026-12-31T16:00:01Z'));
    expect(await expireDaily(database, desk)).toMatchObject({ asOf: '2027-01-01', certificates: 10n });
    expect(await expireDaily(database, desk)).toBeUndefined();
    desk.clock.set(new Date('2027-01-01T16:00:01Z'));
    expect(await expireDaily(database, desk)).toMatchObject({ asOf: '2027-01-02', certificates: 0n });
  });

  it('GEC-014 a run that was cut off is taken up again', async () => {
    const { database, desk } = story.registry;
    desk.clock.set(new Date('2026-12-31T16:00:01Z'));
    const done = await expireDaily(database, desk);
    await database.query('update certificates.expiry_run set finished_at = null where id = $1', [done!.id]);
    expect(await expireDaily(database, desk)).toBeUndefined();
    desk.clock.set(new Date('2026-12-31T18:00:01Z'));
    expect(await expireDaily(database, desk)).toMatchObject({ id: done!.id, certificates: 0n });
  });

  it('GEC-013 what expires soon is listed', async () => {
    const { database, desk } = story.registry;
    desk.clock.set(new Date('2026-12-20T00:00:00Z'));
    const within = async (days: number) =>
      (await listCertificates(database, desk, owner(), { limit: 10 }, {}, days)).items.map(
        ({ productionMonth }) => productionMonth,
      );
    expect(await within(10)).toEqual([]);
    expect(await within(11)).toEqual(['2025-01']);
    expect(await within(60)).toEqual(['2025-01', '2025-02']);
  });
});
