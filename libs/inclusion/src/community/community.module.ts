import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Logger, Module } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { ResidentDataModule } from '../residents/resident-data.module';
import { ChallengeClock } from './challenge-clock';
import { AppealsController } from './http/appeals.controller';
import { MyActsController } from './http/my-acts.controller';
import { MyChallengesController } from './http/my-challenges.controller';
import { MyInclusionController } from './http/my-inclusion.controller';
import { ProgrammeChallengesController } from './http/programme-challenges.controller';
import { CommunityRegistrations } from './registrations';

/** What a resident sees of itself and of its neighbours. Needs EdgeModule and ApprovalsModule. */
@Module({
  imports: [InclusionPartsModule, ResidentDataModule],
  controllers: [
    MyInclusionController,
    MyActsController,
    AppealsController,
    MyChallengesController,
    ProgrammeChallengesController,
  ],
  providers: [
    CommunityRegistrations,
    {
      provide: ChallengeClock,
      inject: [Database, CLOCK],
      useFactory: (database: Database, clock: Clock) =>
        new ChallengeClock(database, clock, (error) => {
          new Logger(ChallengeClock.name).error(error);
        }),
    },
  ],
})
export class CommunityModule {}
