import type { Sector } from '../carbon-market';
import type { AmountUnit } from './units';

/** What a flow of a report is; each has a formula of its own. */
export const STREAMS = [
  'fuel',
  'carbonate',
  'electrode',
  'carbon-material',
  'carbon-product',
  'clinker',
  'anode',
  'anode-effect',
  'electricity',
] as const;
export type Stream = (typeof STREAMS)[number];

/** Sectors whose emissions can be reported here. */
export const REPORTING_SECTORS = ['power', 'steel', 'cement', 'aluminium'] as const;
export type ReportingSector = (typeof REPORTING_SECTORS)[number];

export function isReportingSector(sector: Sector): sector is ReportingSector {
  return REPORTING_SECTORS.some((known) => known === sector);
}

/** What a sector reports: ALC-014 and ALC-023 to ALC-026. Purchased electricity is shown apart. */
export const STREAMS_OF: Readonly<Record<ReportingSector, readonly Stream[]>> = {
  power: ['fuel', 'electricity'],
  steel: ['fuel', 'carbonate', 'electrode', 'carbon-material', 'carbon-product', 'electricity'],
  cement: ['fuel', 'clinker', 'electricity'],
  aluminium: ['anode', 'anode-effect', 'electricity'],
};

const FUELS: Readonly<Record<string, AmountUnit>> = {
  coal: 't',
  anthracite: 't',
  'bituminous-coal': 't',
  lignite: 't',
  'washed-coal': 't',
  'other-washed-coal': 't',
  coke: 't',
  petcoke: 't',
  'crude-oil': 't',
  'fuel-oil': 't',
  gasoline: 't',
  diesel: 't',
  kerosene: 't',
  lpg: 't',
  lng: 't',
  'refinery-gas': 't',
  'natural-gas': '10^4Nm3',
  'coke-oven-gas': '10^4Nm3',
  'blast-furnace-gas': '10^4Nm3',
  'converter-gas': '10^4Nm3',
  'other-gas': '10^4Nm3',
};

const tonnesOf = (...names: readonly string[]): Readonly<Record<string, AmountUnit>> =>
  Object.fromEntries(names.map((name) => [name, 't' as const]));

/** The materials of each stream with the unit of their amounts; `other…` needs figures of its own. */
export const MATERIALS: Readonly<Record<Stream, Readonly<Record<string, AmountUnit>>>> = {
  fuel: FUELS,
  carbonate: tonnesOf('limestone', 'dolomite', 'other-carbonate'),
  electrode: tonnesOf('electrode'),
  'carbon-material': tonnesOf(
    'pig-iron',
    'direct-reduced-iron',
    'scrap-steel',
    'ferronickel',
    'ferrochrome',
    'ferromolybdenum',
    'other-material',
  ),
  'carbon-product': tonnesOf('crude-steel', 'pig-iron', 'crude-benzol', 'tar', 'other-product'),
  clinker: tonnesOf('clinker'),
  anode: tonnesOf('aluminium'),
  'anode-effect': tonnesOf('aluminium'),
  electricity: { electricity: 'MWh' },
};
