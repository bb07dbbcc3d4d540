import { Module } from '@nestjs/common';

/** The audit trail over HTTP. Needs EdgeModule. */
@Module({})
export class AuditModule {}
