export { GroupsModule } from './groups.module';
export { Groups1700000013700 } from './persistence/migrations/1700000013700-groups';
export { readSeries } from './persistence/measured';
export { carbonPositions, yearOf } from './use-cases/carbon-position';
