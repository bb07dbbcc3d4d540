export { ApprovalsModule } from './approvals.module';
export { type Ending, type Prepared, type Task, type TaskKind, TaskKinds } from './task-kind';
