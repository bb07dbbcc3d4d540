export {
  MARKETPLACE_KINDS,
  type MarketplaceEntry,
  type MarketplaceKind,
  type MarketplacePrice,
  type MarketplaceShelf,
  type ShelfRequest,
} from './shelf';
export { MarketplaceModule } from './marketplace.module';
export { MarketplaceShelves } from './shelves';
