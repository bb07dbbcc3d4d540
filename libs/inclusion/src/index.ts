export { InclusionModule, inclusionRoutes } from './inclusion.module';
export { inclusionMigrations } from './persistence/migrations/index';
export { InclusionLoop } from './evaluation/inclusion-loop';
export { evaluateOnce } from './evaluation/use-cases/evaluate';
export { ActHasher } from './intake/domain/act-record';
export { holdLandings } from './intake/persistence/landing-lock';
export { type ActProofs, ActProofSource } from './intake/proofs';
export { landActs, type LandedBatch, type LandingParts, type ToldBatch } from './intake/use-cases/land-acts';
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
export { consentSourceOf, INCLUSION_PURPOSE } from './residents/consents';
export { insertLink } from './residents/persistence/links';
export { openResident } from './residents/use-cases/open-resident';
export { getProgramme, type Programme } from './programmes/programme';
export { ProgrammeMonthsClock } from './reports/months-clock';
