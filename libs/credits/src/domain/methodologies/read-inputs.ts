import { addMonths, type ChinaMonth, fault, type FaultCollector, parseChinaMonth } from '@carbon/kernel';
import type { ComputationInputs } from './computation';
import { Exact } from './evaluate-expression';
import type { Factor, Measured, Methodology } from './methodology';

type Exactly = InstanceType<typeof Exact>;

/** All figures of a computation, by name: those of the period, and those of each month. */
export interface Figures {
  readonly period: Map<string, Exactly>;
  readonly months: readonly { readonly month: ChinaMonth; readonly values: Map<string, Exactly> }[];
}

/** What a figure that is given must be. */
interface Wanted {
  readonly name: string;
  readonly unit: string;
  readonly minimum?: string;
  readonly maximum?: string;
  readonly absent?: string;
  readonly factors?: readonly Factor[];
}

type Given = Readonly<Record<string, Measured>>;

/** A hundred years: no crediting period is longer. */
const MAX_MONTHS = 1_200;

/** Reads what was given against what the methodology wants; every fault names its field, `months[3].exportMwh`. */
export function readInputs(
  methodology: Methodology,
  inputs: ComputationInputs,
  faults: FaultCollector,
): Figures {
  const { parameters, monitored } = methodology;
  const own = parameters.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  const asked = parameters.filter(({ value }) => value === undefined);
  const monthly = monitored.filter(({ every }) => every === 'month');
  const once = monitored.filter(({ every }) => every === 'period');
  const period = new Map([
    ...own.map(([name, value]) => [name, new Exact(value)] as const),
    ...readAll(asked, inputs.parameters, 'parameters', faults),
    ...readAll(once, inputs.period, 'period', faults),
  ]);
  if (inputs.months.length > MAX_MONTHS || (monthly.length > 0 && inputs.months.length === 0)) {
    faults.add(
      fault('months', 'array', `must be 1 to ${MAX_MONTHS} months`, `必须是 1 至 ${MAX_MONTHS} 个月份`),
    );
    return { period, months: [] };
  }
  const months = inputs.months.map(({ month, values }, at) => {
    const before = inputs.months[at - 1]?.month;
    checkMonth(month, before, `months[${at}].month`, faults);
    return { month, values: new Map(readAll(monthly, values, `months[${at}]`, faults)) };
  });
  return { period, months };
}

/** Months follow one another without a gap: a month that is left out would be a month without imports. */
function checkMonth(month: ChinaMonth, before: ChinaMonth | undefined, at: string, faults: FaultCollector) {
  const read = faults.attempt(() => parseChinaMonth(month, at));
  if (read === undefined || before === undefined || !/^\d{4}-\d{2}$/.test(before)) return;
  const next = addMonths(before, 1);
  if (read !== next)
    faults.add(fault(at, 'order', `must be ${next}, the next month`, `应为下一个月 ${next}`));
}

function readAll(
  wanted: readonly Wanted[],
  given: Given,
  at: string,
  faults: FaultCollector,
): (readonly [string, Exactly])[] {
  for (const name of Object.keys(given)) {
    if (!wanted.some((one) => one.name === name)) {
      const field = `${at}.${name.slice(0, 40)}`;
      faults.add(fault(field, 'unknown', 'is not asked by the methodology', '方法学未要求此项'));
    }
  }
  return wanted.flatMap((one) => {
    const measured = Object.hasOwn(given, one.name) ? given[one.name] : undefined;
    const value = readOne(one, measured, `${at}.${one.name}`, faults);
    return value === undefined ? [] : [[one.name, value] as const];
  });
}

const DECIMAL = /^-?(0|[1-9]\d{0,17})(\.\d{1,12})?$/;

function readOne(
  wanted: Wanted,
  given: Measured | undefined,
  field: string,
  faults: FaultCollector,
): Exactly | undefined {
  if (given === undefined) {
    if (wanted.absent !== undefined) return new Exact(wanted.absent);
    faults.add(fault(field, 'required', `must be given in ${wanted.unit}`, `必须给出，单位 ${wanted.unit}`));
    return undefined;
  }
  if (given.unit !== wanted.unit) {
    faults.add(fault(field, 'unit', `must be in ${wanted.unit}`, `单位必须是 ${wanted.unit}`));
    return undefined;
  }
  if (typeof given.value !== 'string' || !DECIMAL.test(given.value)) {
    faults.add(
      fault(
        field,
        'decimal',
        'must be a plain decimal string of at most 18 digits and 12 decimal places',
        '必须是普通十进制数字字符串，整数至多 18 位、小数至多 12 位',
      ),
    );
    return undefined;
  }
  const value = new Exact(given.value);
  if (wanted.minimum !== undefined && value.lessThan(wanted.minimum)) {
    faults.add(fault(field, 'minimum', `must be at least ${wanted.minimum}`, `不得小于 ${wanted.minimum}`));
    return undefined;
  }
  if (wanted.maximum !== undefined && value.greaterThan(wanted.maximum)) {
    faults.add(fault(field, 'maximum', `must be at most ${wanted.maximum}`, `不得大于 ${wanted.maximum}`));
    return undefined;
  }
  if (wanted.factors?.some((factor) => value.equals(factor.value)) === false) {
    const values = wanted.factors.map((factor) => `${factor.value} (${factor.id})`);
    faults.add(
      fault(field, 'factor', `must be one of ${values.join(', ')}`, `必须为下列之一：${values.join('、')}`),
    );
    return undefined;
  }
  return value;
}
