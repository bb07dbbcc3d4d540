export { HolderActsModule } from './holders/holder-acts.module';
export { HolderSuccession, type Succession } from './holders/holder-succession';
