import { Global, Module } from '@nestjs/common';
import { DestinationGrounds } from './destination-grounds';
import { allocationDeskProvider } from './http-desk';
import { AllocationsController } from './http/allocations.controller';
import { AllowanceCapsController } from './http/caps.controller';
import { AllocationFollowUpsController } from './http/follow-ups.controller';
import { AllocationRoundViewsController } from './http/round-views.controller';
import { AllocationRoundsController } from './http/rounds.controller';
import { AllocationRegistrations } from './registrations';

/** How many allowances each enterprise gets: caps, rounds, appeals, issue to accounts. */
@Global()
@Module({
  controllers: [
    AllocationRoundsController,
    AllocationRoundViewsController,
    AllocationsController,
    AllocationFollowUpsController,
    AllowanceCapsController,
  ],
  providers: [DestinationGrounds, allocationDeskProvider, AllocationRegistrations],
  exports: [DestinationGrounds],
})
export class AllocationModule {}
