import { canonicalJson, type ChinaDate, type ChinaMonth, type Json, Refusal } from '@carbon/kernel';
import { releasedPacks } from '@carbon/rules/domain';
import * as fc from 'fast-check';
import { calculateEmissions } from './calculate-emissions';
import { Exact, sumOf } from './exact';
import type { ReportContent, ReportedFlow, ReportedUnit } from './report-content';
import type { ReportingSector } from './streams';

const ASOF: ChinaDate = '2026-03-02';
const unit = (id: string): ReportedUnit => ({
  ...{ id, class: 'I', generationMwh: '250000', heatGj: '0', loadFactorPercent: '70' },
});
const coal: ReportedFlow = {
  ...{ part: '1', stream: 'fuel', material: 'coal', unit: 't', amount: '100000' },
  ...{ ncv: '20', ncvUnit: 'GJ/t', carbon: '26.1', carbonUnit: 'tC/TJ', oxidationPercent: '99' },
};
const diesel: ReportedFlow = { part: '1', stream: 'fuel', material: 'diesel', unit: 't', amount: '1000' };
const power = (...flows: ReportedFlow[]): ReportContent => ({
  units: [unit('1'), unit('2')],
  lines: [],
  flows,
});
const lines = (id: string, ...flows: ReportedFlow[]): ReportContent => ({
  ...{ units: [], lines: [{ id, outputT: '100000' }], flows },
});
/** A flow with some of its figures left out. */
const without = (flow: ReportedFlow, ...names: readonly (keyof ReportedFlow)[]): ReportedFlow =>
  Object.fromEntries(Object.entries(flow).filter(([name]) => !names.some((one) => one === name))) as never;
const calculate = (sector: ReportingSector, year: number, content: ReportContent) =>
  calculateEmissions(releasedPacks, { sector, year, asOf: ASOF }, content);

function faultsOf(sector: ReportingSector, content: ReportContent, year = 2025): string[] {
  try {
    calculate(sector, year, content);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.fields.map(({ field, rule }) => `${field} ${rule}`);
  }
}

