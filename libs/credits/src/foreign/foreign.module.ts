import { Module } from '@nestjs/common';
import { foreignDeskProvider } from './http/desk-of';
import { ExternalCreditsController } from './http/external-credits.controller';
import { ForeignRegistrations } from './registrations';
import { OtherRegistries } from './registries/other-registry';

/**
 * Units of other registries over HTTP. Needs EdgeModule, LedgerModule, ApprovalsModule, and of custody TransfersModule.
 * No registry is connected yet: each goes by documents.
 */
@Module({
  controllers: [ExternalCreditsController],
  providers: [
    foreignDeskProvider,
    ForeignRegistrations,
    { provide: OtherRegistries, useValue: new OtherRegistries() },
  ],
})
export class ForeignModule {}
