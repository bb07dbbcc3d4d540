export { InternalMarketsModule } from './internal.module';
