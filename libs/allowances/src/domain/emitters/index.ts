export * from './emitter-rules';
export * from './facility';
export * from './unit-class';
