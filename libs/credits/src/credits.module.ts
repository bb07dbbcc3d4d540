import { Module } from '@nestjs/common';
import { AttestationsModule } from './attestations/attestations.module';
import { ForeignModule } from './foreign/index';
import { creditDeskProvider } from './http-desk';
import { CommentSweeps } from './life-cycle/comment-sweeps';
import { MethodologiesController } from './methodologies/http/methodologies.controller';
import { PoolsModule } from './pools/index';
import { RetirementsModule } from './retirements/index';
import { ForcedCancellationsController } from './projects/http/forced-cancellations.controller';
import { ProjectStepsController } from './projects/http/project-steps.controller';
import { ProjectsController } from './projects/http/projects.controller';
import { PublicProjectsController } from './projects/http/public-projects.controller';
import { PublicReductionsController } from './reductions/http/public-reductions.controller';
import { ReportStepsController } from './reductions/http/report-steps.controller';
import { ReportsController } from './reductions/http/reports.controller';
import { CreditRegistrations } from './registrations';

/**
 * Credits over HTTP: methodologies, projects, reductions, and what stands beside them. Needs EdgeModule, LedgerModule,
 * ApprovalsModule, and of custody TransfersModule and HolderActsModule.
 */
@Module({
  imports: [PoolsModule, ForeignModule, RetirementsModule, AttestationsModule],
  controllers: [
    MethodologiesController,
    ProjectsController,
    ProjectStepsController,
    PublicProjectsController,
    ForcedCancellationsController,
    ReportsController,
    ReportStepsController,
    PublicReductionsController,
  ],
  providers: [creditDeskProvider, CreditRegistrations, CommentSweeps],
})
export class CreditsModule {}
