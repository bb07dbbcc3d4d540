export * from './deposit-data';
export * from './emitter-rules';
export * from './facility';
export * from './judge-listing';
export * from './local-markets';
export * from './unit-class';
