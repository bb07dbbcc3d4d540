/** Injection token of what telling of receipts works with. */
export const RECEIPT_DESK = Symbol('receipts.desk');
