import type { Transaction } from '@carbon/database';
import { recordAudit } from '@carbon/audit';
import type { Prepared } from '@carbon/approvals';
import type { Caller } from '@carbon/http';
import { newId } from '@carbon/kernel';
import {
  accountInReach,
  type AccountView,
  actsOf,
  readAccount,
  readInstrument,
  type SerialRange,
} from '@carbon/ledger';
import { requireHolderMayAct } from '../../trusted/use-cases/holder-may-act';
import { instrumentUnknown, receiverClosedToUnits, receiverUnknown, sameAccounts } from '../domain/refusals';
import type { TransferParts } from '../parts';
import { insertOrder, noteSerials } from '../persistence/write-orders';
import { circumstancesOf, requireWithinLimit } from './circumstances';
import { setApart } from './units';

export interface ProposedTransfer {
  readonly from: string;
  readonly to: string;
  readonly instrument: string;
  readonly quantity: bigint;
  readonly serials?: readonly SerialRange[] | undefined;
  readonly reason?: string | undefined;
  readonly reference?: string | undefined;
  /** What is said to the scheme of the units, as it was sent. */
  readonly details?: object | undefined;
}

/**
 * Checks what is proposed (REG-006, SEC-007), enters it as an order and sets its units apart, so that they are used for
 * nothing else while it waits.
 * @throws Refusal
 */
export async function proposeTransfer(
  tx: Transaction,
  parts: TransferParts,
  asked: ProposedTransfer,
  { taskId, caller, now }: { readonly taskId: string; readonly caller: Caller; readonly now: Date },
): Promise<Prepared> {
  const { from, to, instrument, quantity, serials } = asked;
  const sender = await accountInReach(tx, from, caller.reach);
  requireHolderMayAct(sender, caller);
  if (from === to) throw sameAccounts(from);
  const receiver = await readAccount(tx, to);
  if (receiver === undefined) throw receiverUnknown(to);
  requireReceives(receiver);
  const known = await readInstrument(tx, instrument);
  if (known === undefined) throw instrumentUnknown(instrument);
  const details = await parts.rules.detailsOf(known.scheme, asked.details);
  const seen = { from, to, instrument, quantity, serials, details, now, step: 'proposal' } as const;
  await parts.rules.check(tx, known.scheme, seen);
  requireWithinLimit(await circumstancesOf(tx, parts, sender, receiver, now), to, quantity);

  // what was checked is what is set apart
  const named = await parts.rules.choose(tx, known.scheme, seen);
  const id = newId();
  const { reason = null, reference = null } = asked;
  await insertOrder(tx, {
    ...{ id, taskId, from, to, instrument, quantity, reason, reference, details },
    holderId: sender.holderId,
    toHolderId: receiver.holderId,
    initiator: caller.id,
    proposedAt: now,
  });
  const cause = { actor: caller.id, reference: id };
  const chosen = await setApart(tx, parts, { id, from, instrument, quantity }, named, cause);
  if (chosen !== null) await noteSerials(tx, id, chosen);
  await recordAudit(
    tx,
    {
      action: 'transfer-order.proposed',
      subject: { kind: 'transfer-order', id },
      holderId: sender.holderId,
      after: {
        ...{ from, to, instrument, quantity: quantity.toString() },
        ...(details === undefined ? {} : { scheme: { ...details } }),
      },
    },
    now,
  );
  return {
    holderId: sender.holderId,
    subject: { kind: 'transfer-order', id },
    quantity,
    summary: {
      zh: `从 ${from} 向 ${to} 划转 ${instrument} ${quantity.toString()} 单位`,
      en: `Transfer ${quantity.toString()} of ${instrument} from ${from} to ${to}`,
    },
  };
}

/** @throws Refusal TRANSFER_RECEIVER_STATE */
function requireReceives(receiver: AccountView): void {
  if (!receiver.blocked && actsOf(receiver.state).in.includes('transfer')) return;
  throw receiverClosedToUnits(receiver.number, receiver.blocked ? 'blocked' : receiver.state);
}
