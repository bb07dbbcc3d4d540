import { LifeCycle } from '../../life-cycle/domain/steps';

export const REPORT_STATES = [
  'in-comment',
  'comment-closed',
  'verified',
  'not-verified',
  'applied',
  'under-review',
  'returned',
  'registered',
  'rejected',
  'withdrawn',
] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export const REPORT_ACTS = [
  'file',
  'close-comment',
  'verify',
  'refuse-verification',
  'apply',
  'take-up',
  'return',
  'register',
  'reject',
  'withdraw',
] as const;
export type ReportAct = (typeof REPORT_ACTS)[number];

/** CCR-004: a report is public, then verified, then applied with, then reviewed, then registered: then there are units. */
export const REPORT_LIFE = new LifeCycle<ReportState, ReportAct>([
  { act: 'file', from: 'new', to: 'in-comment' },
  { act: 'close-comment', from: 'in-comment', to: 'comment-closed' },
  { act: 'verify', from: 'comment-closed', to: 'verified' },
  { act: 'verify', from: 'returned', to: 'verified' },
  { act: 'refuse-verification', from: 'comment-closed', to: 'not-verified' },
  { act: 'refuse-verification', from: 'returned', to: 'not-verified' },
  { act: 'apply', from: 'verified', to: 'applied' },
  { act: 'apply', from: 'comment-closed', to: 'applied' },
  { act: 'apply', from: 'returned', to: 'applied' },
  { act: 'take-up', from: 'applied', to: 'under-review' },
  { act: 'return', from: 'under-review', to: 'returned' },
  { act: 'register', from: 'under-review', to: 'registered' },
  { act: 'reject', from: 'under-review', to: 'rejected' },
  { act: 'withdraw', from: 'in-comment', to: 'withdrawn' },
  { act: 'withdraw', from: 'comment-closed', to: 'withdrawn' },
  { act: 'withdraw', from: 'verified', to: 'withdrawn' },
  { act: 'withdraw', from: 'returned', to: 'withdrawn' },
]);

/** Reports that may still become units, or have: no other may tell of the same days. */
export const LIVING_REPORT_STATES: readonly ReportState[] = REPORT_STATES.filter(
  (state) => !['not-verified', 'rejected', 'withdrawn'].includes(state),
);

/** While its verifier is engaged for it: until the registry has decided. */
export const VERIFIER_SEES: readonly ReportState[] = REPORT_STATES.filter(
  (state) => !['registered', 'rejected', 'withdrawn', 'not-verified'].includes(state),
);
