import { recordAudit } from '@carbon/audit';
import type { Database, Transaction } from '@carbon/database';
import { Recurring } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import type { TransferParts } from './parts';
import type { TransferOrder } from './persistence/order';
import { claimDue, claimOwed } from './persistence/read-orders';
import { noteGivenBack, notePostponed } from './persistence/write-orders';
import { overLimitNow } from './use-cases/approve-transfer';
import { circumstancesBetween, dueTime } from './use-cases/circumstances';
import { RUNNER } from './use-cases/runner-name';
import { giveBack, settleOrders, type ToSettle } from './use-cases/settle-orders';

export interface TransferRunnerOptions {
  /** How often due orders are looked for; 0 for never, when somebody else calls `runDue`. */
  readonly everyMs?: number;
  /** Orders of one transaction at most. */
  readonly batch?: number;
  /** What nobody else would hear of. */
  readonly onFault?: (error: unknown) => void;
}

const DEFAULTS = { everyMs: 5_000, batch: 50 };
const LOCK = 'custody.transfer-runner';

/**
 * Executes orders whose time has come. Any number of processes may run it: one at a time takes a batch, and an order
 * that somebody cancels at the same moment is either cancelled or executed, for both lock its row first. A batch is one
 * transaction: if the process dies in it, nothing of it happened and the orders are due as before.
 */
export class TransferRunner {
  private readonly options: typeof DEFAULTS & Pick<TransferRunnerOptions, 'onFault'>;
  private readonly rounds = new Recurring();

  constructor(
    private readonly database: Database,
    private readonly parts: TransferParts,
    private readonly clock: Clock,
    options: TransferRunnerOptions = {},
  ) {
    this.options = { ...DEFAULTS, ...options };
  }

  onApplicationBootstrap(): void {
    if (this.options.everyMs > 0) this.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.stop();
  }

  /** Begins to work in the background; starting twice is fine. */
  start(): void {
    this.rounds.start({
      every: this.options.everyMs,
      atOnce: true,
      work: () => this.runDue(),
      onFault: (error) => this.options.onFault?.(error),
    });
  }

  /** Finishes the batch at hand. */
  stop(): Promise<void> {
    return this.rounds.stop();
  }

  /**
   * Executes everything that is due and gives back units that are still owed. An order whose batch meets an error of ours
   * is tried alone, so that it holds up no other. Returns how many orders were decided.
   */
  async runDue(): Promise<number> {
    const failed: string[] = [];
    let decided = 0;
    for (;;) {
      const count = await this.batch(failed);
      if (count === undefined) break;
      decided += count;
    }
    await this.giveBackOwed();
    return decided;
  }

  /** Orders decided in one batch; undefined when there was none to take. Adds those that cannot be decided to `failed`. */
  private async batch(failed: string[]): Promise<number | undefined> {
    const { batch } = this.options;
    const taken: string[] = [];
    try {
      return await this.database.transaction((tx) => this.settleDue(tx, batch, failed, taken));
    } catch (error) {
      if (taken.length === 0) throw error;
      let decided = 0;
      for (const id of taken) decided += await this.alone(id, failed);
      return decided;
    }
  }

  private async alone(id: string, failed: string[]): Promise<number> {
    try {
      return (await this.database.transaction((tx) => this.settleDue(tx, 1, failed, [], id))) ?? 0;
    } catch (error) {
      failed.push(id);
      this.options.onFault?.(error);
      return 0;
    }
  }

  private async settleDue(
    tx: Transaction,
    limit: number,
    but: readonly string[],
    taken: string[],
    only?: string,
  ): Promise<number | undefined> {
    if (!(await lead(tx))) return undefined;
    const now = this.clock.now();
    const due = await claimDue(tx, now, { limit, but, only });
    taken.splice(0, taken.length, ...due.map(({ id }) => id));
    if (due.length === 0) return undefined;
    const ready: ToSettle[] = [];
    for (const order of due) {
      const decision = await this.lookAgain(tx, order, now);
      if (decision !== 'postponed') ready.push(decision);
    }
    await settleOrders(tx, this.parts, ready, { at: now, by: RUNNER });
    return due.length;
  }

  /**
   * An order that was quick because its receiver was on the trusted list waits as long as any other when the receiver is
   * not on it any more: removal from the list is immediate (SEC-005, trap 15).
   */
  private async lookAgain(tx: Transaction, order: TransferOrder, now: Date): Promise<ToSettle | 'postponed'> {
    const { timing, approvedAt } = order;
    if (timing?.standing !== 'listed' || approvedAt === null) return { order };
    const found = await circumstancesBetween(tx, this.parts, order, now);
    if (found === undefined || found.standing === 'listed') return { order };
    const failure = overLimitNow(found, order);
    if (failure !== undefined) return { order, failure };
    const due = await dueTime(tx, this.parts, { ...found, profile: timing.profile }, approvedAt);
    if (due.executeAt <= now) return { order };
    await notePostponed(tx, order.id, due);
    await recordAudit(
      tx,
      {
        action: 'transfer-order.postponed',
        subject: { kind: 'transfer-order', id: order.id },
        holderId: order.holderId,
        before: { executeAt: order.executeAt?.toISOString() ?? null, rule: timing.rule },
        after: { executeAt: due.executeAt.toISOString(), rule: due.timing.rule },
      },
      now,
      { actor: RUNNER },
    );
    return 'postponed';
  }

  /** Tries each order that is owed once: one whose account stands still holds up none behind it. */
  private async giveBackOwed(): Promise<void> {
    for (let after: string | undefined; ;) {
      const last = after;
      after = await this.database.transaction((tx) => this.giveBackSome(tx, last));
      if (after === undefined) return;
    }
  }

  /** Gives the id of the last order it tried, while there may be more. */
  private async giveBackSome(tx: Transaction, after: string | undefined): Promise<string | undefined> {
    if (!(await lead(tx))) return undefined;
    const { batch } = this.options;
    const owed = await claimOwed(tx, { after, limit: batch });
    const back = new Set(await giveBack(tx, this.parts, owed, RUNNER));
    await noteGivenBack(tx, [...back]);
    for (const { id, holderId, state } of owed.filter((order) => back.has(order.id))) {
      await recordAudit(
        tx,
        {
          action: 'transfer-order.units-given-back',
          subject: { kind: 'transfer-order', id },
          holderId,
          after: { state, unitsGivenBack: true },
        },
        this.clock.now(),
        { actor: RUNNER },
      );
    }
    return owed.length < batch ? undefined : owed.at(-1)?.id;
  }
}

/** Whether this transaction may take a batch; the lock ends with it. */
async function lead(tx: Transaction): Promise<boolean> {
  const [row] = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock(hashtext($1)) as mine', [
    LOCK,
  ]);
  return row?.mine === true;
}
