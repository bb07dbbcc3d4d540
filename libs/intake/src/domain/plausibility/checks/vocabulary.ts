/** Words whose meaning is fixed, so that a figure cannot be read in two ways. */

/** Units by what they measure. */
export const UNITS = {
  energy: ['Wh', 'kWh', 'MWh', 'GWh', 'TWh', 'J', 'kJ', 'MJ', 'GJ', 'TJ', 'tce'],
  power: ['W', 'kW', 'MW', 'GW'],
  'energy-per-area': ['kWh/m2', 'MJ/m2'],
  mass: ['g', 'kg', 't', 'kt', 'Mt'],
  co2: ['gCO2', 'kgCO2', 'tCO2', 'gCO2e', 'kgCO2e', 'tCO2e'],
  share: ['%'],
  count: ['1'],
  money: ['CNY', 'CNY/a'],
} as const;
export const DIMENSIONS = Object.keys(UNITS) as (keyof typeof UNITS)[];

/** What standards are for; our knowledge (M+). */
export const STANDARDS = {
  'ISO 14064': 'greenhouse-gas',
  'ISO 14046': 'water-footprint',
  'ISO 14067': 'product-carbon-footprint',
  'PAS 2060': 'carbon-neutrality',
  'UL 9540': 'storage-safety',
} as const;
export const SUBJECTS = [...new Set(Object.values(STANDARDS))];

/** Places that stand under several names: the first is the one to use (N-13). */
export const ALIASES: readonly (readonly string[])[] = [
  ['梦洲', '梦洲·咲洲', '梦咲', 'Yumeshima'],
  ['横滨智慧港城', 'MM21', '横滨海滨', 'Yokohama'],
  ['编织之城', '未来之城', 'Woven City'],
  ['纲岛', '网岛', 'Tsunashima'],
  ['皇家海港', '皇家港', 'Royal Seaport'],
  ['鄂尔多斯零碳产业园', '零碳产业园', '蒙苏', 'Ordos'],
];
