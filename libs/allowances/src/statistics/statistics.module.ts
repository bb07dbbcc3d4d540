import { CLOCK } from '@carbon/http';
import { JobKinds } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { exportComplianceKind } from './export-compliance';
import { StatisticsController } from './http/statistics.controller';

/** What an authority counts, and takes away as a file. */
@Module({ controllers: [StatisticsController] })
export class StatisticsModule implements OnModuleInit {
  constructor(
    private readonly kinds: JobKinds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(exportComplianceKind(this.clock));
  }
}
