import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AuditController } from './http/audit.controller';
import { ConfidentialReadsInterceptor } from './http/confidential-reads.interceptor';

/** The audit trail over HTTP, and the record of who looked at whose business. Needs EdgeModule. */
@Module({
  controllers: [AuditController],
  providers: [{ provide: APP_INTERCEPTOR, useClass: ConfidentialReadsInterceptor }],
})
export class AuditModule {}
