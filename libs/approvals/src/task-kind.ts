import type { Transaction } from '@carbon/database';
import type { Caller, Permission } from '@carbon/http';
import type { Json } from '@carbon/kernel';
import type { Type } from '@nestjs/common';

/** A proposal that somebody else must look at before it happens. */
export interface Task<P extends object = object> {
  readonly id: string;
  readonly kind: string;
  readonly payload: P;
  /** Whose matter it is; null for the registry's own. */
  readonly holderId: string | null;
  readonly initiator: { readonly id: string; readonly personId: string | null };
  readonly comment: string | null;
  /** SHA-256 of the document it rests on, hex. */
  readonly documentHash: string | null;
  readonly proposedAt: Date;
  readonly deadline: Date;
}

/** What a kind says of a proposal after looking at it. */
export interface Prepared {
  readonly holderId: string | null;
  /** What an approver reads: who, what, how much, to whom, in plain words. */
  readonly summary: { readonly zh: string; readonly en: string };
  readonly subject: { readonly kind: string; readonly id: string };
  /** Whole units, for thresholds. */
  readonly quantity?: bigint;
  /** The payload completed; stored and shown. The proposal's own when absent. */
  readonly payload?: object;
}

export interface Ending {
  readonly how: 'rejected' | 'withdrawn' | 'expired' | 'failed';
  readonly now: Date;
  /** Who ended it; `system` for the clock. */
  readonly by: string;
  readonly reason?: string;
}

/**
 * One kind of act that needs four eyes. Rooms bring theirs and register them with TaskKinds; whether, and by how many
 * people, it must be approved is rule-pack data (libs/rules, registry-safety).
 */
export interface TaskKind<P extends object = object> {
  readonly kind: string;
  readonly title: { readonly zh: string; readonly en: string };
  /** The class-validator body of its proposals. */
  readonly payload: Type<P>;
  readonly propose: Permission;
  readonly approve: Permission;
  /** Looks at a proposal when it is made, in its transaction; may set units apart. @throws Refusal */
  prepare(
    tx: Transaction,
    proposal: {
      readonly taskId: string;
      readonly payload: P;
      readonly caller: Caller;
      readonly now: Date;
      /** SHA-256 of the document it rests on, hex; absent without one. */
      readonly documentHash?: string | undefined;
    },
  ): Promise<Prepared>;
  /**
   * Refuses an approval for which it is too early, without ending the task: something must be there before anybody may
   * say yes. @throws Refusal
   */
  mayApprove?(
    tx: Transaction,
    task: Task<P>,
    approval: { readonly approver: Caller; readonly now: Date },
  ): Promise<void>;
  /** Does it, in the transaction of the last approval, against fresh state. What it gives is kept. @throws Refusal */
  execute(
    tx: Transaction,
    task: Task<P>,
    approval: { readonly approver: Caller; readonly now: Date },
  ): Promise<Json>;
  /** Undoes what `prepare` set apart, when nothing comes of the proposal. */
  abandon?(tx: Transaction, task: Task<P>, ending: Ending): Promise<void>;
}

/** The kinds that the rooms of this process brought. */
export class TaskKinds {
  private readonly kinds = new Map<string, TaskKind>();

  register<P extends object>(kind: TaskKind<P>): void {
    if (this.kinds.has(kind.kind)) throw new Error(`two rooms bring the task kind ${kind.kind}`);
    const { name } = kind.payload;
    const namesake = this.all().find(
      ({ payload }) => payload.name === name && payload !== (kind.payload as Type),
    );
    // both would be one schema in the OpenAPI document
    if (namesake !== undefined)
      throw new Error(`${kind.kind} and ${namesake.kind} have different payloads named ${name}`);
    this.kinds.set(kind.kind, kind);
  }

  find(kind: string): TaskKind | undefined {
    return this.kinds.get(kind);
  }

  all(): TaskKind[] {
    return [...this.kinds.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  }
}
