export * from './order-book/index';
export * from './trading/index';
export { marketCalculators } from './calculators/index';
export { marketPackFamilies } from './pack-families';
