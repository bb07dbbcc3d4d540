export * from './domain/index';
export { IntakeModule } from './intake.module';
export { type Device, deviceFor, type DeviceRole, devicesOfAssets } from './persistence/devices';
export { intakeMigrations } from './persistence/migrations/index';
export { evidenceHashOf, monthlyEnergy, type MonthlyEnergy } from './use-cases/monthly-energy';
export { type QualityPlan, readQualityPlans } from './use-cases/file-quality-plan';
