export { RetirementsModule } from './retirements.module';
