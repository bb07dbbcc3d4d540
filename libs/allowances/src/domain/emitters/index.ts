export * from './facility';
