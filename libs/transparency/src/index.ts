export { Anchorer, type AnchorerOptions, type RoundOutcome } from './anchoring/anchorer';
export { CarbonContract, instrumentKey, type OnChainSupply } from './chain/carbon-contract';
export { ChainClient, type ChainClientOptions } from './chain/chain-client';
export { ChainRefused } from './chain/chain-errors';
export {
  chainAddresses,
  type ChainKeys,
  chainKeysOfFile,
  type ChainRole,
  checkedChainKeys,
} from './chain/chain-keys';
export { deployContract, type DeployOptions } from './chain/deploy';
export { discoverChainId } from './chain/discover-chain-id';
export { EMBEDDED_CHAIN_ID, EmbeddedChain, type EmbeddedChainOptions } from './chain/embedded-chain';
export {
  bundleFile,
  type CommittedDocument,
  type DocumentState,
  encodeReceiptCode,
  type EvidenceBundle,
  type NoteSigner,
} from './domain/index';
export { EvidenceService } from './evidence';
export { Notary, type NotaryOptions, type NotaryState } from './notary';
export { loadNotaryKey, type NotaryKeyOptions } from './notary-key';
export { NotaryService, type NotaryServiceOptions } from './notary-service';
export { type Alert } from './persistence/alerts';
export { type CheckpointState, type StoredCheckpoint } from './persistence/checkpoints';
export { logMigrations } from './persistence/migrations/index';
export { type ReconciliationRun, type StoredDifference } from './persistence/reconciliations';
export { type LogStatus, PublicLog } from './public-log';
export { type ReconciliationOptions, ReconciliationService } from './reconcile';
export { ensureSecretFile } from './secret-file';
export { type Sequenced, Sequencer, type SequencerOptions } from './sequencer';
export { SequencingFault } from './sequencing-fault';
export { TransparencyModule } from './transparency.module';
