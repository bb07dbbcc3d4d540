export * from './carbon-market';
export * from './verified';
export * from './allocation/allocation';
export * from './compliance/index';
export * from './emitters/index';
