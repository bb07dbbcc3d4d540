import { Refusal } from '@carbon/kernel';
import { packHash } from '@carbon/rules/domain';
import type { ComputationInputs } from './computation';
import { computeReduction } from './compute-reduction';
import type { Methodology } from './methodology';
import { methodologyOn } from './methodology-packs';
import { readMethodology } from './read-methodology';

const wind = methodologyOn('CCER-01-002-V01', '2026-11-21');
const solar = methodologyOn('distributed-pv', '2022-12-31');
const mwh = (value: string) => ({ value, unit: 'MWh' });
const parameters = {
  efOm: { value: '0.8', unit: 'tCO2/MWh' },
  efBm: { value: '0.4', unit: 'tCO2/MWh' },
  weightOm: { value: '0.75', unit: '1' },
  weightBm: { value: '0.25', unit: '1' },
};
const oneMonth = (values: ComputationInputs['months'][number]['values']): ComputationInputs => ({
  parameters,
  months: [{ month: '2026-01', values }],
  period: {},
});

function refusalOf(methodology: Methodology, inputs: ComputationInputs): Refusal {
  try {
    computeReduction(methodology, inputs);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
const faultsOf = (inputs: ComputationInputs, methodology = wind) =>
  refusalOf(methodology, inputs).fields.map(({ field, rule }) => `${field} ${rule}`);

describe('computing a reduction', () => {
  it('AC-86 CCM-03 a meter not calibrated, error 0.2 %: 998,000; 2,004; net 995,996', () => {
    const error = { value: '0.2', unit: '%' };
    const { steps, exactT, reductionT } = computeReduction(
      wind,
      oneMonth({ exportMwh: mwh('1000000'), importMwh: mwh('2000'), meterErrorPercent: error }),
    );
    expect(steps.slice(0, 3).map(({ name, value }) => [name, value])).toEqual([
      ['creditedExport', '998000'],
      ['countedImport', '2004'],
      ['netEnergy', '995996'],
    ]);
    expect([exactT, reductionT]).toEqual(['697197.2', 697_197n]);
  });

  it('CCM-03 the fault of one month touches that month only; no fault reported is none', () => {
    const error = { value: '10', unit: '%' };
    const { steps } = computeReduction(wind, {
      parameters,
      period: {},
      months: [
        {
          month: '2025-12',
          values: { exportMwh: mwh('100'), importMwh: mwh('10'), meterErrorPercent: error },
        },
        { month: '2026-01', values: { exportMwh: mwh('100'), importMwh: mwh('10') } },
      ],
    });
    const monthly = steps.filter(({ month }) => month !== undefined);
    expect(monthly.map(({ name, month, value }) => `${name} ${month} ${value}`)).toEqual([
      'creditedExport 2025-12 90',
      'creditedExport 2026-01 100',
      'countedImport 2025-12 11',
      'countedImport 2026-01 10',
    ]);
    expect(steps.find(({ name }) => name === 'netEnergy')).toMatchObject({
      value: '169',
      unit: 'MWh',
      rules: ['CCM-02'],
      inputs: {
        'creditedExport[2025-12]': '90',
        'creditedExport[2026-01]': '100',
        'countedImport[2025-12]': '11',
        'countedImport[2026-01]': '10',
      },
    });
  });

  it('CCR-014 whole tonnes are the floor, and what is below zero is no reduction', () => {
    const under = computeReduction(wind, oneMonth({ exportMwh: mwh('1.42'), importMwh: mwh('0') }));
    expect([under.exactT, under.reductionT]).toEqual(['0.994', 0n]);
    const below = computeReduction(wind, oneMonth({ exportMwh: mwh('0'), importMwh: mwh('10') }));
    expect([below.exactT, below.reductionT]).toEqual(['-7', 0n]);
  });

  it('the computation names the edition, its hash, its rules and the worst certainty', () => {
    const { methodology, rules, certainty, factors } = computeReduction(
      wind,
      oneMonth({ exportMwh: mwh('1'), importMwh: mwh('0') }),
    );
    expect(methodology).toEqual({ code: 'CCER-01-002-V01', version: '2023.1', hash: wind.hash });
    expect([rules, certainty, factors]).toEqual([['CCM-02', 'CCM-03'], 'F', []]);
  });

  it('ELF-002 distributed photovoltaics: energy by a published factor, whose id and purpose are kept', () => {
    const computed = computeReduction(solar, {
      parameters: { gridFactor: { value: '0.5366', unit: 'tCO2/MWh' } },
      months: [{ month: '2022-01', values: { generatedMwh: mwh('11181.513') } }],
      period: {},
    });
    expect(computed.exactT).toBe('5999.9998758');
    expect(computed.reductionT).toBe(5_999n);
    expect(computed.factors[0]).toMatchObject({
      parameter: 'gridFactor',
      factor: { id: 'cn-average-2022', dataYear: 2022, rules: ['ELF-002'] },
    });
    expect(computed.certainty).toBe('X');
  });

  it('every fault of the input is told at its field', () => {
    expect(
      faultsOf({
        parameters: {
          efOm: { value: '0.8', unit: 'kg/kWh' },
          efBm: { value: '3', unit: 'tCO2/MWh' },
          weightOm: { value: '7e-1', unit: '1' },
          wind: { value: '1', unit: '1' },
        },
        months: [
          { month: '2026-01', values: { exportMwh: mwh('-1') } },
          { month: '2026-03', values: { exportMwh: mwh('1'), importMwh: mwh('1') } },
        ],
        period: { importMwh: mwh('1') },
      }),
    ).toEqual([
      'parameters.wind unknown',
      'parameters.efOm unit',
      'parameters.efBm maximum',
      'parameters.weightOm decimal',
      'parameters.weightBm required',
      'period.importMwh unknown',
      'months[0].exportMwh minimum',
      'months[0].importMwh required',
      'months[1].month order',
    ]);
    expect(faultsOf({ parameters, months: [], period: {} })).toEqual(['months array']);
  });

  it('a factor that is not published is refused', () => {
    const inputs = {
      parameters: { gridFactor: { value: '0.9', unit: 'tCO2/MWh' } },
      months: [{ month: '2022-01', values: { generatedMwh: mwh('1') } }],
      period: {},
    } as const;
    expect(faultsOf(inputs, solar)).toEqual(['parameters.gridFactor factor']);
  });

  it('weights that are more than one whole are refused', () => {
    const heavy = { ...parameters, weightOm: { value: '0.8', unit: '1' } };
    const refusal = refusalOf(wind, {
      ...oneMonth({ exportMwh: mwh('1'), importMwh: mwh('0') }),
      parameters: heavy,
    });
    expect([refusal.code, refusal.status, refusal.rule]).toEqual(['CREDITS_FIGURES_DISAGREE', 422, 'CCM-02']);
  });

  it('a step that divides rounds as it says, and refuses a zero by its name', () => {
    const third = { direction: 'down', places: 4 } as const;
    const steps = wind.steps.map((step) =>
      step.name === 'baselineEmissions'
        ? { ...step, expression: 'netEnergy * combinedMargin / weightBm', rounding: third }
        : step,
    );
    const changed = JSON.parse(JSON.stringify({ ...wind, hash: undefined, conditions: [], steps })) as object;
    const read = readMethodology(changed);
    if ('faults' in read) throw new Error(read.faults.join());
    expect(read.methodology.hash).toBe(packHash(changed));
    const inputs = oneMonth({ exportMwh: mwh('1'), importMwh: mwh('0') });
    const weightBm = (value: string) => ({
      ...inputs,
      parameters: { ...parameters, weightBm: { value, unit: '1' } },
    });
    expect(computeReduction(read.methodology, weightBm('0.3')).exactT).toBe('2.4');
    expect(computeReduction(read.methodology, weightBm('0.9')).exactT).toBe('1.0666');
    const refusal = refusalOf(read.methodology, weightBm('0'));
    expect(refusal.code).toBe('CREDITS_DIVISION_BY_ZERO');
    expect(refusal.fields[0]?.field).toBe('baselineEmissions');
  });

  it('a methodology without a formula computes nothing', () => {
    const refusal = refusalOf({ ...solar, steps: [] }, { parameters: {}, months: [], period: {} });
    expect(refusal.code).toBe('CREDITS_METHODOLOGY_WITHOUT_FORMULA');
  });
});
