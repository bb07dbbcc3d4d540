import { AuditTrail1700000002500 } from './1700000002500-audit-trail';
import { AuditSeals1700000005500 } from './1700000005500-audit-seals';

export const auditMigrations = [AuditTrail1700000002500, AuditSeals1700000005500];
export const auditEntities = [];
