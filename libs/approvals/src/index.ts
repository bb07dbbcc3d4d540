export { type Ending, type Prepared, type Task, type TaskKind, TaskKinds } from './task-kind';
