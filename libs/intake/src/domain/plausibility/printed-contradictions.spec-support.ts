import type { Json } from '@carbon/kernel';

type Figures = Readonly<Record<string, Json>>;

/** What each document prints and does not agree with itself about: source line, kind, figures, what must be said. */
export type Contradiction = readonly [
  where: string,
  kind: string,
  figures: Figures,
  expected: readonly string[],
];

export const partA: Contradiction[] = [
  [
    'A 2E-1: 120,000 certificates offset 800,000 t (002 L1686)',
    'certificate-offset',
    { certificates: '120000', claimedT: '800000' },
    ['PLA-01 ≤ 99900 t'],
  ],
  [
    'A 2E-2: to the end of 2024, in columns 2023 and 2025 (002 L1706-1714)',
    'progress',
    { asOfYear: '2024', columnYears: ['2023', '2025'] },
    ['PLA-31 2023, 2025'],
  ],
  [
    'A 2E-2: reached in 2024 and a target of 2025 (002 L1686, L1712)',
    'progress',
    { asOfYear: '2025', columnYears: ['2023', '2025'], reachedInYear: '2024', targetYear: '2025' },
    ['PLA-31 ≥ 2025'],
  ],
  [
    'A 2E-3: 12.6 kWh a minute of 36 GWh a year (002 L1648, L1674)',
    'demand-per-minute',
    { supplyKwh: '18000000', sharePercent: '50', statedKwhPerMinute: '12.6' },
    ['PLA-03 68.5 kWh/min'],
  ],
  [
    'A 2E-3: three steps, two of them listed (002 L1644)',
    'counted',
    { stated: '3', listed: '2' },
    ['PLA-26 2'],
  ],
  [
    'A 2E-4: 280,000 t from 120 million kWh (002 L1741, L1747)',
    'implied-factor',
    { reductionT: '280000', energyKwh: '120000000' },
    ['PLA-02 0.12 – 0.9 kgCO2/kWh'],
  ],
  [
    'A 2E-5: a mangrove of 8 t a mu (002 L1779)',
    'sink',
    { sink: 'mangrove', area: '1000', areaUnit: 'mu', tPerYear: '8000' },
    ['PLA-11 0.5 – 40 t/(ha·a)'],
  ],
  [
    'A 2E-5: a mangrove at Jiaozhou Bay (002 L1779)',
    'sink',
    { sink: 'mangrove', area: '2000', areaUnit: 'mu', tPerYear: '5000', latitude: '36.1' },
    ['PLA-12 ≤ 28.5°N'],
  ],
  [
    'A 2E-6: the system and the centre added up (002 L1056, L1057)',
    'scopes',
    {
      parts: [
        { amount: '100000', scope: 'system' },
        { amount: '17000', scope: 'centre' },
      ],
    },
    ['PLA-25 system'],
  ],
  [
    'A 2E-7: 334 MW installed, 400 MW connected (002 L909)',
    'installed-and-connected',
    { installedKw: '334000', connectedKw: '400000' },
    ['PLA-10 ≤ 334000 kW'],
  ],
  [
    'A 2E-8: clean power from 2030 and from 2040 (002 L1253, L1330)',
    'repeated-statement',
    { label: '100 % clean cloud power', values: ['2030', '2040'] },
    ['PLA-27 2030'],
  ],
  [
    'A 2E-9: factors without id and purpose (002 L2154, L2166, L1836)',
    'factors',
    { factors: [{ value: '0.61' }, { value: '0.8325', id: 'ELF-002', purpose: 'park accounting' }] },
    ['PLA-22 id + purpose'],
  ],
  [
    'A 2E-10: a water footprint under ISO 14064 (002 L2206-2220)',
    'standard',
    { standard: 'ISO 14064-1', subject: 'water-footprint' },
    ['PLA-33 greenhouse-gas'],
  ],
  [
    'A 2E-11: UL 9540 as a carbon footprint (002 L1702)',
    'standard',
    { standard: 'UL 9540', subject: 'product-carbon-footprint' },
    ['PLA-33 storage-safety'],
  ],
  [
    'A 2E-11: 1.2 t a battery of no size (002 L1702)',
    'saving-per-piece',
    { savingT: '1.2', piece: 'battery' },
    ['PLA-34 sizeKwh'],
  ],
  [
    'A 2E-12: 22.5 and 13.6 told exactly as 37 (002 L917)',
    'parts-sum',
    { parts: ['22.5', '13.6'], total: '37', precision: 'exact' },
    ['PLA-17 36.1'],
  ],
  [
    'A 2E-13: 2.5 t/ha and 50 t, of what? (002 L690)',
    'carbon-or-co2',
    { tPerHectare: '2.5', totalT: '50' },
    ['PLA-16 CO2: 20 ha; C: 5.45 ha'],
  ],
  [
    'A 2D-D6: 59,000 declared, 100,000 verified (002 L1975)',
    'declared-and-verified',
    { declaredT: '59000', verifiedT: '100000' },
    ['PLA-24 100000 t ± 5 %'],
  ],
];

