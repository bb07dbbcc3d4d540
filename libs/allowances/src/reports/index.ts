export { ABNORMALITIES, type Abnormality, type AbnormalReport } from './persistence/abnormal-reports';
export { emissionReportMigrations } from './persistence/migrations/index';
export { ReportsModule } from './reports.module';
export { abnormalReports, type AbnormalWish } from './use-cases/abnormal-reports';
export { recordAndTell } from './use-cases/record-and-tell';