describe('factor method', () => {
  it('F10 coal: 100,000 t × 20 GJ/t × 26.1 tC/TJ × 10⁻³ × 99 % × 44/12 is 189,486 t', () => {
    const { totalT, exactT, parts, method } = calculate('power', 2025, power(coal));
    expect({ totalT, exactT, method }).toEqual({ totalT: '189486', exactT: '189486', method: 'factor' });
    expect(parts).toEqual([
      { id: '1', exactT: '189486', electricityT: '0', wholeT: '189486' },
      { id: '2', exactT: '0', electricityT: '0', wholeT: '0' },
    ]);
  });

  it.each([
    [{ ncv: '20', ncvUnit: 'MJ/kg', carbon: '0.0261', carbonUnit: 'tC/GJ' }],
    [{ ncv: '20000', ncvUnit: 'kJ/kg', carbon: '26.1', carbonUnit: 'tC/TJ' }],
    [{ carbon: '0.522', carbonUnit: 'tC/t' }],
  ] as const)('units: %j is the same carbon', (figures) => {
    const rest = without(coal, 'ncv', 'ncvUnit', 'carbon', 'carbonUnit');
    expect(calculate('power', 2025, power({ ...rest, ...figures })).totalT).toBe('189486');
  });

  it('F10a what was used is opening stock + received − closing stock, and a stated amount must agree', () => {
    const rest = without(coal, 'amount');
    const stocks = { openingStock: '5000', received: '102000', closingStock: '7000' };
    expect(calculate('power', 2025, power({ ...rest, ...stocks })).totalT).toBe('189486');
    expect(faultsOf('power', power({ ...coal, ...stocks, amount: '100001' }))).toEqual([
      'flows[0].amount stock-balance',
    ]);
    expect(faultsOf('power', power({ ...rest, ...stocks, closingStock: '107001' }))).toEqual([
      'flows[0].closingStock stock-balance',
    ]);
    expect(faultsOf('power', power({ ...rest, openingStock: '1' }))).toEqual([
      'flows[0].closingStock stocks',
    ]);
    expect(faultsOf('power', power(rest))).toEqual(['flows[0].amount required']);
  });

  it('ACCOUNTING 2E 9 a default carries its factor id, and is that of the data year', () => {
    const rest = without(coal, 'carbon', 'carbonUnit');
    const of = (year: number) =>
      calculate('power', year, power(rest)).steps[0]?.inputs.find((i) => i.name === 'carbon');
    expect(of(2021)).toMatchObject({ value: '33.56', unit: 'tC/TJ', factor: 'carbon.coal', certainty: 'M+' });
    expect(of(2022)).toMatchObject({ value: '30.85' });
    const [step] = calculate('power', 2025, power(diesel)).steps;
    // 1000 × 42.652 × 0.0202 × 0.98 = 844.338992 tC
    expect(step?.emissionsT).toBe('3095.9096373333');
    expect(step?.inputs.map(({ factor }) => factor)).toEqual([
      ...[undefined, 'ncv.diesel', 'carbon.diesel', 'oxidation.diesel', 'molar.CO2', 'molar.C'],
    ]);
  });

  it('names what is missing: the calorific value of coal has no default, a figure has a unit', () => {
    const rest = without(coal, 'ncv', 'ncvUnit');
    expect(faultsOf('power', power(rest))).toEqual(['flows[0].ncv no-default']);
    const unitless = without(coal, 'carbonUnit');
    expect(faultsOf('power', power(unitless))).toEqual(['flows[0].carbonUnit unit']);
    expect(faultsOf('power', power({ ...coal, ncvUnit: 'GJ/10^4Nm3' }))).toEqual(['flows[0].ncvUnit unit']);
    expect(faultsOf('power', power({ ...coal, unit: '10^4Nm3' }))).toEqual(['flows[0].unit unit']);
  });

  it('ALC-014 purchased electricity counts until 2022 and is shown apart; from 2023 it does not count', () => {
    const bought: ReportedFlow = {
      ...{ part: '1', stream: 'electricity', material: 'electricity', unit: 'MWh', amount: '1000' },
    };
    const of = (year: number) => {
      const { directT, electricityT, electricityCounts, totalT } = calculate(
        'power',
        year,
        power(coal, bought),
      );
      return { directT, electricityT, electricityCounts, totalT };
    };
    expect(of(2021)).toEqual({
      directT: '189486',
      electricityT: '581',
      electricityCounts: true,
      totalT: '190067',
    });
    expect(of(2023)).toEqual({
      ...{ directT: '189486', electricityT: '530.6', electricityCounts: false, totalT: '189486' },
    });
  });
});

