export * from './order-book/index';
export * from './trading/index';
export { marketCalculators } from './calculators/index';
export { marketPackFamilies, releasedMarketFamilies } from './pack-families';
