import type { Transaction } from '@carbon/database';
import { findUser, Mailer, readPersonsInRole } from '@carbon/identity';
import { chinaTimestamp } from '@carbon/kernel';
import { Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { TaskEvents, type TaskNotice } from './task-events';

const USER = /^user:(.+)$/;
/** What its initiator did not do and should know of. */
const NEWS: ReadonlySet<string> = new Set(['rejected', 'expired', 'failed']);

/** Writes to those whose turn it is, and to the one who proposed when nothing came of it. */
@Injectable()
export class TaskMails implements OnModuleInit {
  constructor(
    private readonly events: TaskEvents,
    @Optional() private readonly mailer?: Mailer,
  ) {}

  onModuleInit(): void {
    const { mailer } = this;
    if (mailer !== undefined) this.events.onTaskEvent((tx, notice) => write(tx, mailer, notice));
  }
}

async function write(tx: Transaction, mailer: Mailer, notice: TaskNotice): Promise<void> {
  const { taskId, summary, deadline, at } = notice;
  const values = { task: taskId, ...summary, deadline: chinaTimestamp(deadline) };
  if (notice.what === 'proposed') {
    for (const toPersonId of await approvers(tx, notice)) {
      await mailer.enqueue(tx, { toPersonId, template: 'task-waiting', values }, at);
    }
  }
  const initiator = NEWS.has(notice.what) ? await initiatorOf(tx, notice) : undefined;
  if (initiator === undefined) return;
  const ended = { ...values, state: notice.what };
  await mailer.enqueue(tx, { toPersonId: initiator, template: 'task-ended', values: ended }, at);
}

/** The checkers of the house whose matter it is, else those of the registry; never the one who proposed. */
async function approvers(tx: Transaction, { taskId, initiator }: TaskNotice): Promise<string[]> {
  const [task] = await tx.query<{ office: string | null; approvalsNeeded: number }>(
    'select office, approvals_needed as "approvalsNeeded" from approvals.task where id = $1',
    [taskId],
  );
  if (task === undefined || task.approvalsNeeded === 0) return [];
  const house =
    task.office === null ? { holderKind: 'registry-operator' as const } : { holderId: task.office };
  const proposer = await personOf(tx, initiator);
  return (await readPersonsInRole(tx, 'checker', house)).filter((person) => person !== proposer);
}

/** The person who proposed, unless it is the one who ended it. */
async function initiatorOf(tx: Transaction, { initiator, by }: TaskNotice): Promise<string | undefined> {
  return initiator === by ? undefined : personOf(tx, initiator);
}

async function personOf(tx: Transaction, actor: string): Promise<string | undefined> {
  const id = USER.exec(actor)?.[1];
  return id === undefined ? undefined : (await findUser(tx, id))?.personId;
}
