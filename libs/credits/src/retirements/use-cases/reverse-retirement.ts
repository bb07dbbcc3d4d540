import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { alreadyVoid, retirementUnknown } from '../domain/refusals';
import { findRetirement, lockRetirement } from '../persistence/read-retirements';
import type { Retirement } from '../persistence/retirement';
import { insertVoid } from '../persistence/write-retirements';
import type { RetirementDesk } from './desk';

export interface ReverseRetirement {
  readonly receiptNumber: string;
  /** What everybody reads on the receipt from then on. */
  readonly noteZh: string;
  readonly noteEn: string;
  readonly actor: string;
  readonly approver: string;
  readonly now: Date;
}

/** @throws Refusal RETIREMENT_UNKNOWN, RETIREMENT_ALREADY_VOID */
export async function reversibleRetirement(tx: Transaction, number: string): Promise<Retirement> {
  const found = await findRetirement(tx, number);
  if (found === undefined) throw retirementUnknown(number);
  if (found.voided !== null) throw alreadyVoid(number);
  return found;
}

/**
 * REG-009: the units go back to the account they came from, once and within the window, which the ledger holds; the
 * receipt is void with a public note, and its number never used again.
 * @throws Refusal RETIREMENT_UNKNOWN, RETIREMENT_ALREADY_VOID, LEDGER_NOT_REVERSIBLE
 */
export async function reverseRetirement(
  tx: Transaction,
  { ledger }: RetirementDesk,
  { receiptNumber, noteZh, noteEn, actor, approver, now }: ReverseRetirement,
): Promise<bigint> {
  await lockRetirement(tx, receiptNumber);
  const { id, transactionId, holderId } = await reversibleRetirement(tx, receiptNumber);
  const [outcome] = await ledger.submit(tx, [
    {
      kind: 'reverse',
      transactionId,
      cause: { actor, approver, reference: `void:${receiptNumber}`, reason: noteEn },
    },
  ]);
  if (outcome === undefined) throw new Error('a reversal without outcome');
  if (outcome.status === 'refused') throw outcome.refusal;
  const gone = { at: now, by: actor, approver, noteZh, noteEn, transactionId: outcome.transactionId };
  await insertVoid(tx, id, gone);
  await recordAudit(
    tx,
    {
      action: 'credits.retirement-reversed',
      subject: { kind: 'retirement', id: receiptNumber },
      holderId,
      before: { state: 'valid' },
      after: { state: 'void', transaction: outcome.transactionId.toString() },
      reason: noteEn,
      approver,
    },
    now,
  );
  return outcome.transactionId;
}
