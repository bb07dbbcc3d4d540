import type { ChinaDate } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';
import type { RetirementPurpose } from '../../../domain/schemes/credit-scheme';
import { notForThatPurpose } from '../refusals';
import type { ForeignRegistry } from '../registries';

/** What units of other registries may be used for here, and who may hold them. */
export interface ForeignUse {
  readonly rule: string;
  readonly purposes: readonly RetirementPurpose[];
  readonly residentsMayHold: boolean;
  readonly effectiveFrom: ChinaDate;
  readonly source: string;
  readonly certainty: Certainty;
}

const SINCE: ChinaDate = '2020-01-01';
const CARBON: ForeignUse = {
  rule: 'CCR-010',
  purposes: ['event-neutrality', 'corporate-neutrality', 'product-claim', 'voluntary'],
  residentsMayHold: false,
  effectiveFrom: SINCE,
  source: 'own design: offsets of the national and local markets name CCER and local units, no others',
  certainty: 'X',
};

export const FOREIGN_USES: Readonly<Record<ForeignRegistry, ForeignUse>> = {
  VCS: CARBON,
  GS: CARBON,
  JCM: CARBON,
  'I-REC': {
    ...CARBON,
    rule: 'GEC-003',
    purposes: ['green-power-claim', 'voluntary'],
    source: 'own design: a certificate of energy is no reduction; in China only GEC prove renewable power',
  },
};

/** @throws Refusal EXTERNAL_PURPOSE_REFUSED for what only CCER and local units may be used for */
export function refuseForeignPurpose(scheme: ForeignRegistry, purpose: RetirementPurpose): void {
  if (!FOREIGN_USES[scheme].purposes.includes(purpose)) throw notForThatPurpose(scheme, purpose);
}
