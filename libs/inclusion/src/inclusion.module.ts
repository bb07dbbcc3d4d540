import { Module } from '@nestjs/common';
import { CommunityModule } from './community/community.module';
import { EvaluationModule } from './evaluation/evaluation.module';
import { ActIntakeModule } from './intake/intake.module';
import { PartnersModule } from './partners/partners.module';
import { PointsModule } from './points/points.module';
import { PoolingModule } from './pooling/pooling.module';
import { ProgrammesModule } from './programmes/programmes.module';
import { ReportsModule } from './reports/reports.module';
import { ResidentsModule } from './residents/residents.module';
import { RewardsModule } from './rewards/rewards.module';

/** The route by which points are spent; they are never transferred (PTS-003). */
export const inclusionRoutes = { PTS: '/v1/me/points' } as const;

/**
 * Carbon inclusion (碳普惠): residents, their acts, points, rewards, pooled reductions. Needs EdgeModule, LedgerModule,
 * RulebookModule, ApprovalsModule, PrivacyModule, JobsModule, and of custody TransfersModule.
 */
@Module({
  imports: [
    ProgrammesModule,
    ResidentsModule,
    PartnersModule,
    ActIntakeModule,
    EvaluationModule,
    PointsModule,
    CommunityModule,
    RewardsModule,
    PoolingModule,
    ReportsModule,
  ],
})
export class InclusionModule {}
