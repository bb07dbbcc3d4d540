import { Refusal } from '@carbon/kernel';
import { allocationIndustry } from './allocation-industry';
import { allocationPower } from './allocation-power';
import { allocationSettle } from './allocation-settle';
import { preAllocation } from './pre-allocation';

const context = { today: '2026-11-21' } as const;
const unit = { id: 'a', class: 'I', generationMwh: '3000000', heatGj: '1000000', loadFactorPercent: '70' };
const power = (year: unknown, ...units: readonly object[]) => allocationPower({ year, units }, context);
const firm = { id: 'a', emissionsT: '5000000', intensity: '1.5200' };
const industry = (changes: object) =>
  allocationIndustry({ year: 2026, sector: 'steel', firms: [firm], ...changes }, context);

function faultsOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error.fields.map(({ field, rule }) => `${field} ${rule}`);
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('calculator allocation-power', () => {
  it('AC-01 AC-02 AC-04 as they come in', () => {
    expect(power(2024, unit)).toMatchObject({
      units: [{ loadFactor: '1.000000', generationPart: '2373000', heatPart: '103300', initialT: '2476300' }],
      approvedT: '2476300',
      pack: { id: 'allocation-cn', version: '2026.1', certainty: 'F' },
    });
    expect(power('2024', { ...unit, loadFactorPercent: '60' })).toMatchObject({
      units: [{ loadFactor: '1.061364', generationPart: '2518616' }],
      approvedT: '2621916',
    });
    const unheated = { id: 'a', class: 'III', generationMwh: '800000', loadFactorPercent: '50' };
    expect(power(2024, unheated)).toMatchObject({ approvedT: '659520', topUpT: '0' });
  });

  it('ALC-005 2019-20 is one data year under three names', () => {
    const supplied = { ...unit, suppliedMwh: '1000000', heatGj: '0', loadFactorPercent: '90' };
    for (const year of [2019, 2020, '2019', '2020', '2019-20', '2019-2020']) {
      expect(power(year, supplied)).toMatchObject({ approvedT: '877000', pack: { certainty: 'M+' } });
    }
  });

  it('what the year does not ask for may be absent', () => {
    const gas = { id: 'g', class: 'IV', generationMwh: '1000' };
    expect(power(2026, gas)).toMatchObject({ approvedT: '328' });
    const special = { id: 's', class: 'I', verifiedT: '77', special: 'emergency-reserve' };
    expect(power(2026, special)).toMatchObject({ approvedT: '77', gapPercent: '0.00' });
  });

  it.each([
    ['nothing', {}, ['year required', 'units array']],
    ['no units', { year: 2024, units: [] }, ['units array']],
    ['a unit that is no object', { year: 2024, units: ['a'] }, ['units[0] object']],
    ['an empty unit', { year: 2024, units: [{}] }, ['units[0].id required', 'units[0].class required']],
    [
      'wrong figures',
      {
        year: 2024.5,
        units: [
          {
            ...unit,
            class: 'V',
            generationMwh: '-1',
            heatGj: 'NaN',
            loadFactorPercent: '100.1',
            verifiedT: '1.5',
          },
          { ...unit, generationMwh: 3_000_000, heatGj: '1.0000000000001', verifiedT: '-4' },
        ],
      },
      [
        'year whole-number',
        'units[0].class one-of',
        'units[0].generationMwh negative',
        'units[0].heatGj decimal',
        'units[0].loadFactorPercent range',
        'units[0].verifiedT integer',
        'units[1].generationMwh decimal',
        'units[1].heatGj digits',
        'units[1].verifiedT integer',
      ],
    ],
    ['an id twice', { year: 2024, units: [unit, unit] }, ['units[1].id repeated']],
    [
      'strange fields',
      { year: 2024, units: [{ ...unit, mwh: '1' }], on: 'x' },
      ['on unknown', 'units[0].mwh unknown'],
    ],
    [
      'electricity supplied is asked for in 2022',
      { year: 2022, units: [{ ...unit, loadFactorPercent: undefined }] },
      [
        'units[0].suppliedMwh required',
        'units[0].loadFactorPercent required',
        'units[0].heatRatioPercent required',
      ],
    ],
    [
      'electricity generated is asked for in 2024',
      { year: 2024, units: [{ id: 'a', class: 'II', suppliedMwh: '1' }] },
      ['units[0].generationMwh required', 'units[0].loadFactorPercent required'],
    ],
    [
      'a special unit without verified emissions',
      { year: 2025, units: [{ id: 'a', class: 'II', special: 'biomass' }] },
      ['units[0].verifiedT required'],
    ],
  ])('%s: refused by name', (_, input, faults) => {
    expect(faultsOf(() => allocationPower(input, context))).toEqual(faults);
  });

  it('a year or market without rules is refused', () => {
    expect(() => power(2018, unit)).toThrow('ALLOWANCES_NO_RULES');
    expect(() => allocationPower({ year: 2024, units: [unit], market: 'SZ' }, context)).toThrow(
      'ALLOWANCES_NO_RULES',
    );
    expect(() => allocationPower({ year: 2024, units: [unit], asOf: '2018-01-01' }, context)).toThrow(
      'RULES_NO_PACK',
    );
  });
});

