import { AllocationWorld, type Enterprise, unit } from './allocation.spec-support';

let world: AllocationWorld;
beforeAll(async () => {
  world = await AllocationWorld.open();
});
afterAll(() => world.close());

describe('worked cases, from verified figures to the accounts', () => {
  it('AC-01 to AC-06, AC-11, AC-12 power of 2024 ends in the right balances', async () => {
    const cases: [Enterprise, bigint][] = [];
    const of = async (expected: bigint, ...units: Parameters<typeof unit>[0][]) => {
      const one = await world.enterprise();
      await world.verify(one, { units: units.map((each, at) => unit({ id: `U${at + 1}`, ...each })) });
      cases.push([one, expected]);
    };
    // AC-01, AC-02
    await of(2_476_300n, {});
    await of(2_621_916n, { loadFactorPercent: '60' });
    // AC-04
    await of(659_520n, {
      ...{ class: 'III', generationMwh: '800000', loadFactorPercent: '50', heatGj: '0' },
      verifiedT: 700_000n,
    });
    // AC-06
    await of(309_245n, {
      ...{ class: 'IV', generationMwh: '900000', heatGj: '250000', loadFactorPercent: '80' },
      ...{ heatFuel: 'gas', verifiedT: 300_000n },
    });
    // AC-11, AC-12
    const coal = {
      class: 'III' as const,
      generationMwh: '849102.4',
      heatGj: '0',
      verifiedT: 1_000_000n,
    };
    const gas = {
      ...{ class: 'IV' as const, generationMwh: '304136.3', heatGj: '0', verifiedT: 150_000n },
      heatFuel: 'gas' as const,
    };
    await of(920_000n, coal, gas);
    await of(800_002n, { ...coal, verifiedT: 1_000_003n });
    const number = await world.allocated(world.national);
    for (const [{ account }, expected] of cases) expect(await world.held(account)).toBe(expected);

    const seen = await world.send(
      'GET',
      `/v1/allocation-rounds/${number}/lines/${cases[1]?.[0].code ?? ''}`,
      world.national.maker,
    );
    const { versions } = seen.json<{
      versions: { document: { pack: { hash: string } } }[];
    }>();
    expect(versions[0]?.document).toMatchObject({
      pack: { id: 'allocation-cn' },
      steps: { units: [{ loadFactor: '1.061364', generationPart: '2518616', heatPart: '103300' }] },
      amountT: '2621916',
    });
    expect(versions[0]?.document.pack.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('AC-14 ALC-011 owed 70,000: nothing is pre-issued, 40,000 stay owed after an approval of 30,000', async () => {
    const one = await world.enterprise();
    await world.renew(world.national);
    await world.task(
      world.national,
      'owed-adjustment',
      {
        ...{ market: 'CN', holder: one.code, year: 2022, decision: 'owe', quantity: '70000' },
        reason: '以前年度核定调整',
      },
      1,
    );
    // half of last year's 100,000 t
    await world.verify(one, { year: 2024, units: [], verifiedT: 100_000n, province: '江苏' });
    await world.allocated(world.national, { year: 2025, phase: 'pre', provinces: ['江苏'] });
    expect(await world.held(one.account, 'CEA25')).toBe(0n);
    expect(await world.owed(one.id)).toBe(20_000n);

    const special = { special: 'emergency-reserve', verifiedT: 30_000n };
    await world.verify(one, { year: 2025, units: [unit(special)], province: '江苏' });
    await world.allocated(world.national, { year: 2025, provinces: ['江苏'] });
    expect(await world.held(one.account, 'CEA25')).toBe(0n);
    expect(await world.owed(one.id)).toBe(40_000n);
  });

  it('AC-19 ALC-022 two firms of steel: the balance value is solved, stored with its origin, and issued by', async () => {
    const firm = async (verifiedT: bigint, intensity: bigint) => {
      const one = await world.enterprise({ province: '河北' });
      const lines = [{ id: 'BF1', emissionsT: intensity, outputT: '100' }];
      await world.verify(one, { year: 2025, sector: 'steel', province: '河北', verifiedT, lines });
      return one;
    };
    const [a, b] = [await firm(1_000_000n, 160n), await firm(3_000_000n, 176n)];
    const number = await world.allocated(world.national, { year: 2025, sectors: ['steel'] });
    expect(await world.held(a.account, 'CEA25')).toBe(1_010_465n);
    expect(await world.held(b.account, 'CEA25')).toBe(2_989_534n);
    const list = await world.send(
      'GET',
      `/v1/allocation-rounds/${number}/calculations`,
      world.national.maker,
    );
    expect(list.json<{ items: object[] }>().items[0]).toMatchObject({
      sectors: [{ sector: 'steel', balance: { value: '1.72', origin: 'solved', by: 'ALC-022' } }],
    });
  });

  it('AC-16 ALC-021 steel by a balance value that the authority gave', async () => {
    const given = await world.task(
      world.national,
      'balance-value',
      { market: 'CN', year: 2026, sector: 'steel', value: '1.6000', source: '管理平台（示例）' },
      1,
    );
    expect(given).toMatchObject({ state: 'executed', outcome: { version: 1 } });
    const one = await world.enterprise();
    const lines = [{ id: 'BF1', emissionsT: 152n, outputT: '100' }];
    await world.verify(one, { year: 2026, sector: 'steel', verifiedT: 5_000_000n, lines });
    await world.allocated(world.national, { year: 2026, sectors: ['steel'] });
    expect(await world.held(one.account, 'CEA26')).toBe(5_037_500n);
  });

  it('AC-18 ALC-021 beyond a fifth of the balance value the coefficient stays', async () => {
    const balance = { market: 'CN', year: 2026, sector: 'cement', value: '1', source: '管理平台（示例）' };
    await world.task(world.national, 'balance-value', balance, 1);
    const cases = [
      ['0.8000', 8_000n, 2_060_000n],
      ['0.8001', 8_001n, 2_059_970n],
      ['1.2500', 12_500n, 1_940_000n],
    ] as const;
    const accounts = [];
    for (const [, emissionsT] of cases) {
      const one = await world.enterprise();
      const lines = [{ id: 'K1', emissionsT, outputT: '10000' }];
      await world.verify(one, { year: 2026, sector: 'cement', verifiedT: 2_000_000n, lines });
      accounts.push(one.account);
    }
    await world.allocated(world.national, { year: 2026, sectors: ['cement'] });
    for (const [at, [, , expected]] of cases.entries()) {
      expect(await world.held(accounts[at] ?? '', 'CEA26')).toBe(expected);
    }
  });

  it('AC-08 ALC-003 power of 2026 by the draft', async () => {
    const one = await world.enterprise();
    const of2026 = { generationMwh: '1200000', heatGj: '500000', loadFactorPercent: '45' };
    await world.verify(one, {
      ...{ year: 2026, units: [unit({ class: 'II', ...of2026, verifiedT: 1_200_000n })] },
    });
    await world.allocated(world.national, { year: 2026 });
    expect(await world.held(one.account, 'CEA26')).toBe(1_130_039n);
  });

  it('AC-20 ALC-020 steel of 2024 gets what was verified', async () => {
    const one = await world.enterprise();
    await world.verify(one, { sector: 'steel', verifiedT: 2_345_678n });
    await world.allocated(world.national, { sectors: ['steel'] });
    expect(await world.held(one.account)).toBe(2_345_678n);
  });
});
