import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Logger, Module } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { InclusionLoop } from './inclusion-loop';

/** What was told is judged here, and what was judged reaches the ledger. */
@Module({
  imports: [InclusionPartsModule],
  providers: [
    {
      provide: InclusionLoop,
      inject: [Database, INCLUSION_PARTS, CLOCK],
      useFactory: (database: Database, parts: InclusionParts, clock: Clock) => {
        const log = new Logger(InclusionLoop.name);
        return new InclusionLoop(database, parts, clock, { onFault: (error) => log.error(error) });
      },
    },
  ],
  exports: [InclusionLoop],
})
export class EvaluationModule {}
