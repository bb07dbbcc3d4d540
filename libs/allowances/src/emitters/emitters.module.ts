import { Module } from '@nestjs/common';
import { DepositsController } from './http/deposits.controller';
import { emitterDeskProvider } from './http/desk-of';
import { EmissionSitesController } from './http/emission-sites.controller';
import { EmissionUnitsController } from './http/emission-units.controller';
import { EmitterListsController } from './http/emitter-lists.controller';
import { FacilityDesk } from './http/facility-desk';
import { GroupFacilitiesController } from './http/group-facilities.controller';
import { EmitterPlansController } from './http/quality-plans.controller';
import { ServiceBodiesController } from './http/service-bodies.controller';
import { EmitterRegistrations } from './registrations';

/**
 * Key emitters: their lists, sites, plans and monthly data. Needs EdgeModule, ApprovalsModule, JobsModule, DocumentsModule,
 * RulebookModule, and of custody HolderActsModule.
 */
@Module({
  controllers: [
    EmitterListsController,
    EmissionSitesController,
    EmissionUnitsController,
    GroupFacilitiesController,
    EmitterPlansController,
    DepositsController,
    ServiceBodiesController,
  ],
  providers: [emitterDeskProvider, FacilityDesk, EmitterRegistrations],
})
export class EmittersModule {}
