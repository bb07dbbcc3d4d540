import type { CalculatorExample } from '@carbon/rules/domain';

const PRESS = 'RULES 4.3 [43]: press citing the Shenzhen public transport methodology of Dec 2021';
const CASES = 'ISO/TC268 case collection 2022, L338 (ACCOUNTING B 2.1)';

const bus = {
  mode: 'electric-bus',
  distanceM: '12000',
  factor: 'SZ-BUS-2021',
  gramsPerKm: '26.9',
  microgramsCo2: '322800000',
  grams: '322.8',
  source: `${PRESS}; the same in ${CASES}`,
  certainty: 'E',
  rivals: [],
};
const published = {
  factor: 'SZ-METRO-2021',
  gramsPerKm: '46.7',
  microgramsCo2: '934000000',
  grams: '934',
  source: PRESS,
  certainty: 'E',
};
const collected = {
  factor: 'SZ-METRO-2022-CASES',
  gramsPerKm: '46.8',
  microgramsCo2: '936000000',
  grams: '936',
  source: `${CASES}: one digit in conflict with the press, RULES C-2`,
  certainty: 'S',
};

export const tripReductionExamples: readonly CalculatorExample[] = [
  {
    title: { zh: '深圳：公交 12 公里，地铁 20 公里', en: 'Shenzhen: bus 12 km, metro 20 km' },
    today: '2026-11-21',
    input: {
      scheme: 'SZ',
      trips: [
        { mode: 'electric-bus', distanceM: '12000' },
        { mode: 'metro', distanceM: '20000' },
      ],
    },
    output: {
      trips: [bus, { mode: 'metro', distanceM: '20000', ...published, rivals: [collected] }],
      totalMicrogramsCo2: '1256800000',
      totalGrams: '1256.8',
      factorIds: ['SZ-BUS-2021', 'SZ-METRO-2021'],
      rules: ['PTS-001'],
      pack: { id: 'inclusion-shenzhen', version: '2026.1', certainty: 'E' },
    },
  },
  {
    title: {
      zh: '同样的出行，地铁用另一来源的 46.8 克',
      en: 'The same trips, the metro at the 46.8 g of another source',
    },
    today: '2026-11-21',
    input: {
      scheme: 'SZ',
      trips: [
        { mode: 'electric-bus', distanceM: '12000' },
        { mode: 'metro', distanceM: '20000', factor: 'SZ-METRO-2022-CASES' },
      ],
    },
    output: {
      trips: [bus, { mode: 'metro', distanceM: '20000', ...collected, rivals: [published] }],
      totalMicrogramsCo2: '1258800000',
      totalGrams: '1258.8',
      factorIds: ['SZ-BUS-2021', 'SZ-METRO-2022-CASES'],
      rules: ['PTS-001'],
      pack: { id: 'inclusion-shenzhen', version: '2026.1', certainty: 'S' },
    },
  },
];
