import type { CalculatorExample } from '@carbon/rules/domain';

export const AC_19: CalculatorExample = {
  title: { zh: '两家钢铁企业，求解平衡值', en: 'Two steelworks, the balance value is solved' },
  today: '2026-11-21',
  input: {
    year: 2026,
    sector: 'steel',
    firms: [
      { id: 'A', emissionsT: '1000000', intensity: '1.60' },
      { id: 'B', emissionsT: '3000000', intensity: '1.76' },
    ],
  },
  output: {
    balance: '1.72',
    firms: [
      { id: 'A', deviationPercent: '6.976744186047', coefficient: '0.010465116279', allowanceT: '1010465' },
      { id: 'B', deviationPercent: '-2.325581395349', coefficient: '-0.003488372093', allowanceT: '2989534' },
    ],
    emissionsT: '4000000',
    allowanceT: '3999999',
    notes: [],
    rules: ['ALC-021', 'ALC-022'],
    pack: { id: 'allocation-cn', version: '2026.1', certainty: 'D' },
  },
};
