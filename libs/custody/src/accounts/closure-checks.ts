import { openTasksAbout } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Refusal } from '@carbon/kernel';
import type { AccountView } from '@carbon/ledger';
import { closureUnfinished, type Unfinished } from './domain/refusals';

/** What one room says against closing an account; undefined when nothing. */
export type ClosureCheck = (
  tx: Transaction,
  account: AccountView,
  context: {
    readonly now: Date;
    /** The task that closes it; undefined while it is being proposed. */
    readonly task?: string | undefined;
  },
) => Promise<Refusal | undefined>;

/** What must be finished before an account is closed (REG-010). Rooms register what they know of, e.g. emissions. */
export class ClosureChecks {
  private readonly checks = new Map<string, ClosureCheck>();

  constructor() {
    this.register('tasks', async (tx, { number }, { task }) => {
      const [open] = await openTasksAbout(tx, { kind: 'account', id: number }, task);
      return unfinished(number, 'tasks', open);
    });
    this.register('transfers', async (tx, { number }) =>
      unfinished(number, 'transfers', await first(tx, OPEN_TRANSFERS, [number])),
    );
    this.register('trusted-entries', async (tx, { number }, { now }) =>
      unfinished(number, 'trusted-entries', await first(tx, PENDING_ENTRIES, [number, now])),
    );
    this.register('freezes', async (tx, { number }) =>
      unfinished(number, 'freezes', await first(tx, FREEZES, [number])),
    );
  }

  /** @throws Error when two rooms bring a check of one name */
  register(name: string, check: ClosureCheck): void {
    if (this.checks.has(name)) throw new Error(`two rooms bring the closure check ${name}`);
    this.checks.set(name, check);
  }

  /** @throws Refusal of the first check that has something against it */
  async require(...[tx, account, context]: Parameters<ClosureCheck>): Promise<void> {
    for (const check of this.checks.values()) {
      const refusal = await check(tx, account, context);
      if (refusal !== undefined) throw refusal;
    }
  }
}

interface Found {
  readonly id: string;
}

function unfinished(number: string, what: Unfinished, open: Found | undefined): Refusal | undefined {
  return open === undefined ? undefined : closureUnfinished(number, what, open.id);
}

async function first(tx: Transaction, query: string, values: unknown[]): Promise<Found | undefined> {
  const [row] = await tx.query<{ id: string }>(query, values);
  return row;
}

const OPEN_TRANSFERS = `
  select id from custody.transfer_order
   where (from_account = $1 or to_account = $1)
     and (units = 'apart' or state in ('awaiting-approval', 'proposed', 'delayed', 'checked-ok', 'checked-discrepancy'))
   order by id limit 1`;

/** Proposed, or approved and not yet in effect, in its own list or in another account's. */
const PENDING_ENTRIES = `
  select id from custody.trusted_account
   where (account = $1 or trusted = $1) and removed_at is null and (effective_at is null or effective_at > $2)
   order by id limit 1`;

const FREEZES = `
  select id from custody.judicial_freeze where account = $1 and ended_at is null order by seq limit 1`;
