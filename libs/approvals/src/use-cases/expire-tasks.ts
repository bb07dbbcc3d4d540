import type { Database, Transaction } from '@carbon/database';
import type { TaskDesk } from '../desk';
import { claimOverdue, holdSweep } from '../persistence/claim-overdue';
import { endTask } from './end-task';

/** A task could not be ended; the others were. */
export class ExpiryError extends AggregateError {}

/**
 * Ends the tasks whose deadline has passed, `limit` in a transaction, until there are none. Tasks that somebody is just
 * acting on are left to the next time; where another process is sweeping, this one has nothing to do. A kind that cannot let go of one task does not hold up the others.
 * @returns how many expired
 * @throws ExpiryError when some could not be ended; they are tried again the next time
 */
export async function expireTasks(
  database: Database,
  desk: TaskDesk,
  now: Date,
  limit = 50,
): Promise<number> {
  const stuck = new Map<string, unknown>();
  let expired = 0;
  for (;;) {
    const round = await database.transaction((tx) => expireSome(tx, desk, now, limit, [...stuck.keys()]));
    expired += round.ended;
    for (const [id, error] of round.stuck) stuck.set(id, error);
    if (round.ended + round.stuck.length < limit) break;
  }
  if (stuck.size > 0) {
    throw new ExpiryError([...stuck.values()], `tasks that cannot be ended: ${[...stuck.keys()].join(', ')}`);
  }
  return expired;
}

async function expireSome(
  tx: Transaction,
  desk: TaskDesk,
  now: Date,
  limit: number,
  except: readonly string[],
): Promise<{ ended: number; stuck: (readonly [string, unknown])[] }> {
  if (!(await holdSweep(tx))) return { ended: 0, stuck: [] };
  const kinds = desk.kinds.all().map(({ kind }) => kind);
  const overdue = await claimOverdue(tx, { kinds, now, limit, except });
  const stuck: (readonly [string, unknown])[] = [];
  for (const task of overdue) {
    await tx.query('savepoint expiry');
    try {
      await endTask(tx, desk, task, { how: 'expired', by: undefined, now });
      await tx.query('release savepoint expiry');
    } catch (error) {
      await tx.query('rollback to savepoint expiry');
      stuck.push([task.id, error]);
    }
  }
  return { ended: overdue.length - stuck.length, stuck };
}
