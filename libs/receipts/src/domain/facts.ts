import type { ChinaDate, Json, Text } from '@carbon/kernel';
import type { Certainty } from '@carbon/rules/domain';
import type { ReceiptPurpose } from './purposes';

export const RECEIPT_KINDS = [
  'certificate-claim',
  'credit-retirement',
  'allowance-cancellation',
  'compliance-certificate',
] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** Of a person: `withheld` is not for this reader; `restricted`, `erased`: for nobody any more, until then or for good. */
export const PARTICULARS = ['shown', 'withheld', 'restricted', 'erased'] as const;
export type ReceiptParticulars = (typeof PARTICULARS)[number];

/** For whom the units were used; null is what this reader is not told. */
export interface ReceiptBeneficiary {
  readonly kind: 'organisation' | 'person';
  readonly particulars: ReceiptParticulars;
  readonly nameZh: string | null;
  readonly nameEn: string | null;
  readonly identifier: string | null;
}

/** A run of serials of one instrument. */
export interface ReceiptLot {
  readonly instrument: string;
  readonly first: bigint;
  readonly last: bigint;
  /** How the scheme itself names first and last, e.g. the 32 digits of certificates. */
  readonly firstCode?: string;
  readonly lastCode?: string;
}

/** A rule the act rests on, in words, with how well it is founded. */
export interface ReceiptRule {
  readonly rule: string;
  readonly text: Text;
  readonly certainty: Certainty;
}

/** The document whose salted hash the journal rows bear: `SHA-256(domain ‖ salt ‖ canonical JSON)`. */
export interface ReceiptDocument {
  readonly domain: string;
  readonly salt: Uint8Array;
  readonly content: Readonly<Record<string, Json>>;
}

export type ReceiptStatus =
  | { readonly state: 'valid' }
  /** REG-009: the units went back; the number is never given again. */
  | { readonly state: 'void'; readonly at: Date; readonly note: Text; readonly transactionId: bigint };

/** A line that only receipts of some kinds have. */
export interface ReceiptLine {
  readonly label: Text;
  readonly value: string;
}

/** Everything a receipt says, as far as its reader may know. */
export interface ReceiptFacts {
  readonly number: string;
  readonly kind: ReceiptKind;
  readonly title: Text;
  readonly scheme: string;
  /** The account whose units they were, and its holder then. */
  readonly account: string;
  readonly holderId: string;
  readonly beneficiary: ReceiptBeneficiary;
  readonly purpose: ReceiptPurpose;
  /** In the words of whoever retired; null of a person, for others. */
  readonly purposeText: string | null;
  readonly period: { readonly from: ChinaDate; readonly to: ChinaDate };
  readonly place: string | null;
  readonly quantity: bigint;
  readonly unit: Text;
  readonly lots: readonly ReceiptLot[];
  readonly lines: readonly ReceiptLine[];
  readonly pack: { readonly id: string; readonly version: string; readonly certainty: Certainty };
  readonly rules: readonly ReceiptRule[];
  readonly status: ReceiptStatus;
  /** Until when it may be reversed; null when never. */
  readonly reversibleUntil: Date | null;
  readonly transactionId: bigint;
  readonly recordedAt: Date;
  /** What the ledger holds of the document, hexadecimal. */
  readonly documentHash: string;
  readonly document: ReceiptDocument | 'withheld' | 'erased';
}

/** A line of the public register: of persons nothing but that it was one. */
export interface RegisterLine {
  readonly number: string;
  readonly kind: ReceiptKind;
  readonly scheme: string;
  readonly purpose: ReceiptPurpose;
  readonly quantity: bigint;
  readonly unit: Text;
  readonly retiredAt: Date;
  readonly period: { readonly from: ChinaDate; readonly to: ChinaDate };
  readonly beneficiary: Pick<ReceiptBeneficiary, 'kind' | 'nameZh' | 'nameEn'>;
  readonly state: ReceiptStatus['state'];
}

/** How many units a lot has. */
export function sizeOf({ first, last }: ReceiptLot): bigint {
  return last - first + 1n;
}
