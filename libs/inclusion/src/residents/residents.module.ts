import { ConsentListeners, PersonalDataSources, PersonVault } from '@carbon/privacy';
import { Inject, Injectable, Module, type OnModuleInit } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { CodeGuard } from './code-guard';
import { FamilyController } from './http/family.controller';
import { MyLinksController } from './http/my-links.controller';
import { MyProgrammesController } from './http/my-programmes.controller';
import { MyResidentController } from './http/my-resident.controller';
import { PartnerLinksController } from './http/partner-links.controller';
import { ResidentDesk } from './http/resident-desk';
import { ResidentsController } from './http/residents.controller';
import { personalDataOfInclusion } from './personal-data-of-inclusion';
import { ResidentData } from './resident-data';
import { ResidentDataModule } from './resident-data.module';
import { linksFollowConsents } from './use-cases/end-links';

/** What residents bring to the room of persons: their data, and what ends with a consent. */
@Injectable()
class ResidentRegistrations implements OnModuleInit {
  constructor(
    private readonly persons: PersonalDataSources,
    private readonly listeners: ConsentListeners,
    private readonly vault: PersonVault,
    private readonly data: ResidentData,
    @Inject(INCLUSION_PARTS) private readonly inclusion: InclusionParts,
  ) {}

  onModuleInit(): void {
    const { data, inclusion } = this;
    this.persons.register(personalDataOfInclusion(this.vault, { inclusion, data }));
    this.listeners.register(linksFollowConsents);
  }
}

/** Residents over HTTP: registration, programmes, links to partners, families, leaving. */
@Module({
  imports: [InclusionPartsModule, ResidentDataModule],
  controllers: [
    ResidentsController,
    MyResidentController,
    MyProgrammesController,
    MyLinksController,
    PartnerLinksController,
    FamilyController,
  ],
  providers: [ResidentDesk, CodeGuard, ResidentRegistrations],
})
export class ResidentsModule {}
