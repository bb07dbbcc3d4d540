import type { Transaction } from '@carbon/database';
import type { AccountState } from '../domain/account-states';
import {
  accountClosed,
  accountNotEmpty,
  closureNotPending,
  sameHolder,
  stateUnchanged,
  unknownAccount,
} from '../domain/refusals';

/** Who changes an account, why, and on what ground; stands in its history. */
export interface ChangeCause {
  readonly reason: string;
  readonly actor: string;
  readonly approver?: string;
  /** SHA-256 of the document it rests on. */
  readonly documentHash?: Uint8Array;
}

export interface StateChange extends ChangeCause {
  readonly number: string;
  readonly state: AccountState;
}

/**
 * Puts an account into a state (REG-004); gives the state it was in. Moves that commit later obey the new one.
 * @throws Refusal LEDGER_ACCOUNT_UNKNOWN, LEDGER_ACCOUNT_STATE_SAME, LEDGER_ACCOUNT_CLOSED (which is final),
 * LEDGER_CLOSURE_NOT_PENDING, LEDGER_ACCOUNT_NOT_EMPTY
 */
export async function setAccountState(
  tx: Transaction,
  change: StateChange,
  now: Date,
): Promise<AccountState> {
  const [row] = await tx.query<{ outcome: string; former: AccountState }>(
    `select outcome, former from ledger.change_account_state($1, $2, $3, $4, $5, $6, $7)`,
    [change.number, change.state, ...causeColumns(change), now],
  );
  if (row === undefined) throw new Error('no outcome of a change of state');
  switch (row.outcome) {
    case 'unknown':
      throw unknownAccount(change.number);
    case 'same':
      throw stateUnchanged(change.number, change.state);
    case 'final':
      throw accountClosed(change.number);
    case 'not-pending':
      throw closureNotPending(change.number);
    case 'not-empty':
      throw accountNotEmpty(change.number);
    default:
      return row.former;
  }
}

export interface HandOver extends ChangeCause {
  readonly fromHolder: string;
  readonly toHolder: string;
  /** Only these of its accounts; all but the closed ones when absent. */
  readonly numbers?: readonly string[];
}

/**
 * Gives accounts of one holder to another, with all that is in them (a merger, a change of holder); gives their numbers.
 * States, freezes and blocks stay; an account that waited for this goes back to the state it waited from. Closed
 * accounts remain whose they were.
 * @throws Refusal LEDGER_SAME_HOLDER, LEDGER_ACCOUNT_UNKNOWN for a named account that the holder has not, or is closed
 */
export async function handOverAccounts(tx: Transaction, handOver: HandOver, now: Date): Promise<string[]> {
  const { fromHolder, toHolder, numbers } = handOver;
  if (fromHolder === toHolder) throw sameHolder();
  const given = await tx.query<{ number: string; state: AccountState }>(
    'select number, state from ledger.hand_over_accounts($1, $2, $3, $4, $5, $6, $7, $8)',
    [fromHolder, toHolder, numbers ?? null, ...causeColumns(handOver), now],
  );
  const missing = numbers?.find((number) => !given.some((account) => account.number === number));
  if (missing !== undefined) throw unknownAccount(missing);
  for (const { number, state } of given) {
    if (state !== 'transfer-pending') continue;
    await setAccountState(tx, { ...handOver, number, state: await stateBefore(tx, number) }, now);
  }
  return given.map(({ number }) => number);
}

/** The state an account was in before the one it is in. */
export async function stateBefore(tx: Transaction, number: string): Promise<AccountState> {
  const [row] = await tx.query<{ from_state: AccountState }>(
    `select c.from_state from ledger.account_state_change c join ledger.account a on a.id = c.account_id
      where a.number = $1 and c.aspect = 'state' order by c.id desc limit 1`,
    [number],
  );
  return row?.from_state ?? 'open';
}

/**
 * Blocks accounts whose books are not trusted (REG-013): nothing at all happens on them, whatever their state. Gives the
 * numbers of all that are blocked now, also of those that were before.
 */
export async function blockAccounts(
  tx: Transaction,
  accounts: { readonly ids?: readonly number[]; readonly numbers?: readonly string[] },
  cause: ChangeCause,
  now: Date,
): Promise<string[]> {
  const rows = await tx.query<{ number: string }>(
    `select number, ledger.block_account(id, true, $3, $4, $5, $6, $7)
       from (select id, number from ledger.account
              where (id = any($1::int[]) or number = any($2::text[])) and id >= 1024 order by id) as a`,
    [accounts.ids ?? [], accounts.numbers ?? [], ...causeColumns(cause), now],
  );
  return rows.map(({ number }) => number);
}

/** Lets a blocked account go; its state is what it was. Whether it was blocked. @throws Refusal LEDGER_ACCOUNT_UNKNOWN */
export async function unblockAccount(
  tx: Transaction,
  change: ChangeCause & { readonly number: string },
  now: Date,
): Promise<boolean> {
  const [row] = await tx.query<{ changed: boolean }>(
    `select ledger.block_account(id, false, $2, $3, $4, $5, $6) as changed
       from ledger.account where number = $1 and id >= 1024`,
    [change.number, ...causeColumns(change), now],
  );
  if (row === undefined) throw unknownAccount(change.number);
  return row.changed;
}

function causeColumns({ reason, actor, approver, documentHash }: ChangeCause): unknown[] {
  return [reason, actor, approver ?? null, documentHash === undefined ? null : Buffer.from(documentHash)];
}
