import { Module } from '@nestjs/common';
import { AuditController } from './http/audit.controller';

/** The audit trail over HTTP. Needs EdgeModule. */
@Module({ controllers: [AuditController] })
export class AuditModule {}
