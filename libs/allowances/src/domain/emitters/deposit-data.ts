import { fault, type FieldFault } from '@carbon/kernel';

/** What a unit deposits of a month, each with the units it may be told in. */
export const DEPOSIT_PARAMETERS = {
  'fuel-consumed': ['t', '10^4Nm3'],
  'net-calorific-value': ['GJ/t', 'GJ/10^4Nm3'],
  'carbon-content': ['tC/t', 'tC/GJ', 'tC/10^4Nm3'],
  'oxidation-factor': ['%'],
  generation: ['MWh'],
  'electricity-supplied': ['MWh'],
  'electricity-purchased': ['MWh'],
  'heat-supplied': ['GJ'],
  'operating-hours': ['h'],
  'load-factor': ['%'],
  'product-output': ['t'],
  'material-consumed': ['t'],
  'carbonate-consumed': ['t'],
  'anode-effect-minutes': ['min'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type DepositParameter = keyof typeof DEPOSIT_PARAMETERS;

export const DEPOSIT_PARAMETER_NAMES = Object.keys(DEPOSIT_PARAMETERS) as readonly DepositParameter[];

/** Those that are of one fuel or material, which is named with them. */
const OF_MATERIAL: readonly DepositParameter[] = [
  'fuel-consumed',
  'net-calorific-value',
  'carbon-content',
  'oxidation-factor',
  'material-consumed',
  'carbonate-consumed',
];

/** Where a figure comes from. */
export const DEPOSIT_SOURCES = ['measured', 'default', 'settlement-voucher', 'other'] as const;
export type DepositSource = (typeof DEPOSIT_SOURCES)[number];

/** One figure of a month. */
export interface DepositDatum {
  readonly parameter: DepositParameter;
  /** Fuel or material in words, `raw coal`. */
  readonly material?: string;
  /** Decimal. */
  readonly value: string;
  readonly unit: string;
  readonly source: DepositSource;
}

/** What tells two figures of a month apart. */
export const datumKey = ({ parameter, material }: Pick<DepositDatum, 'parameter' | 'material'>): string =>
  `${parameter} ${material ?? ''}`;

/** What is wrong with one figure: its unit, or a material that is missing or out of place. */
export function datumFaults({ parameter, material, unit }: DepositDatum, at: string): FieldFault[] {
  const units: readonly string[] = DEPOSIT_PARAMETERS[parameter];
  const needsMaterial = OF_MATERIAL.includes(parameter);
  return [
    ...(units.includes(unit)
      ? []
      : [fault(`${at}.unit`, 'unit', `must be ${units.join(' or ')}`, `单位应为 ${units.join(' 或 ')}`)]),
    ...(needsMaterial && material === undefined
      ? [fault(`${at}.material`, 'required', 'names the fuel or material', '须填写燃料或物料名称')]
      : []),
    ...(!needsMaterial && material !== undefined
      ? [fault(`${at}.material`, 'none', 'does not belong to this parameter', '该参数不填写燃料或物料')]
      : []),
  ];
}

/** What is wrong with the figures of a month, told each once at most. */
export function dataFaults(data: readonly DepositDatum[], at: string): FieldFault[] {
  const keys = data.map(datumKey);
  return data.flatMap((datum, index) => [
    ...datumFaults(datum, `${at}[${index}]`),
    ...(keys.indexOf(keys[index] ?? '') === index
      ? []
      : [fault(`${at}[${index}].parameter`, 'repeated', 'stands twice', '重复出现')]),
  ]);
}

/** The same figures in the order in which they are kept and compared. */
export function orderedData(data: readonly DepositDatum[]): DepositDatum[] {
  return [...data]
    .sort((a, b) => (datumKey(a) < datumKey(b) ? -1 : 1))
    .map(({ parameter, material, value, unit, source }) => ({
      ...{ parameter, value, unit, source },
      ...(material === undefined ? {} : { material }),
    }));
}
