import type { ChinaDate } from '@carbon/kernel';
import type { RetirementPurpose } from '../../domain/schemes/credit-scheme';
import type { RetirementDocument } from '../domain/document';

/** A retirement as it is kept. Of a person salt, document and words are sealed under that person's key. */
export interface Retirement {
  readonly id: string;
  readonly receiptNumber: string;
  readonly accountNumber: string;
  readonly holderId: string;
  readonly scheme: string;
  readonly transactionId: bigint;
  readonly quantity: bigint;
  readonly unit: string;
  readonly purpose: RetirementPurpose;
  readonly periodStart: ChinaDate;
  readonly periodEnd: ChinaDate;
  readonly beneficiaryKind: 'organisation' | 'person';
  readonly beneficiaryPersonId: string | null;
  readonly salt: Buffer | null;
  readonly document: RetirementDocument | null;
  readonly sealed: Buffer | null;
  readonly documentHash: Buffer;
  readonly reversibleUntil: Date;
  readonly retiredBy: string;
  readonly approvedBy: string | null;
  readonly retiredAt: Date;
  readonly voided: VoidRetirement | null;
}

export interface VoidRetirement {
  readonly at: Date;
  readonly by: string;
  readonly approver: string | null;
  readonly noteZh: string;
  readonly noteEn: string;
  readonly transactionId: bigint;
}

export interface RetirementLot {
  readonly instrument: string;
  readonly first: bigint;
  readonly last: bigint;
}
