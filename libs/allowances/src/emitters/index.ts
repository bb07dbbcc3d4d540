export { EmittersModule } from './emitters.module';
export { type Deposit, depositsNow } from './persistence/deposits';
export { emitterMigrations } from './persistence/migrations/index';
export { type OverdueDeposit, overdueDeposits, type OverdueQuery } from './persistence/overdue-deposits';
export { type ListedEmitter, listedEmitters, type ListedQuery } from './persistence/read-listings';
export { type EmitterUnit, unitsOf } from './persistence/read-units';
export { type ServiceBody, serviceBodiesOf, type ServiceWork } from './persistence/read-service-bodies';
export { isListed, type ListedHolder, requireListed } from './use-cases/is-listed';
export { type ProposedEntry, proposedList } from './use-cases/proposed-list';
