import { REPORT_LIFE, REPORT_STATES } from '../../reductions/domain/report-steps';
import {
  PROJECT_ACTS,
  PROJECT_LIFE,
  PROJECT_STATES,
  PUBLIC_PROJECT_STATES,
  VALIDATOR_SEES,
} from './project-steps';

describe('the steps of a project', () => {
  it('CCR-003 design document public, validated, applied with, reviewed, registered', () => {
    const states = ['file', 'publish', 'close-comment', 'validate', 'apply', 'take-up', 'register'] as const;
    let state: Parameters<typeof PROJECT_LIFE.after>[0] = 'new';
    const path = states.map((act) => (state = PROJECT_LIFE.after(state, act)!));
    expect(path).toEqual([
      ...['drafted', 'in-comment', 'comment-closed', 'validated', 'applied', 'under-review', 'registered'],
    ]);
  });

  it('CCR-003 nothing is registered but what was reviewed, nor validated before its public time is over', () => {
    expect(PROJECT_LIFE.steps.filter(({ act }) => act === 'register').map(({ from }) => from)).toEqual([
      'under-review',
    ]);
    expect(PROJECT_LIFE.after('in-comment', 'validate')).toBeUndefined();
    expect(PROJECT_LIFE.after('drafted', 'validate')).toBeUndefined();
  });

  it('CCR-003 what was given back is stated and applied with again', () => {
    expect(PROJECT_LIFE.after('under-review', 'return')).toBe('returned');
    expect(PROJECT_LIFE.actsOpenIn('returned')).toEqual([
      'validate',
      'refuse-validation',
      'apply',
      'withdraw',
    ]);
  });

  it('CCR-008 nothing comes after a cancellation, and only what was registered is cancelled', () => {
    expect(PROJECT_LIFE.isFinal('cancelled')).toBe(true);
    expect(PROJECT_LIFE.steps.filter(({ act }) => act === 'cancel').map(({ from }) => from)).toEqual([
      'registered',
    ]);
  });

  it('an owner cannot withdraw what the registry reviews or has decided', () => {
    for (const state of ['applied', 'under-review', 'registered', 'rejected', 'cancelled'] as const) {
      expect(PROJECT_LIFE.after(state, 'withdraw')).toBeUndefined();
    }
  });

  it.each([
    ['project', PROJECT_LIFE],
    ['report', REPORT_LIFE],
  ] as const)('one act leads from one state of a %s to one other', (_, life) => {
    const steps = life.steps.map(({ act, from }) => `${act} ${from}`);
    expect(new Set(steps).size).toBe(steps.length);
    for (const { from, to } of life.steps) expect(from).not.toBe(to);
  });

  it('every state and act is of some step, and every state can be reached', () => {
    expect(new Set(PROJECT_LIFE.steps.map(({ to }) => to))).toEqual(new Set(PROJECT_STATES));
    expect(new Set(PROJECT_LIFE.steps.map(({ act }) => act))).toEqual(new Set(PROJECT_ACTS));
    expect(new Set(REPORT_LIFE.steps.map(({ to }) => to))).toEqual(new Set(REPORT_STATES));
  });

  it('drafts are not public, and a validator sees a project only until it is decided', () => {
    expect(PUBLIC_PROJECT_STATES).not.toContain('drafted');
    expect(PUBLIC_PROJECT_STATES).not.toContain('disclosed');
    expect(PUBLIC_PROJECT_STATES).not.toContain('withdrawn');
    expect(VALIDATOR_SEES).toContain('under-review');
    expect(VALIDATOR_SEES).not.toContain('registered');
  });
});

describe('the steps of a report', () => {
  it('CCR-004 public, verified, applied with, reviewed, registered, and then it is final', () => {
    expect(REPORT_LIFE.after('new', 'file')).toBe('in-comment');
    expect(REPORT_LIFE.after('in-comment', 'verify')).toBeUndefined();
    expect(REPORT_LIFE.steps.filter(({ act }) => act === 'register').map(({ from }) => from)).toEqual([
      'under-review',
    ]);
    expect(REPORT_LIFE.isFinal('registered')).toBe(true);
  });
});
