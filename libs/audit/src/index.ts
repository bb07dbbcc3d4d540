export { auditEntities, auditMigrations } from './persistence/migrations/index';
export { type AuditEntry, type AuditActor, recordAudit } from './record-audit';
export { AuditModule } from './audit.module';
