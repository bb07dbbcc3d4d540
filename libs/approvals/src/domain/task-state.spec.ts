import {
  afterApproval,
  isComplete,
  nextState,
  TASK_ACTS,
  TASK_STATES,
  type TaskAct,
  type TaskState,
} from './task-state';

describe('the states of a task', () => {
  const OPEN: Partial<Record<TaskState, Partial<Record<TaskAct, TaskState>>>> = {
    proposed: { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn', expire: 'expired' },
    approved: { execute: 'executed', fail: 'failed' },
  };

  it.each(TASK_STATES.flatMap((state) => TASK_ACTS.map((act) => [state, act] as const)))(
    'REG-003 %s takes %s as the machine says, and nothing else',
    (state, act) => {
      const next = OPEN[state]?.[act];
      if (next !== undefined) expect(nextState(state, act)).toBe(next);
      else expect(() => nextState(state, act)).toThrow('TASK_COMPLETED');
    },
  );

  it('REG-003 what is executed, failed, rejected, withdrawn or expired is complete', () => {
    expect(TASK_STATES.filter(isComplete)).toEqual([
      'executed',
      'failed',
      'rejected',
      'withdrawn',
      'expired',
    ]);
  });

  it('the last approval needed approves, the one before does not', () => {
    const task = { state: 'proposed', approvalsNeeded: 2, approvalsGiven: 0 } as const;
    expect(afterApproval(task)).toEqual({ state: 'proposed', approvalsGiven: 1 });
    expect(afterApproval({ ...task, approvalsGiven: 1 })).toEqual({ state: 'approved', approvalsGiven: 2 });
  });
});
