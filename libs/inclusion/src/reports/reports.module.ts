import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import { JobKinds } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { exportProgrammeReportKind } from './exports/export-programme-report';
import { ReportsController } from './http/reports.controller';
import { ProgrammeMonthsClock } from './months-clock';

/** What programmes come to, for their operators, their sponsors and everybody. Needs EdgeModule, LedgerModule and JobsModule. */
@Module({
  imports: [InclusionPartsModule],
  controllers: [ReportsController],
  providers: [
    {
      provide: ProgrammeMonthsClock,
      inject: [Database, INCLUSION_PARTS, CLOCK],
      useFactory: (database: Database, parts: InclusionParts, clock: Clock) =>
        new ProgrammeMonthsClock(database, parts, clock, (error) => {
          new Logger(ProgrammeMonthsClock.name).error(error);
        }),
    },
  ],
})
export class ReportsModule implements OnModuleInit {
  constructor(
    private readonly kinds: JobKinds,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  onModuleInit(): void {
    this.kinds.register(exportProgrammeReportKind(this.clock, this.parts));
  }
}
