import { TaskKinds } from '@carbon/approvals';
import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import { JobKinds } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { ActProofsModule } from './act-proofs.module';
import { ActHasher } from './domain/act-record';
import { FeedClock } from './feed/feed-clock';
import { HttpFeed } from './feed/http-feed';
import { ActEvidenceController } from './http/act-evidence.controller';
import { ActFilesController } from './http/act-files.controller';
import { ActsController } from './http/acts.controller';
import { BatchesController } from './http/batches.controller';
import { CorrectionsController } from './http/corrections.controller';
import { ActFileKind } from './jobs/act-file-kind';
import { LandingGate } from './landing-gate';
import { INTAKE_DESK, type IntakeDesk } from './parts';
import { ActProofSource } from './proofs';
import { partnerFeedKind } from './tasks/feed-kind';

/** How residents' acts come in, what is corrected of them, and how each is proved. */
@Module({
  imports: [InclusionPartsModule, ActProofsModule],
  controllers: [
    ActsController,
    ActEvidenceController,
    CorrectionsController,
    BatchesController,
    ActFilesController,
  ],
  providers: [
    {
      provide: INTAKE_DESK,
      inject: [Database, CLOCK, INCLUSION_PARTS, ActProofSource],
      useFactory: async (
        database: Database,
        clock: Clock,
        { packs }: InclusionParts,
        proofs: ActProofSource,
      ): Promise<IntakeDesk> => ({
        ...{
          database,
          clock,
          packs,
          proofs,
          hasher: await ActHasher.create(),
          gate: new LandingGate(database),
        },
      }),
    },
    {
      provide: FeedClock,
      inject: [INTAKE_DESK],
      useFactory: (desk: IntakeDesk) => {
        const log = new Logger(FeedClock.name);
        return new FeedClock(desk, new HttpFeed(), (error) => log.error(error));
      },
    },
  ],
  exports: [INTAKE_DESK, FeedClock],
})
export class ActIntakeModule implements OnModuleInit {
  constructor(
    private readonly tasks: TaskKinds,
    private readonly jobs: JobKinds,
    @Inject(INTAKE_DESK) private readonly desk: IntakeDesk,
  ) {}

  onModuleInit(): void {
    this.tasks.register(partnerFeedKind());
    this.jobs.register(new ActFileKind(this.desk));
  }
}
