import { LifeCycle } from '../../life-cycle/domain/steps';

/** What its certifier has made of it; what the calendar makes of it is told beside (standing.ts). */
export const ATTESTATION_STATES = ['valid', 'suspended', 'withdrawn'] as const;
export type AttestationState = (typeof ATTESTATION_STATES)[number];

export const ATTESTATION_ACTS = ['issue', 'survey', 'suspend', 'reinstate', 'withdraw'] as const;
export type AttestationAct = (typeof ATTESTATION_ACTS)[number];

/** S29: suspended ones may come back, withdrawn ones never. The database is held to the same table. */
export const ATTESTATION_LIFE = new LifeCycle<AttestationState, AttestationAct>([
  { act: 'issue', from: 'new', to: 'valid' },
  { act: 'survey', from: 'valid', to: 'valid' },
  { act: 'survey', from: 'suspended', to: 'suspended' },
  { act: 'suspend', from: 'valid', to: 'suspended' },
  { act: 'reinstate', from: 'suspended', to: 'valid' },
  { act: 'withdraw', from: 'valid', to: 'withdrawn' },
  { act: 'withdraw', from: 'suspended', to: 'withdrawn' },
]);
