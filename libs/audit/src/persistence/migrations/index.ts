import { AuditTrail1700000002500 } from './1700000002500-audit-trail';

export const auditMigrations = [AuditTrail1700000002500];
export const auditEntities = [];
