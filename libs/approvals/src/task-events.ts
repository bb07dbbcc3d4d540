import type { Transaction } from '@carbon/database';
import type { TaskState } from './domain/task-state';

/** Something happened to a task. */
export interface TaskNotice {
  readonly what: TaskState;
  readonly taskId: string;
  readonly kind: string;
  readonly holderId: string | null;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly initiator: string;
  /** Who did it; `system` for the clock. */
  readonly by: string;
  readonly deadline: Date;
  readonly at: Date;
}

export type TaskListener = (tx: Transaction, notice: TaskNotice) => Promise<void>;

/**
 * Tells others what happens to tasks, in the transaction in which it happens: what a listener writes (a message to be
 * sent) stands or falls with it. A listener that fails takes the act down with it.
 */
export class TaskEvents {
  private readonly listeners: TaskListener[] = [];

  onTaskEvent(listener: TaskListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Transaction, notice: TaskNotice): Promise<void> {
    for (const listener of this.listeners) await listener(tx, notice);
  }
}
