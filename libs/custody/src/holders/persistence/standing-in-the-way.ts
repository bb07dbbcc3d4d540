import { openTasksAbout, openTasksOf } from '@carbon/approvals';
import type { Transaction } from '@carbon/database';
import type { Holder } from '@carbon/identity';
import { holderFrozenByCourt, holderHoldsUnits, holderTasksOpen } from '../domain/refusals';

/** Nothing of a holder may be undecided when it goes. @throws Refusal HOLDER_TASKS_OPEN */
export async function requireNoOpenTasks(
  tx: Transaction,
  { id, code }: Holder,
  except?: string,
): Promise<void> {
  const [own] = await openTasksOf(tx, id, except);
  const [open] = own === undefined ? await openTasksAbout(tx, { kind: 'holder', id: code }, except) : [own];
  if (open !== undefined) throw holderTasksOpen(code, open);
}

/** What a court has frozen stays where it was ordered. @throws Refusal HOLDER_JUDICIALLY_FROZEN (ETS-009) */
export async function requireNoJudicialFreeze(tx: Transaction, { id, code }: Holder): Promise<void> {
  const account = await firstAccount(tx, id, 'b.judicial > 0');
  if (account !== undefined) throw holderFrozenByCourt(code, account);
}

/** @throws Refusal HOLDER_HOLDS_UNITS (REG-010) */
export async function requireHoldsNothing(tx: Transaction, { id, code }: Holder): Promise<void> {
  const account = await firstAccount(
    tx,
    id,
    'b.available + b.frozen + b.locked + b.pledged + b.judicial + b.pending > 0',
  );
  if (account !== undefined) throw holderHoldsUnits(code, account);
}

async function firstAccount(tx: Transaction, holderId: string, where: string): Promise<string | undefined> {
  const [row] = await tx.query<{ number: string }>(
    `select a.number from ledger.account a join ledger.balance b on b.account_id = a.id
      where a.holder_id = $1 and ${where} order by a.id limit 1`,
    [holderId],
  );
  return row?.number;
}
