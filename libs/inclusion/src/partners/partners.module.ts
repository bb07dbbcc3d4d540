import { TaskKinds } from '@carbon/approvals';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { PartnersController } from './http/partners.controller';
import { partnerKind, partnerMethodsKind, partnerStateKind } from './tasks/partner-kinds';

/** Who may tell programmes of residents' acts, and of which. */
@Module({ imports: [InclusionPartsModule], controllers: [PartnersController] })
export class PartnersModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  onModuleInit(): void {
    this.kinds.register(partnerKind(this.parts));
    this.kinds.register(partnerStateKind());
    this.kinds.register(partnerMethodsKind(this.parts));
  }
}
