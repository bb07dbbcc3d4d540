export * from './domain/index';
export { escapeText, publicPage } from './http/page-shell';
export * from './pdf/index';
export { noReceiptProofs, type ProvedDocument, type ReceiptProof, type ReceiptProofs } from './proofs';
export { PublicSite } from './public-site';
export { ReceiptsModule, type ReceiptsParts } from './receipts.module';
export { type ReceiptSource, ReceiptSources, type RegisterQuery } from './sources';

/** This room keeps nothing of its own: each scheme keeps its acts, and tells them here. */
export const receiptMigrations: [] = [];
