export { ApprovalsModule, type ApprovalsOptions } from './approvals.module';
export { auditTask, causeOf } from './cause-of-task';
export { type ApprovalPolicies, type RolesSince, TaskDesk } from './desk';
export { TASK_STATES, type TaskState } from './domain/task-state';
export { type OpenWork, readOpenWork } from './persistence/open-work';
export { approvalMigrations } from './persistence/migrations/index';
export { type TaskRecord } from './persistence/task-record';
export { TaskEvents, type TaskListener, type TaskNotice } from './task-events';
export {
  type OpenTask,
  openTasksAbout,
  openTasksOf,
  type WaitingTask,
  waitingTasks,
} from './persistence/open-tasks-about';
export { type Ending, type Prepared, type Task, type TaskKind, TaskKinds } from './task-kind';
export { approveTask } from './use-cases/approve-task';
export { rejectTask, type TaskEnding, withdrawTask } from './use-cases/end-task';
export { ExpiryError, expireTasks } from './use-cases/expire-tasks';
export { type Proposal, proposeTask } from './use-cases/propose-task';
