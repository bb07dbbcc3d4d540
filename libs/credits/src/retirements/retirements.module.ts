import { Module } from '@nestjs/common';
import { ExportsController } from '../exports/http/exports.controller';
import { retirementDeskProvider } from './http/desk-of';
import { RetirementsController } from './http/retirements.controller';
import { RetirementRegistrations } from './registrations';

/** Retirements of credits, and units told to others. Needs EdgeModule, LedgerModule, ApprovalsModule, PrivacyModule, ReceiptsModule. */
@Module({
  controllers: [RetirementsController, ExportsController],
  providers: [retirementDeskProvider, RetirementRegistrations],
})
export class RetirementsModule {}
