import { CERTAINTIES, releasedPacks } from '@carbon/rules/domain';
import { CARBON_MARKETS, type CarbonMarket, type Sector } from '../carbon-market';
import { allocationPacks } from './allocation-packs';
import { allocationRules } from './allocation-rules';

const today = '2026-11-21';
const rulesOf = (year: number, sector: Sector = 'power', market: CarbonMarket = 'CN') =>
  allocationRules(releasedPacks, { market, sector, year }, today);

/** Benchmarks of electricity I, II, III, IV and of heat from coal and gas, as in the table of the rules. */
const TABLE: readonly [number, ...string[]][] = [
  [2019, '0.877', '0.979', '1.146', '0.392', '0.126', '0.059'],
  [2020, '0.877', '0.979', '1.146', '0.392', '0.126', '0.059'],
  [2021, '0.8218', '0.8773', '0.9350', '0.3920', '0.1111', '0.0560'],
  [2022, '0.8177', '0.8729', '0.9303', '0.3901', '0.1105', '0.0557'],
  [2023, '0.7950', '0.8090', '0.8285', '0.3305', '0.1038', '0.0536'],
  [2024, '0.7910', '0.8049', '0.8244', '0.3288', '0.1033', '0.0533'],
  [2025, '0.7902', '0.8017', '0.8162', '0.3288', '0.1027', '0.0533'],
  [2026, '0.7894', '0.7985', '0.8080', '0.3288', '0.1021', '0.0533'],
];

describe('rules of allocation', () => {
  it.each(TABLE)('ALC-001 benchmarks of %i', (year, ...figures) => {
    const { electricity, heat } = rulesOf(year).figure('benchmarks')!.value;
    expect([...Object.values(electricity), heat.coal, heat.gas]).toEqual(figures);
  });

  it.each([
    [2019, 'power', 'M+'],
    [2022, 'power', 'M+'],
    [2023, 'power', 'F'],
    [2024, 'power', 'F'],
    [2025, 'power', 'D'],
    [2026, 'power', 'D'],
    [2024, 'steel', 'E'],
    [2025, 'cement', 'D'],
    [2026, 'aluminium', 'D'],
  ] as const)('trap 17: %i %s is founded as %s', (year, sector, certainty) => {
    expect(rulesOf(year, sector).reference).toEqual({
      id: 'allocation-cn',
      version: '2026.1',
      certainty,
      hash: allocationPacks.CN.versions()[0]!.hash,
    });
  });

  it('ALC-004 what is inferred for a year is said', () => {
    // rounding, and before 2023 the relief too
    for (const year of [2019, 2021, 2022]) expect(rulesOf(year).notes).toHaveLength(2);
    for (const year of [2023, 2024]) expect(rulesOf(year).notes).toHaveLength(1);
    for (const year of [2025, 2026]) expect(rulesOf(year).notes).toEqual([]);
  });

  it('ALC-024 gases, ALC-010 kinds of entities, ALC-012 days', () => {
    expect(rulesOf(2026, 'aluminium').figure('gases')?.value).toEqual(['CO2', 'CF4', 'C2F6']);
    expect(rulesOf(2026, 'steel').figure('gases')?.value).toEqual(['CO2']);
    expect(
      rulesOf(2024)
        .figure('differentiated-issue')
        ?.value.map(({ kind }) => kind),
    ).toEqual(['judicially-frozen', 'arrears', 'closing']);
    expect(rulesOf(2024).figure('reapproval-days')).toMatchObject({ value: 10, certainty: 'D' });
  });

  it('ALC-013 nine kinds of special units in 2025 and 2026, none before', () => {
    expect(rulesOf(2025).figure('special')?.value).toHaveLength(9);
    expect(rulesOf(2024).figure('special')).toBeUndefined();
  });

  it.each([
    ['CN', 'power', 2018, 'no method for the sector power in 2018'],
    ['CN', 'power', 2027, 'no method for the sector power in 2027'],
    ['CN', 'steel', 2023, 'no method for the sector steel in 2023'],
    ['CN', 'building', 2024, 'does not cover the sector building'],
    ['EU', 'power', 2024, 'no method for the sector power in 2024'],
    ['CN', 'power', 2024.5, 'no method'],
    ['CN', 'power', -1, 'no method'],
    ...['SZ', 'BJ', 'SH', 'GD', 'HB', 'TJ', 'CQ', 'FJ'].map(
      (market) => [market as CarbonMarket, 'power', 2024, 'holds no method of allocation'] as const,
    ),
    ['NOWHERE' as CarbonMarket, 'power', 2024, 'does not exist'],
    ['constructor' as CarbonMarket, 'power', 2024, 'does not exist'],
  ] as const)('%s %s %s is refused: %s', (market, sector, year, words) => {
    const asked = () => rulesOf(year, sector, market);
    expect(asked).toThrow('ALLOWANCES_NO_RULES');
    expect(asked).toThrow(words);
  });

  it('a day before the first version is refused', () => {
    expect(() =>
      allocationRules(releasedPacks, { market: 'CN', sector: 'power', year: 2024 }, '2018-12-31'),
    ).toThrow('RULES_NO_PACK');
  });

  it('INV-10 every figure of every market stands under its own name, with rules and a certainty', () => {
    for (const market of CARBON_MARKETS) {
      const pack = allocationPacks[market].on(today);
      for (const year of [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026]) {
        for (const sector of pack.value('sectors').value) {
          for (const name of ['method', 'benchmarks', 'rounding', 'special', 'tonnes', 'gases'] as const) {
            const found = pack.findFor(
              `${sector}.${name}`,
              `${year}-01-01` as `${number}-${number}-${number}`,
            );
            if (found === undefined) continue;
            expect(Object.keys(found.value as object)).toEqual([name]);
            expect(CERTAINTIES).toContain(found.certainty);
          }
        }
      }
    }
  });
});
