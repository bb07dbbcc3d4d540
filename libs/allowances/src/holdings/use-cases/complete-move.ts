import type { Ending, Task } from '@carbon/approvals';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import type { Caller } from '@carbon/http';
import { type Ledger, openAccounts, type SimpleCommand } from '@carbon/ledger';
import { endMove, type ExchangeMove, lockMove } from '../persistence/exchange-moves';
import { exchangeAccountOf } from './accounts-of-holder';
import { giveLotsBack, submitOne, WAITING } from './set-apart';

/**
 * Moves exactly the units that were set apart to the other side, all or none; opens the holder's exchange account when it
 * has none yet.
 * @throws Refusal of the ledger
 */
export async function completeMove(
  tx: Transaction,
  ledger: Ledger,
  task: Pick<Task, 'id' | 'initiator'>,
  { approver, now }: { readonly approver: Caller; readonly now: Date },
): Promise<{ readonly transactionId: bigint; readonly exchangeAccount: string }> {
  const move = await lockMove(tx, task.id);
  const { account: exchangeAccount, opened } = await exchangeAccountFor(tx, move);
  const [from, to] = sidesOf(move, exchangeAccount);
  const cause = { actor: task.initiator.id, approver: approver.id, reference: `exchange-move:${task.id}` };
  const commands = move.lots.map(({ instrument, quantity, serials }): SimpleCommand => ({
    ...{ kind: 'transfer', instrument, quantity, serials, from, to, fromPart: WAITING },
  }));
  const transactionId = await submitOne(tx, ledger, { kind: 'linked', commands, cause });
  await endMove(tx, move.id, { state: 'moved', now, exchangeAccount, transactionId });
  await recordAudit(
    tx,
    {
      action: 'exchange-move.done',
      subject: { kind: 'exchange-move', id: move.id },
      holderId: move.holderId,
      before: { state: move.state },
      after: { state: 'moved', from, to, opened, transaction: transactionId.toString() },
      approver: approver.id,
    },
    now,
    { actor: task.initiator.id },
  );
  return { transactionId, exchangeAccount };
}

/** Nothing came of it: the very units are available again on the side they never left. */
export async function letMoveGo(
  tx: Transaction,
  ledger: Ledger,
  id: string,
  { how, now, by, reason }: Ending,
): Promise<void> {
  const move = await lockMove(tx, id);
  const [account] = sidesOf(move, move.exchangeAccount ?? '');
  const cause = { actor: by, reference: `exchange-move:${id}`, reason: how };
  const back = await giveLotsBack(tx, ledger, { account, lots: move.lots, cause });
  await endMove(tx, id, { state: how, now });
  await recordAudit(
    tx,
    {
      action: `exchange-move.${how}`,
      subject: { kind: 'exchange-move', id },
      holderId: move.holderId,
      before: { state: move.state },
      after: { state: how, givenBack: back.map(({ instrument }) => instrument) },
      ...(reason === undefined ? {} : { reason }),
    },
    now,
    { actor: by },
  );
}

function sidesOf(move: ExchangeMove, exchange: string): readonly [from: string, to: string] {
  const { direction, registryAccount } = move;
  return direction === 'to-exchange' ? [registryAccount, exchange] : [exchange, registryAccount];
}

async function exchangeAccountFor(
  tx: Transaction,
  { holderId, exchangeAccount }: ExchangeMove,
): Promise<{ readonly account: string; readonly opened: boolean }> {
  const found = await exchangeAccountOf(tx, holderId, exchangeAccount ?? undefined);
  if (found !== undefined) return { account: found.number, opened: false };
  const [account = ''] = await openAccounts(tx, [{ holderId, kind: 'exchange' }]);
  return { account, opened: true };
}
