import { newId } from '@carbon/kernel';
import { endReservation, registerAsset, reserveEnergy } from '@carbon/sources';
import { energyKey } from '@carbon/sources/domain';
import { defineInstrument } from '@carbon/ledger';
import { breaches } from '../../../../tests/support/ledger-invariants';
import { parseKwh } from '../domain/energy';
import { NO_SPLIT } from '../domain/energy-split';
import { issueEntity } from '../persistence/issue.entity';
import { allLotsOf } from '../persistence/read-lots';
import { plantEntity, type Plant } from '../persistence/plant.entity';
import { assignAccountRole } from './assign-account-role';
import { BUYER, CertificatesFixture, OPERATOR, refusalOf } from './certificates.spec-support';
import { importMeterMonths } from './import-meter-months';
import { issueAll } from './issue-all';
import { registerEarlierPlants } from './register-plants';
import { transferCertificates } from './transfer-certificates';

let registry: CertificatesFixture;
beforeEach(async () => {
  registry = await CertificatesFixture.open();
});
afterEach(async () => {
  expect(await breaches(registry.database)).toEqual([]);
  await registry.close();
});

type Split = Partial<
  Record<'priceSettledWh' | 'gridAgencyWh' | 'selfUseWh' | 'offGridWh' | 'storageWh', string>
>;

async function report(
  plant: Plant,
  month: '2025-01' | '2025-02' | '2025-03',
  kwh: string,
  parts: Split = {},
) {
  const split = Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, parseKwh(text)]));
  const rows = [
    {
      ...{ line: 0, plant: plant.shortCode, month, energyWh: parseKwh(kwh), basis: 'test' },
      reportedBy: 'grid-company' as const,
      split: { ...NO_SPLIT, ...split },
    },
  ];
  await registry.database.transaction((tx) =>
    importMeterMonths(tx, registry.desk, { ...OPERATOR, input: { rows } }),
  );
}

const issued = () => issueAll(registry.database, registry.desk, OPERATOR);

async function lotsOf(month: string): Promise<string[]> {
  const { manager } = registry.database.source;
  const issues = await manager.find(issueEntity);
  const issue = issues.find((each) => each.month === month)!;
  const lots = (await allLotsOf(manager, [issue])).get(issue.id) ?? [];
  return lots.map(
    ({ electricityClass, tradeClass, firstSerial, certificates, remainderWh }) =>
      `${electricityClass} ${tradeClass} ${firstSerial}+${certificates} left ${remainderWh}`,
  );
}

describe('issuing by where the electricity went', () => {
  it('GEC-005 GEC-007 each class has serials of its own and carries its own remainder, to the Wh', async () => {
    const province = await registry.provincialAccount('33');
    const plant = await registry.filePlant({ hasStorage: true });
    await report(plant, '2025-01', '20000', {
      priceSettledWh: '5400.5',
      selfUseWh: '3300.25',
      storageWh: '1000',
    });
    await issued();
    expect(await lotsOf('2025-01')).toEqual([
      'on-grid tradable 1+10 left 299250',
      'price-settled tradable 11+5 left 400500',
      'self-use non-tradable 16+3 left 300250',
    ]);
    expect(await registry.blocks(plant.accountNumber)).toEqual([
      '202501:1-10:available',
      '202501:16-18:available',
    ]);
    expect(await registry.blocks(province)).toEqual(['202501:11-15:available']);

    // the next month has self-use only, and goes on with what each class left
    await report(plant, '2025-02', '700', { selfUseWh: '700', storageWh: '0' });
    await issued();
    expect(await lotsOf('2025-02')).toEqual([
      'on-grid tradable 1+0 left 299250',
      'price-settled tradable 1+0 left 400500',
      'self-use non-tradable 1+1 left 250',
    ]);
  });

  it('GEC-006 a plant with storage is not taken without its storage metered apart', async () => {
    const plant = await registry.filePlant({ hasStorage: true });
    expect(await refusalOf(registry.report(plant, { '2025-01': '20000' }))).toMatchObject({
      fields: [{ field: 'rows[0].storageKwh', rule: 'storage-apart' }],
    });
  });

  it('GEC-007 without a provincial account the plant is held back, and nothing of it is issued', async () => {
    const plant = await registry.filePlant();
    await report(plant, '2025-01', '20000', { priceSettledWh: '5400' });
    expect(await issued()).toMatchObject({
      certificates: 0n,
      heldBack: [{ plant: 'TEST1', code: 'GEC_NO_PROVINCIAL_ACCOUNT' }],
    });
    await registry.provincialAccount('33');
    expect(await issued()).toMatchObject({ certificates: 19n, heldBack: [] });
  });

  it('GEC-011 what stands in a provincial account leaves it by plan only', async () => {
    const province = await registry.provincialAccount('33');
    const plant = await registry.filePlant();
    await report(plant, '2025-01', '20000', { priceSettledWh: '5400' });
    await issued();
    const move = (ground: 'sale' | 'assignment') =>
      registry.database.transaction((tx) =>
        transferCertificates(tx, registry.desk, {
          ...OPERATOR,
          ...{ from: province, to: registry.buyer, ground },
          certificates: [{ plant: 'TEST1', month: '2025-01', quantity: 1n }],
        }),
      );
    for (const ground of ['sale', 'assignment'] as const) {
      expect(await refusalOf(move(ground))).toMatchObject({
        code: 'GEC_PROVINCIAL_BY_PLAN',
        rule: 'GEC-011',
      });
    }
  });

  it('GEC-017 a province has one account, of a regulator', async () => {
    await registry.provincialAccount('33');
    expect(await refusalOf(registry.provincialAccount('33'))).toMatchObject({
      code: 'GEC_ACCOUNT_ROLE_TAKEN',
    });
    const buyer = registry.database.transaction((tx) =>
      assignAccountRole(tx, registry.desk, {
        ...OPERATOR,
        ...{ account: registry.buyer, role: 'provincial', province: '32' },
      }),
    );
    expect(await refusalOf(buyer)).toMatchObject({ code: 'GEC_NOT_A_REGULATOR', rule: 'GEC-017' });
  });
});

