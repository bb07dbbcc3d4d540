import type { ChinaDate } from '@carbon/kernel';

export * from './domain/index';
export type { Asset } from './persistence/asset-rows';
export { type Match, MatchObjections } from './match-objections';
export {
  allNumbers,
  assetsOfNumbers,
  type NumberedAsset,
  plantsOfAssets,
} from './persistence/assets-of-numbers';
export { sourceMigrations } from './persistence/migrations/index';
export {
  assetInReach,
  assetsOfPlants,
  findAssets,
  getAsset,
  plantsOfAsset,
  rootAsset,
} from './persistence/read-assets';
export type { Reservation } from './persistence/reservations';
export { canonicalPlantCodes } from './persistence/sibling-keys';
export { SourcesModule } from './sources.module';
export { cancelUntraded, type ExclusivityDone, freezeUntraded, thawUntraded } from './use-cases/exclusivity';
export { namesOfAsset } from './use-cases/names-of-asset';
export { refuseSuspected } from './use-cases/refuse-suspected';
export { type AssetFiling, registerAsset, type RegisteredAsset } from './use-cases/register-asset';
export { endReservation, reservationsOn, reserveEnergy } from './use-cases/reserve-energy';
export { freeRanges, type SourcedUnits, sourcedUnits } from './use-cases/sourced-units';
export { succeedAssets } from './use-cases/succeed-assets';
export { type NumberWatch, watchNumbers } from './use-cases/watch-numbers';

export interface SourcePeriod {
  readonly from: ChinaDate;
  readonly to: ChinaDate;
}
