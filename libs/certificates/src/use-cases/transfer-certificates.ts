import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { readAccount, readTransaction, type SerialRange } from '@carbon/ledger';
import { movedSerials } from '../persistence/sold-ranges';
import { auditActor } from './audit-actor';
import { type CertificateChoice, chooseCertificates } from './choose-certificates';
import { type Actor, type Desk, rulesToday } from './desk';
import { explainRefusal, refuseExpired } from './judge-lots';
import type { TransferTerms } from '../domain/transfer-ground';
import { keepTrade, refuseAssignedSelfUse, refuseTerms, requireFiledProof } from './judge-transfer';
import { fitting } from './salable';

export interface TransferCertificates extends Actor, TransferTerms {
  readonly from: string;
  readonly to: string;
  readonly certificates: readonly CertificateChoice[];
}

/** A run of certificates that moved. */
export interface MovedRange extends SerialRange {
  readonly instrument: string;
}

export interface TransferReceipt {
  readonly transactionId: bigint;
  readonly quantity: bigint;
  readonly moved: readonly MovedRange[];
}

/**
 * Moves certificates to another account, all or none.
 * @throws Refusal GEC_EXPIRED, GEC_NOT_TRADABLE, GEC_SOLD_BEFORE, GEC_ALREADY_CLAIMED, GEC_FROZEN, DOCUMENT_UNKNOWN, or
 * the ledger's
 */
export async function transferCertificates(
  tx: Transaction,
  desk: Desk,
  command: TransferCertificates,
): Promise<TransferReceipt> {
  const { from, to, ground, actor, approver, reference, contractHash } = command;
  const chosen = await chooseCertificates(tx, command.certificates);
  const { today, pack } = rulesToday(desk);
  refuseExpired(chosen, today, pack);
  await refuseTerms(tx, command, command);
  await requireFiledProof(tx, command, command, 'operator');
  refuseAssignedSelfUse(chosen, command);
  const lots = await fitting(tx, from, chosen, ground);

  const [outcome] = await desk.ledger.submit(tx, [
    {
      kind: 'linked',
      commands: lots.map(({ issue, quantity, serials }) => ({
        kind: 'transfer',
        instrument: issue.instrument,
        quantity,
        from,
        to,
        ...(serials && { serials }),
      })),
      cause: {
        actor,
        ...(approver && { approver }),
        ...(reference && { reference }),
        ...(contractHash && { documentHash: contractHash }),
        reason: `gec:${ground}`,
      },
    },
  ]);
  if (outcome === undefined) throw new Error('a transfer without outcome');
  if (outcome.status === 'refused') throw await explainRefusal(tx, outcome.refusal, lots, from, pack);

  const entries = await readTransaction(tx, outcome.transactionId);
  const { transactionId } = outcome;
  const moved = movedSerials(entries);
  await keepTrade(tx, command, command, { transactionId, moved, at: desk.clock.now() });
  const quantity = lots.reduce((sum, lot) => sum + lot.quantity, 0n);
  await audit(tx, desk, command, { transactionId, quantity });
  return {
    transactionId,
    quantity,
    moved: moved.map(({ instrument, range }) => ({ instrument, ...range })),
  };
}

async function audit(
  tx: Transaction,
  desk: Desk,
  { actor, approver, from, to, ground }: TransferCertificates,
  { transactionId, quantity }: Pick<TransferReceipt, 'transactionId' | 'quantity'>,
): Promise<void> {
  const sender = await readAccount(tx, from);
  await recordAudit(
    tx,
    {
      action: 'certificates.transferred',
      subject: { kind: 'transaction', id: transactionId.toString() },
      ...(sender && { holderId: sender.holderId }),
      after: { from, to, ground, quantity: quantity.toString() },
      ...(approver && { approver }),
    },
    desk.clock.now(),
    auditActor(actor),
  );
}