describe('energy that credits lay claim to', () => {
  const assetOf = async (plant: Plant) => {
    const [row] = await registry.database.query<{ asset_id: string }>(
      'select asset_id from certificates.plant_asset where plant_id = $1',
      [plant.id],
    );
    return row!.asset_id;
  };
  const reserve = async (plant: Plant) => {
    const assetId = await assetOf(plant);
    await registry.database.transaction((tx) =>
      reserveEnergy(tx, {
        project: 'CCER-P1',
        assetId,
        from: '2025-02',
        to: '2025-02',
        now: registry.desk.clock.now(),
      }),
    );
  };

  it('EXC-003 certificates of reserved months are born locked, with those that hold a single Wh of them', async () => {
    const plant = await registry.filePlant();
    await reserve(plant);
    await registry.issue(plant, { '2025-01': '2500', '2025-02': '2600', '2025-03': '1900' });
    expect(await registry.blocks(plant.accountNumber)).toEqual([
      '202501:1-2:available',
      '202502:1-3:locked',
      // the first of March is of 0.1 MWh of February
      '202503:1-1:locked',
      '202503:2-2:available',
    ]);
    const sale = registry.database.transaction((tx) =>
      transferCertificates(tx, registry.desk, {
        ...OPERATOR,
        ...{ from: plant.accountNumber, to: registry.buyer, ground: 'sale' },
        certificates: [{ plant: 'TEST1', month: '2025-02', quantity: 1n }],
      }),
    );
    expect(await refusalOf(sale)).toMatchObject({
      code: 'GEC_FROZEN',
      rule: 'EXC-003',
      details: { project: 'CCER-P1' },
    });
    await registry.database.transaction((tx) => endReservation(tx, 'CCER-P1', registry.desk.clock.now()));
  });

  it('EXC-002 energy that a credit used makes no certificate, also the part that was carried on', async () => {
    const plant = await registry.filePlant();
    await registry.issue(plant, { '2025-01': '2500.5' });
    await creditUses(plant, [
      ['2025-01', 2_000_000n, 2_500_500n],
      ['2025-02', 0n, 1_800_000n],
    ]);
    await registry.issue(plant, { '2025-02': '1800', '2025-03': '1200.75' });
    const issues = await registry.database.source.manager.find(issueEntity, { order: { month: 'ASC' } });
    expect(issues.map((each) => [each.month, each.certificates, each.withheldWh, each.remainderWh])).toEqual([
      ['2025-01', 2n, 0n, 500_500n],
      ['2025-02', 0n, 2_300_500n, 0n],
      ['2025-03', 1n, 0n, 200_750n],
    ]);
    expect(issues[1]!.withheld).toEqual([
      { month: '2025-01', fromWh: 2_000_000n, toWh: 2_500_500n, reason: 'used-elsewhere' },
      { month: '2025-02', fromWh: 0n, toWh: 1_800_000n, reason: 'used-elsewhere' },
    ]);
  });

  async function creditUses(
    plant: Plant,
    ranges: [month: '2025-01' | '2025-02', from: bigint, to: bigint][],
  ) {
    await registry.database.transaction(async (tx) => {
      await defineInstrument(tx, {
        ...{ code: 'CCER-TEST', kind: 'credit', unit: 't', scheme: 'CCER', serialised: true },
      });
      const [outcome] = await registry.desk.ledger.submit(tx, [
        {
          ...{
            kind: 'issue',
            instrument: 'CCER-TEST',
            quantity: 1n,
            to: registry.buyer,
            sourceKey: 'ccer:1',
          },
          sources: ranges.map(([month, from, to]) => ({ key: energyKey(plant.code, month), from, to })),
          cause: OPERATOR,
        },
      ]);
      expect(outcome).toMatchObject({ status: 'done' });
    });
  }

  it('INV-04 the same plant filed under two names issues under neither twice: the second waits for people', async () => {
    const first = await registry.filePlant({
      shortCode: 'ONE',
      nameZh: '示例湖光伏电站',
      nameEn: 'Example Lake PV',
    });
    const second = await registry.filePlant({
      shortCode: 'TWO',
      nameZh: '示例湖光伏发电站',
      nameEn: 'Example Lake solar',
    });
    await registry.report(first, { '2025-01': '5000' });
    await registry.report(second, { '2025-01': '5000' });
    expect(await issued()).toMatchObject({
      certificates: 5n,
      heldBack: [{ plant: 'TWO', code: 'SOURCE_ASSET_SUSPECTED' }],
    });
  });

  it('INV-04 a second filing with the same meter is refused at once', async () => {
    await registry.filePlant({ shortCode: 'ONE', nameZh: '示例湖', nameEn: 'Lake', meters: ['3301-0001'] });
    const again = registry.filePlant({
      shortCode: 'TWO',
      nameZh: '别处',
      nameEn: 'Elsewhere',
      meters: ['3301-0001'],
    });
    expect(await refusalOf(again)).toMatchObject({
      code: 'GEC_PLANTS_REFUSED',
      fields: [{ field: 'plants[0]', rule: 'filed-before' }],
    });
    expect(await registry.database.source.manager.count(plantEntity)).toBe(1);
  });

  it('INV-04 nobody files a plant on the asset of another holder, nor learns what and whose it is', async () => {
    await registry.database.transaction((tx) =>
      registerAsset(tx, {
        ...{ holderId: BUYER, filedAs: 'project:PJ-OTHERS', now: registry.desk.clock.now() },
        facts: { kind: 'site', names: ['他人示例'], meters: ['3301-0002'], numbers: {}, parcels: [] },
      }),
    );
    const refusal = await refusalOf(registry.filePlant({ shortCode: 'ONE', meters: ['3301-0002'] }));
    expect(refusal).toMatchObject({
      ...{ code: 'GEC_PLANTS_REFUSED', status: 409, rule: 'GEC-016' },
      fields: [{ field: 'plants[0]', rule: 'of-another' }],
    });
    const assets = await registry.database.query<{ number: string; holder: string }>(
      'select number, holder_id as holder from sources.asset',
    );
    expect(assets).toMatchObject([{ holder: BUYER }]);
    expect(JSON.stringify(refusal)).not.toContain(assets[0]?.number);
    expect(await registry.database.source.manager.count(plantEntity)).toBe(0);
  });

  it('INV-04 plants that were filed before there were assets get theirs, once', async () => {
    const { database, desk } = registry;
    const plant = await registry.filePlant();
    const earlier = { ...plant, id: newId(), shortCode: 'OLD', nameZh: '旧站示例', nameEn: 'Earlier' };
    const code = `${plant.code.slice(0, 16)}${(Number(plant.code[16]) + 1) % 10}` as Plant['code'];
    await database.source.manager.insert(plantEntity, { ...earlier, code });
    const entered = () => database.transaction((tx) => registerEarlierPlants(tx, desk.clock.now()));
    expect(await entered()).toBe(1);
    expect(await entered()).toBe(0);
    await reserve({ ...earlier, code });
  });
});