export const partB: Contradiction[] = [
  [
    'B 2.8-1: 40 times 27,377.62 is not 850,000 (003 L1635)',
    'product',
    { quantity: '27377.62', factor: '40', value: '850000', factorSource: '003 L1635' },
    ['PLA-21 1095104.8'],
  ],
  [
    'B 2.8-1: 23.32 of 26.21 is not 84.1 % (003 L1631)',
    'share',
    { part: '23.32', whole: '26.21', statedPercent: '84.1' },
    ['PLA-18 88.97 %'],
  ],
  [
    'B 2.8-1: output of 3 and of 7 billion (003 L1631, L1762)',
    'repeated-statement',
    { label: 'output', values: ['3000000000', '7000000000'] },
    ['PLA-27 3000000000'],
  ],
  [
    'B 2.8-2: a PV factor without its source (003 L602, L608)',
    'product',
    { quantity: '100', factor: '0.96', value: '96' },
    ['PLA-22 factorSource'],
  ],
  [
    'B 2.8-3: 1,060 t from 397.98 kW (003 L590)',
    'reduction-per-kw',
    { technology: 'pv', capacityKw: '397.98', tPerYear: '1060' },
    ['PLA-08 0.2 – 1.6 t/kW'],
  ],
  [
    'B 2.8-4: 329 t for 172 MWh (003 L905)',
    'implied-factor',
    { reductionT: '329', energyKwh: '172000' },
    ['PLA-02 0.12 – 0.9 kgCO2/kWh'],
  ],
  [
    'B 2.8-5: from August 2021 to 5 August 2020 (003 L1873)',
    'period',
    { start: '2021-08-01', end: '2020-08-05' },
    ['PLA-30 start < end'],
  ],
  [
    'B 2.8-5: an efficiency of 15.9 and 15.7 % (003 L1800, L1821)',
    'repeated-statement',
    { label: 'efficiency', values: ['15.9', '15.7'] },
    ['PLA-27 15.9'],
  ],
  [
    'B 2.8-6: 94.5 % is of no grade (003 L2229)',
    'grade-bands',
    {
      bands: [
        { from: '90', to: '94' },
        { from: '95', to: '99' },
        { from: '100', to: '100' },
      ],
      upTo: '100',
    },
    ['PLA-35 94 – 95'],
  ],
  [
    'B 2.8-7: 836 firms of 178, 520 and 129 (003 L478-484)',
    'parts-sum',
    { parts: ['178', '520', '129'], total: '836', precision: 'exact' },
    ['PLA-17 827'],
  ],
  [
    'B 2.8-8: a unit "kgCO2q" (003 L2104-2162)',
    'unit',
    { dimension: 'co2', unit: 'kgCO2q' },
    ['PLA-32 gCO2, kgCO2, tCO2, gCO2e, kgCO2e, tCO2e'],
  ],
  [
    'B 2.8-8: an energy per area in % (003 L2104-2162)',
    'unit',
    { dimension: 'energy-per-area', unit: '%' },
    ['PLA-32 kWh/m2, MJ/m2'],
  ],
  [
    'B 2.8-8: table 3 repeats table 2, rows are shifted (003 L2104-2162)',
    'table',
    { columns: '5', rowWidths: ['5', '6'], repeats: 'table 2' },
    ['PLA-39 5'],
  ],
  [
    'B 2.8-9: 266.7 MWh is 12.5 % of another whole (003 L1093, L1209)',
    'share',
    { part: '266.7', whole: '1042', statedPercent: '12.5' },
    ['PLA-18 25.6 %'],
  ],
  [
    'B 2.8-10: 1,359 and 1,388 buildings (003 L300, L306)',
    'repeated-statement',
    { label: 'buildings', values: ['1359', '1388'] },
    ['PLA-27 1359'],
  ],
  [
    'B 2.8-11: 7.02 g over 0.005 kWh (003 L2521, L2579)',
    'ride-factor',
    { gramsPerKm: '7.02', kwhPerKm: '0.005' },
    ['PLA-40 ≤ 0.9 kgCO2/kWh'],
  ],
];

