export { Pools1700000011900 } from './persistence/migrations/1700000011900-pools';
export { PoolsModule } from './pools.module';
export { issuePooled, type PlannedPooled, planPooled } from './use-cases/issue-pooled';
export {
  type ByWhom,
  type JoiningProgramme,
  joinProgramme,
  openProgrammePeriod,
  tellOfProgramme,
  tellWithdrawnOfProgramme,
} from './use-cases/programme-in-pool';
export {
  type PeriodSale,
  type ProgrammePeriod,
  readProgrammePeriod,
  readProgrammeSales,
} from './use-cases/read-programme-in-pool';
