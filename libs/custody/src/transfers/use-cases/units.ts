import type { Transaction } from '@carbon/database';
import { Refusal } from '@carbon/kernel';
import {
  type Cause,
  type Command,
  readTransaction,
  type SerialRange,
  type SimpleCommand,
} from '@carbon/ledger';
import { overBalance } from '../domain/refusals';
import type { TransferParts } from '../parts';
import type { TransferOrder } from '../persistence/order';
import type { OrderedTransfer } from '../transfer-rules';

/** The part of a balance where units of orders wait, out of everybody's reach. */
const PART = 'pending';

type Named = Pick<TransferOrder, 'id' | 'from' | 'instrument' | 'quantity'>;

/**
 * Sets the units of a new order apart. Gives their serials, so that the order later moves exactly these and never those
 * of another order of the same account.
 * @throws Refusal of the ledger
 */
export async function setApart(
  tx: Transaction,
  { ledger }: TransferParts,
  order: Named,
  serials: readonly SerialRange[] | undefined,
  cause: Cause,
): Promise<readonly string[] | null> {
  const { from: account, instrument, quantity } = order;
  const [outcome] = await ledger.submit(tx, [
    {
      kind: 'freeze',
      account,
      instrument,
      quantity,
      part: PART,
      ...(serials === undefined ? {} : { serials }),
      cause,
    },
  ]);
  if (outcome?.status !== 'done') throw asTransferRefusal(outcome?.refusal);
  const [entry] = await readTransaction(tx, outcome.transactionId);
  return entry?.record.serials ?? null;
}

/** The ledger's words for too small a balance, with the rule of the field that a transfer breaks (REG-006). */
function asTransferRefusal(refusal: Refusal | undefined): Error {
  if (refusal === undefined) return new Error('the ledger gave no outcome');
  if (refusal.code !== 'LEDGER_INSUFFICIENT_BALANCE') return refusal;
  const { account = '', instrument = '', held = '', wanted = '' } = refusal.details;
  return overBalance(account, instrument, held, wanted);
}

/** Moves the units of an order to its receiver; undone only while the window of the registry is open. */
export function moveCommand(order: TransferOrder, reversibleUntil: Date): Command {
  const { from, to, instrument, quantity, reason } = order;
  return {
    kind: 'transfer',
    from,
    to,
    instrument,
    quantity,
    fromPart: PART,
    ...serialsOf(order),
    reversibleUntil,
    cause: {
      actor: order.initiator,
      ...(order.approver === null ? {} : { approver: order.approver }),
      reference: order.id,
      ...(reason === null ? {} : { reason }),
    },
  };
}

/** Makes the units of an order available to the sender again. */
export function giveBackCommand(order: TransferOrder, by: string): Command {
  return { ...release(order), cause: { actor: by, reference: order.id } };
}

/** Undoes the transfer of an order. What it moved came out of the part for orders and is made available again. */
export function reverseCommand(order: TransferOrder, transactionId: bigint, cause: Cause): Command {
  return { kind: 'linked', commands: [{ kind: 'reverse', transactionId }, release(order)], cause };
}

/** An order as the rules of its scheme see it. */
export function seenByScheme(
  order: TransferOrder,
  step: OrderedTransfer['step'],
  now: Date,
): OrderedTransfer {
  const { from, to, instrument, quantity, serials, details } = order;
  const units = { from, to, instrument, quantity, serials: serials ?? undefined };
  return { ...units, details: details ?? undefined, step, now };
}

function release(order: TransferOrder): SimpleCommand {
  const { from: account, instrument, quantity } = order;
  return { kind: 'release', account, instrument, quantity, part: PART, ...serialsOf(order) };
}

function serialsOf({ serials }: TransferOrder): { serials?: readonly SerialRange[] } {
  return serials === null ? {} : { serials };
}
