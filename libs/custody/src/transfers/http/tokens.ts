/** Injection token of what trusted accounts and transfers work with (TransferParts). */
export const TRANSFER_PARTS = Symbol('custody.transfer-parts');
