import { releasedPacks } from '@carbon/rules/domain';
import { vintageOf } from '../allocation/index';
import { CARBON_MARKETS } from '../carbon-market';
import { complianceRules } from './index';
import { vintageNamed } from './vintages';

describe('ETS-008 names of vintages', () => {
  it.each(
    CARBON_MARKETS.flatMap((market) => [2021, 2024, 2025, 2026].map((year) => [market, year] as const)),
  )('%s: what is issued for %i is known when it is surrendered', (market, year) => {
    const names = complianceRules(releasedPacks, market, '2026-11-21').figures.value('allowance.names').value;
    const { instrument } = vintageOf(releasedPacks, market, year, '2026-11-21');
    const { from = 0, to = 0 } = vintageNamed(names, instrument) ?? {};
    expect(from <= year && year <= to).toBe(true);
  });

  it('2019 and 2020 are one', () => {
    const names = complianceRules(releasedPacks, 'CN', '2026-11-21').figures.value('allowance.names').value;
    expect(vintageNamed(names, 'CEA')).toEqual({ from: 2019, to: 2020 });
    expect(['CEA2', 'CEA 24', 'cea24', 'CEA24X', ''].map((name) => vintageNamed(names, name))).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
  });
});
