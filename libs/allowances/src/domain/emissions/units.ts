/** Units of activity data. */
export const AMOUNT_UNITS = ['t', '10^4Nm3', 'MWh'] as const;
export type AmountUnit = (typeof AMOUNT_UNITS)[number];

/** Units of net calorific values; what they are for each of is the unit of the amount. */
export const HEAT_UNITS = ['GJ/t', 'MJ/kg', 'kJ/kg', 'GJ/10^4Nm3', 'kJ/Nm3'] as const;
export type HeatUnit = (typeof HEAT_UNITS)[number];

/** Units of carbon contents: for each unit of heat, or for each tonne of fuel. */
export const CARBON_UNITS = ['tC/GJ', 'tC/TJ', 'tC/t'] as const;
export type CarbonUnit = (typeof CARBON_UNITS)[number];

/** By what power of ten a value in a unit is brought to GJ for each unit of the amount. */
export const HEAT_SCALES: Readonly<Record<HeatUnit, { readonly power: number; readonly per: AmountUnit }>> = {
  'GJ/t': { power: 0, per: 't' },
  'MJ/kg': { power: 0, per: 't' },
  'kJ/kg': { power: -3, per: 't' },
  'GJ/10^4Nm3': { power: 0, per: '10^4Nm3' },
  'kJ/Nm3': { power: -2, per: '10^4Nm3' },
};

/** By what power of ten a value in a unit is brought to tC/GJ; a TJ is a thousand GJ (ACCOUNTING F10, unit fix). */
export const CARBON_SCALES: Readonly<Record<Exclude<CarbonUnit, 'tC/t'>, number>> = {
  'tC/GJ': 0,
  'tC/TJ': -3,
};
