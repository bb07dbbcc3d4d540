import type { Task, TaskKind } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import { chinaTimestamp, type Json } from '@carbon/kernel';
import { completeSurrender } from '../use-cases/complete-surrender';
import type { SurrenderDesk } from '../use-cases/desk';
import { letSurrenderGo } from '../use-cases/let-surrender-go';

/** How every kind of surrender ends: it is done, or nothing comes of it. */
export function endingsOfSurrender(desk: SurrenderDesk): Required<Pick<TaskKind, 'execute' | 'abandon'>> {
  return {
    async execute(tx: Transaction, task: Task, approval): Promise<Json> {
      const { transactionId, reversibleUntil } = await completeSurrender(tx, desk, task, approval);
      return {
        ...{ surrender: task.id, transaction: transactionId.toString() },
        reversibleUntil: chinaTimestamp(reversibleUntil),
      };
    },
    abandon: (tx: Transaction, task: Task, ending) => letSurrenderGo(tx, desk, task.id, ending),
  };
}
