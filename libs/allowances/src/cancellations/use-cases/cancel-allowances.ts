import { randomBytes } from 'node:crypto';
import { recordAudit } from '@carbon/audit';
import type { Transaction } from '@carbon/database';
import { chinaDate, newId, SALT_BYTES } from '@carbon/kernel';
import { readAccount } from '@carbon/ledger';
import { endApart, type LotApart, sentLot, totalOf } from '../../pending-units/index';
import { type CancellationDocument, commitmentOf } from '../domain/document';
import type { Cancellation } from '../persistence/cancellation';
import { insertCancellation, nextNumber } from '../persistence/write-cancellations';
import type { CancellationDesk } from './desk';
import { cancellingHolder, schemeOf } from './propose-cancellation';

export interface CancelAllowances {
  readonly account: string;
  readonly lots: readonly LotApart[];
  /** Why, in the holder's words; public. */
  readonly remark: string;
  readonly actor: string;
  readonly approver: string;
  readonly now: Date;
}

/**
 * ETS-012: ends what waits in the pending part for good; there is no window in which it could be undone. The ledger knows
 * the cancellation by a salted hash of what its receipt says.
 * @throws Refusal of the ledger
 */
export async function cancelAllowances(
  tx: Transaction,
  { ledger }: CancellationDesk,
  { account: number, lots, remark, actor, approver, now }: CancelAllowances,
): Promise<Cancellation> {
  const account = await readAccount(tx, number);
  if (account === undefined) throw new Error(`no account ${number}`);
  const { id: holderId, code, nameZh, nameEn, socialCreditCode } = await cancellingHolder(tx, account);
  const receipt = await nextNumber(tx, chinaDate(now));
  const salt = randomBytes(SALT_BYTES);
  const document: CancellationDocument = {
    ...{ receipt, account: number, remark },
    holder: { code, nameZh, nameEn, identifier: socialCreditCode },
    allowances: lots.map(({ instrument, quantity }) => ({ instrument, quantity: quantity.toString() })),
  };
  const documentHash = commitmentOf(salt, document);
  const reference = `allowance-cancellation:${receipt}`;
  const cause = { actor, approver, reference, reason: 'ETS-012', documentHash };
  const transactionId = await endApart(
    tx,
    ledger,
    { account: number, lots, cause },
    ({ instrument, quantity, serials }, from) => ({
      kind: 'cancel',
      ...{ instrument, quantity, serials, ...from },
    }),
  );
  const one: Cancellation = {
    ...{ id: newId(), receiptNumber: receipt, accountNumber: number, holderId, transactionId },
    scheme: await schemeOf(tx, lots),
    quantity: totalOf(lots),
    lots: lots.map(sentLot),
    ...{ salt, document, documentHash },
    ...{ cancelledBy: actor, approvedBy: approver, cancelledAt: now },
  };
  await insertCancellation(tx, one);
  await audit(tx, one);
  return one;
}

function audit(tx: Transaction, one: Cancellation): Promise<void> {
  return recordAudit(
    tx,
    {
      action: 'allowances.cancelled',
      subject: { kind: 'allowance-cancellation', id: one.receiptNumber },
      holderId: one.holderId,
      after: {
        ...{ account: one.accountNumber, scheme: one.scheme, quantity: one.quantity.toString() },
        transaction: one.transactionId.toString(),
      },
      approver: one.approvedBy,
    },
    one.cancelledAt,
  );
}
