export { InclusionModule, inclusionRoutes } from './inclusion.module';
export { inclusionMigrations } from './persistence/migrations/index';
export { InclusionLoop } from './evaluation/inclusion-loop';
export { evaluateOnce } from './evaluation/use-cases/evaluate';
export { landActs } from './intake/use-cases/land-acts';
export type { InclusionParts } from './parts';
export { foldAfter, readPoints } from './points/index';
export { rewardShelf, VoucherSweeper } from './rewards/index';
export {
  type Contribution,
  CreditPools,
  type OpenedPeriod,
  type PeriodStanding,
  type PoolActor,
  type PoolPeriodOf,
  type PoolSale,
} from './pooling/credit-pools';
export { PoolingClock } from './pooling/pooling-clock';
