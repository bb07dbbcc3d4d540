export { CarbonAccountModule } from './carbon-account.module';
export { WarningWatch } from './warning-watch';
