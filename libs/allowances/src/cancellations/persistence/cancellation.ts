import type { SentLotApart } from '../../pending-units/index';
import type { CancellationDocument } from '../domain/document';

/** A voluntary cancellation as it is kept. */
export interface Cancellation {
  readonly id: string;
  readonly receiptNumber: string;
  readonly accountNumber: string;
  readonly holderId: string;
  readonly scheme: string;
  readonly transactionId: bigint;
  readonly quantity: bigint;
  readonly lots: readonly SentLotApart[];
  readonly salt: Buffer;
  readonly document: CancellationDocument;
  readonly documentHash: Buffer;
  readonly cancelledBy: string;
  readonly approvedBy: string;
  readonly cancelledAt: Date;
}
