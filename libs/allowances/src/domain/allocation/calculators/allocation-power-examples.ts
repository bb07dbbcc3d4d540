import type { CalculatorExample } from '@carbon/rules/domain';

export const AC_11: CalculatorExample = {
  title: {
    zh: '2024 年度一台煤电、一台气电，缺口超过 20%',
    en: 'One coal and one gas unit in 2024, more than 20 % short',
  },
  today: '2026-11-21',
  input: {
    year: 2024,
    units: [
      {
        id: '1号机组',
        class: 'III',
        generationMwh: '849102.3775',
        heatGj: '0',
        loadFactorPercent: '62.5',
        verifiedT: '1000000',
      },
      {
        id: '2号机组',
        class: 'IV',
        generationMwh: '304136.2531',
        heatGj: '0',
        loadFactorPercent: '40',
        verifiedT: '150000',
      },
    ],
  },
  output: {
    units: [
      {
        id: '1号机组',
        loadFactor: '1.000000',
        generationPart: '700000',
        heatPart: '0',
        initialT: '700000',
        approvedT: '700000',
      },
      {
        id: '2号机组',
        loadFactor: '1.000000',
        generationPart: '100000',
        heatPart: '0',
        initialT: '100000',
        approvedT: '150000',
      },
    ],
    initialT: '850000',
    approvedT: '920000',
    verifiedT: '1150000',
    topUpT: '70000',
    gapPercent: '26.09',
    gapAfterPercent: '20.00',
    notes: [
      {
        zh: '配额取整与修正系数保留六位小数的规则仅见于 2025—2026 年度征求意见稿，此处按相同办法推定',
        en: 'That parts are rounded down and Ff is kept to six decimals stands only in the draft for 2025-26; it is inferred for this year',
      },
    ],
    rules: ['ALC-001', 'ALC-002', 'ALC-004', 'ALC-007', 'ALC-008'],
    pack: { id: 'allocation-cn', version: '2026.1', certainty: 'F' },
  },
};
export const AC_08: CalculatorExample = {
  title: { zh: '2026 年度征求意见稿，负荷率 45%', en: 'Draft of 2026, load factor 45 %' },
  today: '2026-11-21',
  input: {
    year: '2026',
    units: [
      { id: '3号机组', class: 'II', generationMwh: '1200000', heatGj: '500000', loadFactorPercent: '45' },
    ],
  },
  output: {
    units: [
      {
        id: '3号机组',
        loadFactor: '1.126059',
        generationPart: '1078989',
        heatPart: '51050',
        initialT: '1130039',
        approvedT: '1130039',
      },
    ],
    initialT: '1130039',
    approvedT: '1130039',
    topUpT: '0',
    notes: [],
    rules: ['ALC-001', 'ALC-003', 'ALC-004'],
    pack: { id: 'allocation-cn', version: '2026.1', certainty: 'D' },
  },
};