export const partC: Contradiction[] = [
  [
    'N-01: 43 % electric at 1.8 to 1 (001 L1329)',
    'heat-and-power',
    { electricPercent: '43', heatToPower: '1.8' },
    ['PLA-20 ≤ 100 %'],
  ],
  ['N-01: shares above the whole (001 L1329)', 'shares', { percents: ['43', '77.4'] }, ['PLA-19 ≤ 100 %']],
  [
    'N-02: 86.7 t avoided a tonne of hydrogen (001 L1378)',
    'avoided-per-tonne',
    { product: 'hydrogen', avoidedT: '86.7', productT: '1' },
    ['PLA-14 ≤ 25 t/t'],
  ],
  [
    'N-03: 5 MWh in 50 cars (001 L1368)',
    'battery-per-car',
    { cars: '50', energyKwh: '5000' },
    ['PLA-09 ≤ 85 kWh'],
  ],
  [
    'N-04: 12,000 t of algae from 10 ha (001 L1471)',
    'crop-yield',
    { crop: 'microalgae', areaHa: '10', tPerYear: '12000' },
    ['PLA-13 ≤ 150 t/(ha·a)'],
  ],
  [
    'N-05: a yearly supply of 10 MW (001 L439)',
    'unit',
    { dimension: 'energy', unit: 'MW' },
    ['PLA-32 Wh, kWh, MWh, GWh, TWh, J, kJ, MJ, GJ, TJ, tce'],
  ],
  [
    'N-06: a traded volume in kW (001 L1263)',
    'unit',
    { dimension: 'energy', unit: 'kW' },
    ['PLA-32 Wh, kWh, MWh, GWh, TWh, J, kJ, MJ, GJ, TJ, tce'],
  ],
  [
    'N-07: 7,740 t of waste of no period (001 L1495)',
    'stream',
    { amountT: '7740', yearlyT: '7850000', sharePercent: '40' },
    ['PLA-29 8603 t/d'],
  ],
  [
    'N-07: 120 t of no period (001 L1339)',
    'claims',
    { claims: [{ asset: 'Nakano Mode' }] },
    ['PLA-29 period'],
  ],
  [
    'N-08: gas of 1,200 degrees, cooling from 800 (001 L1402)',
    'temperature-steps',
    {
      steps: [
        { fromC: '1400', toC: '1200' },
        { fromC: '800', toC: '200' },
      ],
    },
    ['PLA-36 1200 °C'],
  ],
  [
    'N-09: a payback of 7 years (001 L1410)',
    'payback',
    { investment: '24', yearlySaving: '3.84', grantPercent: '30', statedYears: '7' },
    ['PLA-23 4.375 / 6.25 a'],
  ],
  [
    'N-10: a tree of 200 and of 24 kg (001 L835, L1408)',
    'repeated-statement',
    { label: 'a tree, kg CO2 a year', values: ['200', '24'] },
    ['PLA-27 200'],
  ],
  [
    'N-11: the Nakano Mode block in two chapters (001 L1335-1345, L1388-1398)',
    'claims',
    {
      claims: [
        { asset: 'storage', period: '2023', text: '120 t' },
        { asset: 'retrofit', period: '2023', text: '120 t' },
      ],
    },
    ['PLA-28 1'],
  ],
  [
    'N-12: one asset and period quoted twice (001 L172, L1062)',
    'claims',
    {
      claims: [
        { asset: '16 MW', period: '2023' },
        { asset: '16 MW', period: '2023' },
      ],
    },
    ['PLA-28 1'],
  ],
  [
    'N-13: Yokohama under two names (001 L331, L345)',
    'place-names',
    { names: ['横滨智慧港城', 'MM21'] },
    ['PLA-37 横滨智慧港城'],
  ],
  [
    'N-14: BEMS of three meanings (001 L1209, L729, L521)',
    'term',
    { term: 'BEMS', meanings: ['smart energy management', 'building system', 'park system'] },
    ['PLA-38 smart energy management'],
  ],
  [
    'N-15: one policy under two titles (001 L927, L975)',
    'repeated-statement',
    { label: 'plan', values: ['节能减碳', '节能减排'] },
    ['PLA-27 节能减碳'],
  ],
  [
    'T13: 10 Mt from 660 million litres (004 L3536-3542)',
    'fuel-factor',
    { fuel: 'kerosene', litres: '660000000', co2T: '10000000' },
    ['PLA-15 2.3 – 2.8 kgCO2/L'],
  ],
];

