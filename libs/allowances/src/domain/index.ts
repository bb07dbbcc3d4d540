export * from './carbon-market';
export * from './verified';
export * from './allocation/allocation';
export * from './compliance/compliance';
export * from './emitters/index';
