export { Pools1700000011900 } from './persistence/migrations/1700000011900-pools';
export { PoolsModule } from './pools.module';
export { issuePooled, type PlannedPooled, planPooled } from './use-cases/issue-pooled';
