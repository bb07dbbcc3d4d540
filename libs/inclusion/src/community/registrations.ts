import { TaskKinds } from '@carbon/approvals';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { ResidentData } from '../residents/resident-data';
import { communityData } from './data-of-resident';
import { appealKind } from './tasks/appeal-kind';

/** What the community brings to others: answers to appeals under four eyes, and what it holds of residents. */
@Injectable()
export class CommunityRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly residents: ResidentData,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  onModuleInit(): void {
    this.kinds.register(appealKind(this.parts));
    this.residents.register(communityData);
  }
}
