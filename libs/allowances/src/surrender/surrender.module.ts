import { TransferRules } from '@carbon/custody';
import { Ledger } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import { Global, Module } from '@nestjs/common';
import { ComplianceController } from './http/compliance.controller';
import { SurrendersController } from './http/surrenders.controller';
import { SurrenderRegistrations } from './registrations';
import { SurrenderListeners } from './surrender-listeners';
import { allocatedByRounds } from './use-cases/allocated';
import { SURRENDER_DESK, type SurrenderDesk } from './use-cases/desk';

/** Obligations and what meets them. Parts that want to know of surrenders inject SurrenderListeners. */
@Global()
@Module({
  controllers: [ComplianceController, SurrendersController],
  providers: [
    SurrenderListeners,
    {
      provide: SURRENDER_DESK,
      inject: [Ledger, Rulebook, TransferRules, SurrenderListeners],
      useFactory: (
        ledger: Ledger,
        rulebook: Rulebook,
        transfers: TransferRules,
        listeners: SurrenderListeners,
      ): SurrenderDesk => ({
        ...{ ledger, rulebook, transfers, listeners },
        allocated: allocatedByRounds,
      }),
    },
    SurrenderRegistrations,
  ],
  exports: [SurrenderListeners],
})
export class SurrenderModule {}
