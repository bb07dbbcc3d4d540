export * from './order-book/index';
export * from './trading/index';
export { marketPackFamilies } from './pack-families';
