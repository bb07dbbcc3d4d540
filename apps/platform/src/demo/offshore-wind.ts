import { VALIDATOR } from './houses';

const FACTORS = {
  efOm: ['0.7', 'tCO2/MWh'],
  efBm: ['0.3', 'tCO2/MWh'],
  weightOm: ['0.5', '1'],
  weightBm: ['0.5', '1'],
} as const;

/** What every offshore wind project of the stories files, all of it invented: half a tonne a MWh, deep-sea by its distance. */
export const OFFSHORE_FILING = {
  ...{ scheme: 'CCER', methodology: 'CCER-01-002-V01', validator: VALIDATOR.code },
  parameters: Object.entries(FACTORS).map(([name, [value, unit]]) => ({ name, value, unit })),
  facts: [
    { name: 'distanceKm', value: '42', unit: 'km' },
    { name: 'depthM', value: '20', unit: 'm' },
  ],
  ...{ etsCovered: false, legallyRequired: false, inOtherMechanism: false },
};

export const offshoreAsset = (province: string, meter: string): object => ({
  ...{ kind: 'power-plant', province, technology: 'wind-offshore', meters: [meter] },
});
