import { LifeCycle } from '../../life-cycle/domain/steps';

export const PROJECT_STATES = [
  'drafted',
  'disclosed',
  'in-comment',
  'comment-closed',
  'validated',
  'not-validated',
  'applied',
  'under-review',
  'returned',
  'registered',
  'rejected',
  'withdrawn',
  'cancelled',
] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];

export const PROJECT_ACTS = [
  'file',
  'disclose',
  'publish',
  'close-comment',
  'validate',
  'refuse-validation',
  'apply',
  'take-up',
  'return',
  'register',
  'reject',
  'withdraw',
  'cancel',
] as const;
export type ProjectAct = (typeof PROJECT_ACTS)[number];

/**
 * CCR-003: a design document is public, then validated, then applied with, then reviewed, then registered. A scheme that
 * leaves out a step says so in its pack; what the table lets happen and the pack does not is refused by the use case.
 * After a cancellation comes nothing (CCR-008).
 */
export const PROJECT_LIFE = new LifeCycle<ProjectState, ProjectAct>([
  { act: 'file', from: 'new', to: 'drafted' },
  { act: 'disclose', from: 'drafted', to: 'disclosed' },
  { act: 'publish', from: 'drafted', to: 'in-comment' },
  { act: 'publish', from: 'disclosed', to: 'in-comment' },
  { act: 'close-comment', from: 'in-comment', to: 'comment-closed' },
  { act: 'validate', from: 'comment-closed', to: 'validated' },
  { act: 'validate', from: 'returned', to: 'validated' },
  { act: 'refuse-validation', from: 'comment-closed', to: 'not-validated' },
  { act: 'refuse-validation', from: 'returned', to: 'not-validated' },
  { act: 'apply', from: 'validated', to: 'applied' },
  { act: 'apply', from: 'comment-closed', to: 'applied' },
  { act: 'apply', from: 'returned', to: 'applied' },
  { act: 'take-up', from: 'applied', to: 'under-review' },
  { act: 'return', from: 'under-review', to: 'returned' },
  { act: 'register', from: 'under-review', to: 'registered' },
  { act: 'reject', from: 'under-review', to: 'rejected' },
  { act: 'withdraw', from: 'drafted', to: 'withdrawn' },
  { act: 'withdraw', from: 'disclosed', to: 'withdrawn' },
  { act: 'withdraw', from: 'in-comment', to: 'withdrawn' },
  { act: 'withdraw', from: 'comment-closed', to: 'withdrawn' },
  { act: 'withdraw', from: 'validated', to: 'withdrawn' },
  { act: 'withdraw', from: 'returned', to: 'withdrawn' },
  { act: 'cancel', from: 'registered', to: 'cancelled' },
]);

/** What anybody may see of a project: from its publication on, whatever came of it. */
export const PUBLIC_PROJECT_STATES: readonly ProjectState[] = PROJECT_STATES.filter(
  (state) => state !== 'drafted' && state !== 'disclosed' && state !== 'withdrawn',
);

/** While its validator is engaged for it: until the registry has decided. */
export const VALIDATOR_SEES: readonly ProjectState[] = PROJECT_STATES.filter(
  (state) => !['registered', 'rejected', 'withdrawn', 'cancelled', 'not-validated'].includes(state),
);
