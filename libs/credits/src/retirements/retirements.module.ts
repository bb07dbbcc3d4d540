import { Module } from '@nestjs/common';
import { retirementDeskProvider } from './http/desk-of';
import { RetirementsController } from './http/retirements.controller';
import { RetirementRegistrations } from './registrations';

/** Retirements of credits. Needs EdgeModule, LedgerModule, ApprovalsModule, PrivacyModule, ReceiptsModule. */
@Module({
  controllers: [RetirementsController],
  providers: [retirementDeskProvider, RetirementRegistrations],
})
export class RetirementsModule {}
