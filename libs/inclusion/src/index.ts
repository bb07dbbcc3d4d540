export { InclusionModule, inclusionRoutes } from './inclusion.module';
export { inclusionMigrations } from './persistence/migrations/index';
