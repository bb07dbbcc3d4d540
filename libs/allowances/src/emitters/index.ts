export { emitterMigrations } from './persistence/migrations/index';
export { type ListedEmitter, listedEmitters, type ListedQuery } from './persistence/read-listings';
export { type EmitterUnit, unitsOf } from './persistence/read-units';
export { type ServiceBody, serviceBodiesOf, type ServiceWork } from './persistence/read-service-bodies';
export { isListed, type ListedHolder, requireListed } from './use-cases/is-listed';
