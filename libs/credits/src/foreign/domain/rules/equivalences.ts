import type { ChinaDate } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';

/** How much of what one side is. */
export interface EquivalentAmount {
  readonly scheme: string;
  readonly quantity: string;
  readonly unit: string;
}

/** What stands for as much as what, to be looked at and compared: nothing is ever exchanged by it. */
export interface UnitEquivalence {
  readonly id: string;
  readonly left: EquivalentAmount;
  readonly right: EquivalentAmount;
  readonly what: { readonly zh: string; readonly en: string };
  /** Never true here: units keep their origin and scheme (PRODUCT: never silently converted). */
  readonly exchangeable: false;
  readonly rules: readonly string[];
  readonly effectiveFrom: ChinaDate;
  readonly source: string;
  readonly certainty: Certainty;
}

const CARBON_WHAT = {
  zh: '同为 1 吨二氧化碳当量；规则、额外性与用途不同，仅供比较',
  en: 'both name 1 t of CO2 equivalent; rules, additionality and uses differ: to compare only',
};
const OWN = {
  exchangeable: false,
  effectiveFrom: '2020-01-01',
  source: 'own design, by the units both schemes name',
  certainty: 'X',
} as const;

const tonne = (scheme: string): EquivalentAmount => ({ scheme, quantity: '1', unit: 'tCO2e' });

export const UNIT_EQUIVALENCES: readonly UnitEquivalence[] = [
  {
    id: 'gs-ccer',
    left: tonne('GS'),
    right: tonne('CCER'),
    what: CARBON_WHAT,
    rules: ['SER-003', 'CCR-010', 'CCR-011'],
    ...OWN,
  },
  {
    id: 'i-rec-gec',
    left: { scheme: 'I-REC', quantity: '1', unit: 'MWh' },
    right: { scheme: 'GEC', quantity: '1', unit: 'certificate of 1,000 kWh' },
    what: {
      zh: '同为 1,000 千瓦时可再生电力；在中国仅绿证为唯一证明，不可互换',
      en: 'both name 1,000 kWh of renewable power; in China only GEC prove it, and neither becomes the other',
    },
    rules: ['GEC-001', 'GEC-003', 'GEC-020', 'SER-006'],
    ...OWN,
  },
  {
    id: 'jcm-ccer',
    left: tonne('JCM'),
    right: tonne('CCER'),
    what: CARBON_WHAT,
    rules: ['CCR-010', 'CCR-011'],
    ...OWN,
  },
  {
    id: 'vcs-ccer',
    left: tonne('VCS'),
    right: tonne('CCER'),
    what: CARBON_WHAT,
    rules: ['SER-001', 'CCR-010', 'CCR-011'],
    ...OWN,
  },
];
