import { TaskKinds } from '@carbon/approvals';
import { Database } from '@carbon/database';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { MyPointsController } from './http/my-points.controller';
import { pointsCorrectionKind } from './tasks/points-correction-kind';

/** Points: earned by acts, spent for rewards, never transferred (PTS-003). */
@Module({ imports: [InclusionPartsModule], controllers: [MyPointsController] })
export class PointsModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly database: Database,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  onModuleInit(): void {
    this.kinds.register(pointsCorrectionKind(this.parts, this.database));
  }
}
