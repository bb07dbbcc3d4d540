import { releasedPacks } from '@carbon/rules/domain';
import type { CarbonMarket } from '../carbon-market';
import { vintageOf } from './vintage';

const vintage = (market: CarbonMarket, year: number) => vintageOf(releasedPacks, market, year, '2026-11-21');

describe('ETS-008 vintages are instruments', () => {
  it.each([
    ['CN', 2019, 'CEA'],
    ['CN', 2020, 'CEA'],
    ['CN', 2021, 'CEA21'],
    ['CN', 2022, 'CEA22'],
    ['CN', 2023, 'CEA23'],
    ['CN', 2024, 'CEA24'],
    ['CN', 2025, 'CEA25'],
    ['CN', 2026, 'CEA26'],
    ['GD', 2024, 'GDEA24'],
    ['SH', 2024, 'SHEA24'],
    ['EU', 2024, 'EUA'],
    ['PARK', 2026, 'PKA26'],
  ] as const)('of %s in %i: %s', (market, year, instrument) => {
    expect(vintage(market, year)).toMatchObject({ instrument, kind: 'allowance', scheme: `ETS-${market}` });
  });

  it('has a title in both languages', () => {
    expect(vintage('CN', 2024).title).toEqual({ zh: '全国碳排放配额 2024', en: 'National allowance 2024' });
    expect(vintage('CN', 2019).title).toEqual(vintage('CN', 2020).title);
  });

  it.each([2018, 2027, Number.NaN, 20_24.5])('of %s there is none', (year) => {
    expect(() => vintage('CN', year)).toThrow('ALLOWANCES_NO_RULES');
  });
});