describe('mass balance and processes', () => {
  it('ALC-026 steel: fuels + carbonates + electrodes − products, no oxidation rate, half-up to whole t', () => {
    const of = (stream: ReportedFlow['stream'], material: string, amount: string): ReportedFlow => ({
      ...{ part: 'ironmaking', stream, material, amount, unit: 't' },
    });
    const result = calculate(
      'steel',
      2025,
      lines(
        'ironmaking',
        of('fuel', 'coke', '10000'),
        of('carbonate', 'limestone', '5000'),
        of('electrode', 'electrode', '100'),
        of('carbon-product', 'crude-steel', '20000'),
      ),
    );
    expect(result.steps.map(({ emissionsT }) => emissionsT)).toEqual(['30665.866', '2200', '366.3', '-308']);
    expect(result).toMatchObject({ method: 'mass-balance', exactT: '32924.166', totalT: '32924' });
    expect(result.steps[0]?.inputs.some(({ name }) => name === 'oxidationPercent')).toBe(false);
    // tar by its heat and carbon: 100 × 33.453 × 0.022 × 44/12
    const tar = calculate('steel', 2025, lines('ironmaking', of('carbon-product', 'tar', '100')));
    expect(tar.exactT).toBe('-269.8542');
    expect(tar.totalT).toBe('0');
  });

  it.each([
    ['1', '0.49', '0'],
    ['1', '0.5', '1'],
    ['3', '0.5', '2'],
  ])('ALC-026 %s t × %s is half-up %s', (amount, factor, whole) => {
    const flow: ReportedFlow = {
      ...{ part: 'a', stream: 'carbonate', material: 'other-carbonate', unit: 't', amount, factor },
    };
    expect(calculate('steel', 2024, lines('a', flow)).totalT).toBe(whole);
  });

  it('ALC-023 clinker by the default factor, or by its oxides: 65 % CaO and 2 % MgO', () => {
    const flow: ReportedFlow = {
      ...{ part: 'kiln', stream: 'clinker', material: 'clinker', unit: 't', amount: '1000000' },
    };
    expect(calculate('cement', 2025, lines('kiln', flow)).totalT).toBe('535000');
    const oxides = { caoPercent: '65', mgoPercent: '2' };
    // 1,000,000 × (0.65 × 44/56 + 0.02 × 44/40)
    expect(calculate('cement', 2025, lines('kiln', { ...flow, ...oxides })).exactT).toBe('532714.2857142857');
    expect(faultsOf('cement', lines('kiln', { ...flow, ...oxides, rawCaoPercent: '66' }))).toEqual([
      'flows[0].rawCaoPercent range',
    ]);
  });

  it('ALC-023 ALC-024 aluminium: anodes, CF4 and C2F6 by their warming potentials', () => {
    const of = (stream: 'anode' | 'anode-effect'): ReportedFlow => ({
      ...{ part: 'pots', stream, material: 'aluminium', unit: 't', amount: '100000' },
    });
    const { byGas, totalT, pack } = calculate(
      'aluminium',
      2025,
      lines('pots', of('anode'), of('anode-effect')),
    );
    // 100,000 × 0.42 × (1 − 2 % − 0.4 %) × 44/12; 3.4 t × 6630; 0.34 t × 11100
    expect(byGas).toEqual({ CO2: '150304', CF4: '22542', C2F6: '3774' });
    expect(totalT).toBe('176620');
    expect(pack).toMatchObject({ id: 'emission-factors-cn', certainty: 'X' });
    expect(pack.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('what a sector does not report, and what is reported twice, is refused', () => {
    expect(faultsOf('power', power(coal, { ...coal, month: '2025-01' }, { ...coal, part: '9' }))).toEqual([
      'flows[2].part part',
      'flows[1].month repeated',
    ]);
    expect(faultsOf('power', power({ ...coal, month: '2024-12' }))).toEqual(['flows[0].month year']);
    expect(faultsOf('aluminium', power(coal))).toEqual(['units sector', 'flows[0].stream sector']);
  });
});

describe('properties', () => {
  const amounts = fc.array(fc.bigInt(0n, 10n ** 9n), { minLength: 12, maxLength: 12 });
  const monthly = (part: string, values: readonly bigint[]): ReportedFlow[] =>
    values.map((value, at) => ({
      ...{ ...coal, part, amount: new Exact(value.toString()).times('0.001').toFixed() },
      month: `2025-${String(at + 1).padStart(2, '0')}` as ChinaMonth,
    }));

  it('the sum of the steps is the sum of the parts is the total, to the last digit', () => {
    fc.assert(
      fc.property(amounts, amounts, (one, two) => {
        const result = calculate('power', 2025, power(...monthly('1', one), ...monthly('2', two)));
        const steps = sumOf(result.steps.map(({ emissionsT }) => emissionsT)).toFixed();
        expect(sumOf(result.parts.map(({ exactT }) => exactT)).toFixed()).toBe(steps);
        expect(result.exactT).toBe(steps);
        const wholes = result.parts.reduce((sum, { wholeT }) => sum + BigInt(wholeT), 0n);
        expect(result.totalT).toBe(wholes.toString());
      }),
      { numRuns: 50 },
    );
  });

  it('three times the fuel is three times the emissions, but for the last kept digit', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 10n ** 12n), (amount) => {
        const of = (times: bigint) =>
          new Exact(calculate('power', 2025, power({ ...coal, amount: (amount * times).toString() })).exactT);
        expect(of(3n).minus(of(1n).times(3)).abs().lessThanOrEqualTo('2e-10')).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('the same report has the same bytes', () => {
    const bytes = () => canonicalJson(calculate('power', 2025, power(coal)) as unknown as Json);
    expect(bytes()).toBe(bytes());
  });
});