describe('calculator allocation-industry', () => {
  it('AC-16 AC-20 with the balance value given, and without one in 2024', () => {
    expect(industry({ balance: '1.6000' })).toMatchObject({
      balance: '1.6000',
      firms: [{ deviationPercent: '5', coefficient: '0.0075', allowanceT: '5037500' }],
      pack: { certainty: 'D' },
    });
    const equal = industry({ year: 2024, firms: [{ id: 'a', emissionsT: '2345678' }] });
    expect(equal).toMatchObject({ firms: [{ allowanceT: '2345678' }], rules: ['ALC-020'] });
    expect(equal).not.toHaveProperty('balance');
  });

  it('ALC-022 a solved balance value counts exactly', () => {
    const firms = ['1', '1', '1.1'].map((intensity, at) => ({
      id: String(at),
      emissionsT: '3100000',
      intensity,
    }));
    expect(industry({ firms })).toMatchObject({
      balance: '1.03333333333333333333333333334',
      firms: [{ allowanceT: '3115000' }, { allowanceT: '3115000' }, { allowanceT: '3070000' }],
      emissionsT: '9300000',
      allowanceT: '9300000',
    });
  });

  it.each([
    [{ firms: [] }, ['firms array']],
    [{ firms: [{ id: 'a', emissionsT: '5' }] }, ['firms[0].intensity required']],
    [{ firms: [{ ...firm, intensity: '-1' }] }, ['firms[0].intensity negative']],
    [{ firms: [firm, firm] }, ['firms[1].id repeated']],
    [{ balance: '0.0' }, ['balance positive']],
    [{ balance: 1.6 }, ['balance decimal']],
    [{ sector: 'glass', year: 'x' }, ['year whole-number', 'sector one-of']],
  ])('%j: refused by name', (changes, faults) => {
    expect(faultsOf(() => industry(changes))).toEqual(faults);
  });

  it('what the rules cannot answer is refused', () => {
    expect(() => industry({ year: 2023 })).toThrow('ALLOWANCES_NO_RULES');
    expect(() => industry({ sector: 'power' })).toThrow('ALLOWANCES_OTHER_METHOD');
    expect(() => industry({ firms: [{ ...firm, emissionsT: '0' }] })).toThrow('ALLOWANCES_NO_BALANCE');
    expect(() => industry({ firms: [{ ...firm, special: 'white-clinker' }] })).toThrow(
      'ALLOWANCES_SPECIAL_UNKNOWN',
    );
  });
});

describe('calculators pre-allocation and allocation-settle', () => {
  it('ALC-009 the share of the year, rounded down', () => {
    const ask = (year: unknown, lastVerifiedT: unknown) =>
      preAllocation({ year, sector: 'power', lastVerifiedT }, context);
    expect(ask(2025, '3579.40')).toMatchObject({ preAllocatedT: '1789', share: '0.5', atMost: true });
    expect(ask('2024', '1000001')).toMatchObject({ preAllocatedT: '700000', atMost: false });
    expect(() => ask(2022, '1')).toThrow('ALLOWANCES_NO_RULES');
    expect(faultsOf(() => ask(2024, '-1'))).toEqual(['lastVerifiedT negative']);
    expect(faultsOf(() => preAllocation({}, context))).toEqual([
      'year required',
      'sector required',
      'lastVerifiedT required',
    ]);
  });

  it('AC-14 ALC-011 the case of the source', () => {
    const input = { preAllocatedT: '50000', approvedT: '30000', owedT: '70000' };
    expect(allocationSettle(input, context)).toMatchObject({
      preIssueT: '0',
      returnedT: '20000',
      finalIssueT: '0',
      remainingOwedT: '40000',
      rules: ['ALC-011'],
      pack: { certainty: 'D' },
    });
    expect(() => allocationSettle({ ...input, market: 'GD' }, context)).toThrow('ALLOWANCES_NO_RULES');
    expect(faultsOf(() => allocationSettle({ preAllocatedT: '-1', approvedT: '1.5' }, context))).toEqual([
      'preAllocatedT integer',
      'approvedT integer',
      'owedT required',
    ]);
  });
});
