export {
  PARTICULARS,
  RECEIPT_KINDS,
  type ReceiptBeneficiary,
  type ReceiptDocument,
  type ReceiptFacts,
  type ReceiptKind,
  type ReceiptLine,
  type ReceiptLot,
  type ReceiptParticulars,
  type ReceiptRule,
  type ReceiptStatus,
  type RegisterLine,
  sizeOf,
} from './facts';
export { PURPOSE_TITLES, RECEIPT_PURPOSES, type ReceiptPurpose } from './purposes';
export { isReceiptNumber, prefixOf, RECEIPT_NUMBER, receiptNumber } from './receipt-number';
