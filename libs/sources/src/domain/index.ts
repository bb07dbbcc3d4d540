export { dayNumber, energyKey, externalKey, reductionKey, stockKey } from './source-keys';
export type { AssetFacts, AssetKind, Suspicion } from './asset';
