export const FINDING_KINDS = [
  'missing-data',
  'wrong-value',
  'wrong-unit',
  'wrong-factor',
  'boundary',
  'evidence',
  'quality-control',
  'other',
] as const;
export type EmissionFindingKind = (typeof FINDING_KINDS)[number];

export const FINDING_SEVERITIES = ['nonconformity', 'clarification', 'observation'] as const;
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

export const FINDING_STATES = ['open', 'answered', 'closed', 'kept'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** Where a finding stands after what was last said of it. */
export const findingState = (last: 'answered' | 'closed' | 'kept' | undefined): FindingState =>
  last ?? 'open';

/** Whether it must be put right before a verifier concludes in the enterprise's favour. */
export const isInTheWay = ({
  severity,
  state,
}: {
  readonly severity: FindingSeverity;
  readonly state: FindingState;
}): boolean => severity !== 'observation' && state !== 'closed';