/** Figures that agree, most of them of the same documents. */
export const fits: readonly (readonly [where: string, kind: string, figures: Figures])[] = [
  [
    '120,000 certificates offset 99,900 t',
    'certificate-offset',
    { certificates: '120000', claimedT: '99900' },
  ],
  ['0.8 kg a kWh (A 2E-1, the rest)', 'implied-factor', { reductionT: '800000', energyKwh: '1000000000' }],
  ['0.477 t/MWh (T12)', 'implied-factor', { reductionT: '10631', energyKwh: '22286000' }],
  [
    '19.0 % of PV (T12)',
    'generation',
    { technology: 'pv', capacityKw: '1000', energyKwh: '1664400', hours: '8760' },
  ],
  [
    '2.5 t a mu',
    'sink',
    { sink: 'mangrove', area: '2000', areaUnit: 'mu', tPerYear: '5000', latitude: '21.5' },
  ],
  ['0.58 t a kW', 'reduction-per-kw', { technology: 'pv', capacityKw: '1000', tPerYear: '580' }],
  ['about 37 (A 2E-12)', 'parts-sum', { parts: ['22.5', '13.6'], total: '37', precision: 'rounded' }],
  [
    '68.5 kWh a minute',
    'demand-per-minute',
    { supplyKwh: '18000000', sharePercent: '50', statedKwhPerMinute: '68.5' },
  ],
  ['2.5 kg a litre (T13)', 'fuel-factor', { fuel: 'kerosene', litres: '600', co2T: '1.5' }],
  ['6.25 years', 'payback', { investment: '24', yearlySaving: '3.84', statedYears: '6.25' }],
  ['a unit of energy', 'unit', { dimension: 'energy', unit: 'kWh' }],
  ['a day after a day', 'period', { start: '2020-08-05', end: '2021-08-01' }],
  ['a daily amount', 'stream', { amountT: '7600', period: 'day' }],
  [
    'two periods of one asset',
    'claims',
    {
      claims: [
        { asset: 'a', period: '2022' },
        { asset: 'a', period: '2023' },
      ],
    },
  ],
  [
    'bands without a gap',
    'grade-bands',
    {
      bands: [
        { from: '90', to: '95' },
        { from: '95', to: '100' },
      ],
      upTo: '100',
    },
  ],
  ['nothing to divide by', 'implied-factor', { reductionT: '1', energyKwh: '0' }],
];
