export * from './order-book/index';
