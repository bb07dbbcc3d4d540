export { CertificateSheetsModule } from './exports/certificate-sheets.module';
export { certificateRoutes, CertificatesModule, type CertificatesParts } from './certificates.module';
export { type DemoFiles, loadDemo, type DemoReport } from './demo/load-demo';
export { certificateEntities } from './persistence/entities';
export { certificateMigrations } from './persistence/migrations/index';
export type { Claim, ClaimItem } from './persistence/claim.entity';
export type { ExpiryRun } from './persistence/expiry-run.entity';
export type { Issue } from './persistence/issue.entity';
export type { MeterMonth } from './persistence/meter-month.entity';
export type { Plant } from './persistence/plant.entity';
export { findPlant } from './persistence/find-plant';
export type { Beneficiary, ClaimDesk } from './use-cases/beneficiaries';
export type { Actor, Desk } from './use-cases/desk';
export type { CertificateChoice, CodeChoice, QuantityChoice } from './use-cases/choose-certificates';
export { type ClaimCertificates, claimCertificates, type ClaimReceipt } from './use-cases/claim-certificates';
export { type ExpireCertificates, expireCertificates } from './use-cases/expire-certificates';
export { filePlants, type NewPlant } from './use-cases/file-plants';
export {
  type ImportMeterMonths,
  importMeterMonths,
  type ImportReport,
} from './use-cases/import-meter-months';
export { type HeldBack, issueAll, type IssueRun } from './use-cases/issue-all';
export { type IssueMonth, issueMonth } from './use-cases/issue-month';
export { type HeldCertificates, listCertificates } from './use-cases/list-certificates';
export { noProofs, type ProofSource } from './use-cases/proof-source';
export {
  type CertificateState,
  type CertificateTrace,
  traceCertificate,
} from './use-cases/trace-certificate';
export {
  type TransferCertificates,
  transferCertificates,
  type TransferReceipt,
} from './use-cases/transfer-certificates';
export { type TransferGround, transferGrounds } from './domain/transfer-ground';
