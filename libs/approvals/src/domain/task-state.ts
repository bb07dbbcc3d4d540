import { taskCompleted } from './refusals';

/** `approved` is passed through: what is approved is executed or fails in the same transaction. */
export const TASK_STATES = [
  'proposed',
  'approved',
  'executed',
  'failed',
  'rejected',
  'withdrawn',
  'expired',
] as const;
export type TaskState = (typeof TASK_STATES)[number];

export const TASK_ACTS = ['approve', 'execute', 'fail', 'reject', 'withdraw', 'expire'] as const;
export type TaskAct = (typeof TASK_ACTS)[number];

/** Where each act leads. A state that no act leaves is complete, and its task frozen (REG-003). */
const NEXT: Readonly<Record<TaskState, Partial<Record<TaskAct, TaskState>>>> = {
  proposed: { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn', expire: 'expired' },
  approved: { execute: 'executed', fail: 'failed' },
  executed: {},
  failed: {},
  rejected: {},
  withdrawn: {},
  expired: {},
};

export function isComplete(state: TaskState): boolean {
  return Object.keys(NEXT[state]).length === 0;
}

/** @throws Refusal TASK_COMPLETED when the task cannot take the act any more */
export function nextState(state: TaskState, act: TaskAct): TaskState {
  const next = NEXT[state][act];
  if (next === undefined) throw taskCompleted(state);
  return next;
}

/** The state after one more approval: the last one needed is what approves. @throws Refusal TASK_COMPLETED */
export function afterApproval(task: {
  readonly state: TaskState;
  readonly approvalsGiven: number;
  readonly approvalsNeeded: number;
}): { readonly state: TaskState; readonly approvalsGiven: number } {
  const approved = nextState(task.state, 'approve');
  const approvalsGiven = task.approvalsGiven + 1;
  return { state: approvalsGiven < task.approvalsNeeded ? task.state : approved, approvalsGiven };
}
