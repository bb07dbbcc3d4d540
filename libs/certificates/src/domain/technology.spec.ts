import { gecPackAt } from './rules/gec';
import {
  parseTechnology,
  type PowerFacts,
  technologies,
  technologyByDigits,
  tradability,
} from './technology';

const pack = gecPackAt('2025-06-01');
const facts = (over: Partial<PowerFacts>): PowerFacts => ({
  technology: 'solar-pv',
  use: 'on-grid',
  commissionedOn: '2021-06-01',
  ...over,
});

describe('technology', () => {
  it('GEC-018 each technology has its own two digits', () => {
    for (const row of technologies) {
      expect(technologyByDigits(row.energyDigit, row.technologyDigit)).toBe(row);
    }
    expect(technologyByDigits('9', '9')).toBeUndefined();
  });

  it.each(['coal', '', 'constructor', 'Solar-PV'])('%p earns no certificates', (code) => {
    expect(() => parseTechnology(code, 'technology')).toThrow('technology');
  });

  it.each([
    'solar-pv',
    'solar-pv-distributed',
    'solar-thermal',
    'wind-onshore',
    'wind-offshore',
    'biomass',
    'geothermal',
    'ocean',
  ] as const)('GEC-004 on-grid power of %s is tradable', (technology) => {
    expect(tradability(facts({ technology }), pack)).toMatchObject({ tradable: true, rule: 'GEC-004' });
  });

  it.each(['self-use', 'off-grid'] as const)('GEC-005 %s power is issued but not sold', (use) => {
    for (const { code } of technologies) {
      const judged = tradability(
        facts({ technology: code, use, commissionedOn: '2024-01-01', marketBased: true }),
        pack,
      );
      expect(judged).toMatchObject({ tradable: false, rule: 'GEC-005' });
    }
  });

  it('GEC-004 market-based hydro is tradable from the first day of 2023', () => {
    const hydro = facts({ technology: 'hydro-new', commissionedOn: '2023-01-01', marketBased: true });
    expect(tradability(hydro, pack).tradable).toBe(true);
  });

  it('GEC-005 hydro of the last day of 2022 is not, whatever it is called', () => {
    for (const technology of ['hydro-new', 'hydro-existing'] as const) {
      const hydro = facts({ technology, commissionedOn: '2022-12-31', marketBased: true });
      expect(tradability(hydro, pack)).toMatchObject({ tradable: false, rule: 'GEC-005' });
    }
  });

  it('GEC-004 new hydro that is not fully market-based is not', () => {
    const hydro = facts({ technology: 'hydro-new', commissionedOn: '2024-01-01' });
    expect(tradability(hydro, pack)).toMatchObject({ tradable: false, rule: 'GEC-004' });
  });
});
