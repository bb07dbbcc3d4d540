import { type ChinaMonth, FaultCollector, malformed, Refusal } from '@carbon/kernel';
import {
  asOfSchema,
  type Calculator,
  type CalculatorContext,
  objectSchema,
  readDay,
  readFields,
  type Ruled,
  ruledSchema,
} from '@carbon/rules/domain';
import { computeReduction } from '../methodologies/compute-reduction';
import type { Computation } from '../methodologies/computation';
import { methodologyOn } from '../methodologies/methodology-packs';
import { OFFSHORE_WIND_EXAMPLE } from './offshore-wind-example';
import { decimalSchema, parseDecimal } from './read-decimal';

const OFFSHORE_WIND = 'CCER-01-002-V01';

/** Each field with the unit in which the methodology asks for it. */
const PARAMETERS = { efOm: 'tCO2/MWh', efBm: 'tCO2/MWh', weightOm: '1', weightBm: '1' } as const;
const METERED = { exportMwh: 'MWh', importMwh: 'MWh', meterErrorPercent: '%' } as const;
const OPTIONAL = ['meterErrorPercent'];

interface StepAnswer {
  readonly name: string;
  readonly expression: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly value: string;
  readonly unit: string;
}

export interface OffshoreWindReductionAnswer extends Ruled {
  readonly creditedExportMwh: string;
  readonly countedImportMwh: string;
  readonly netMwh: string;
  readonly combinedMargin: string;
  readonly exactT: string;
  readonly reductionT: string;
  readonly steps: readonly StepAnswer[];
}

/** CCM-02, CCM-03: net energy by the combined margin, floored to whole tonnes. */
export function offshoreWindReduction(
  input: unknown,
  context: CalculatorContext,
): OffshoreWindReductionAnswer {
  const faults = new FaultCollector();
  const names = [...Object.keys(PARAMETERS), ...Object.keys(METERED)];
  const fields = readFields(input, [...names, 'asOf'], faults);
  const asOf = faults.attempt(() => readDay(fields.get('asOf'), 'asOf', context.today));
  const measured = (units: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(units).flatMap(([name, unit]) => {
        if (!fields.has(name) && OPTIONAL.includes(name)) return [];
        const value = faults.attempt(() => parseDecimal(fields.get(name), name));
        return value === undefined ? [] : [[name, { value, unit }] as const];
      }),
    );
  const [parameters, values] = [measured(PARAMETERS), measured(METERED)];
  faults.refuseIfAny();
  if (asOf === undefined) throw new TypeError('a field without its fault');
  const methodology = methodologyOn(OFFSHORE_WIND, asOf);
  // one run of the meters: which month it is called changes nothing
  const month = asOf.slice(0, 7) as ChinaMonth;
  const computation = underOwnNames(() =>
    computeReduction(methodology, { parameters, months: [{ month, values }], period: {} }),
  );
  return answer(computation);
}

function answer({ steps, exactT, reductionT, rules, certainty, methodology }: Computation) {
  const valueOf = (name: string) => steps.find((step) => step.name === name)?.value ?? '';
  return {
    creditedExportMwh: valueOf('creditedExport'),
    countedImportMwh: valueOf('countedImport'),
    netMwh: valueOf('netEnergy'),
    combinedMargin: valueOf('combinedMargin'),
    exactT,
    reductionT: reductionT.toString(),
    steps: steps.map(({ name, expression, inputs, value, unit }) => ({
      name,
      expression,
      inputs: Object.fromEntries(Object.entries(inputs).map(([of, one]) => [of.replace(/\[.*\]$/, ''), one])),
      value,
      unit,
    })),
    rules,
    pack: { id: `methodology-${methodology.code}`, version: methodology.version, certainty },
  };
}

/** Faults of `months[0].exportMwh` are told as `exportMwh`, the field's name here. */
function underOwnNames<T>(compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'INPUT_MALFORMED') throw error;
    throw malformed(error.fields.map((one) => ({ ...one, field: one.field.replace(/^.*\./, '') })));
  }
}

const number = { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' } as const;

export const offshoreWindReductionCalculator: Calculator = {
  name: 'offshore-wind-reduction',
  title: { zh: '海上风电减排量', en: 'Reduction of an offshore wind farm' },
  inputSchema: objectSchema(
    {
      exportMwh: { ...decimalSchema, description: '上网电量，兆瓦时 / sent to the grid, MWh' },
      importMwh: { ...decimalSchema, description: '下网电量，兆瓦时 / taken from the grid, MWh' },
      efOm: { ...decimalSchema, description: '电量边际排放因子 / operating margin, tCO2/MWh' },
      efBm: { ...decimalSchema, description: '容量边际排放因子 / build margin, tCO2/MWh' },
      weightOm: { ...decimalSchema, description: '电量边际权重 / weight of the operating margin' },
      weightBm: { ...decimalSchema, description: '容量边际权重 / weight of the build margin' },
      meterErrorPercent: {
        ...decimalSchema,
        description: '电表逾期未校准时的最大允许误差，% / largest error of a meter not calibrated in time, %',
      },
      asOf: asOfSchema,
    },
    [...OPTIONAL, 'asOf'],
  ),
  outputSchema: objectSchema({
    creditedExportMwh: number,
    countedImportMwh: number,
    netMwh: number,
    combinedMargin: number,
    exactT: number,
    reductionT: { type: 'string', pattern: '^\\d+$' },
    steps: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: { type: 'string' },
          expression: { type: 'string' },
          inputs: { type: 'object' },
          value: number,
          unit: { type: 'string' },
        },
        required: ['name', 'expression', 'inputs', 'value', 'unit'],
        additionalProperties: false,
      },
    },
    ...ruledSchema,
  }),
  examples: [OFFSHORE_WIND_EXAMPLE],
  run: offshoreWindReduction,
};
