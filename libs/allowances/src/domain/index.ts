export * from './carbon-market';
export * from './verified';
export * from './allocation/index';
export * from './compliance/index';
export * from './trading/index';
export * from './emitters/index';
export * from './emissions/index';
