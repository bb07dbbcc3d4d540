export {
  FOREIGN_REGISTRIES,
  FOREIGN_REGISTRY_NAMES,
  type ForeignRegistry,
  isForeignScheme,
} from './domain/registries';
export { FOREIGN_USES, refuseForeignPurpose } from './domain/rules/foreign-uses';
export { ForeignModule } from './foreign.module';
export { Foreign1700000011910 } from './persistence/migrations/1700000011910-foreign';
export { OtherRegistries, type OtherRegistry, type StateThere } from './registries/other-registry';
