import { TaskKinds } from '@carbon/approvals';
import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { ConsentListeners } from '@carbon/privacy';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { ResidentData } from '../residents/resident-data';
import { ResidentDataModule } from '../residents/resident-data.module';
import { CreditPools } from './credit-pools';
import { endedConsents } from './ended-consents';
import { MyPoolingController } from './http/my-pooling.controller';
import { PoolRoundsController } from './http/pool-rounds.controller';
import { PublicPoolingController } from './http/public-pooling.controller';
import { POOLING_PARTS, type PoolingParts } from './parts';
import { PoolingClock } from './pooling-clock';
import { residentShares } from './resident-shares';
import { poolRoundKind } from './tasks/pool-round-kind';
import { poolingTermsKind } from './tasks/pooling-terms-kind';

/** What residents give to become credits together. Needs CreditPools of the process. */
@Module({
  imports: [InclusionPartsModule, ResidentDataModule],
  controllers: [PublicPoolingController, MyPoolingController, PoolRoundsController],
  providers: [
    {
      provide: POOLING_PARTS,
      inject: [CreditPools, INCLUSION_PARTS],
      useFactory: (pools: CreditPools, inclusion: InclusionParts): PoolingParts => ({ pools, inclusion }),
    },
    {
      provide: PoolingClock,
      inject: [Database, POOLING_PARTS, CLOCK],
      useFactory: (database: Database, parts: PoolingParts, clock: Clock) => {
        const log = new Logger(PoolingClock.name);
        return new PoolingClock(database, parts, clock, { onFault: (error) => log.error(error) });
      },
    },
  ],
  exports: [PoolingClock],
})
export class PoolingModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly listeners: ConsentListeners,
    private readonly residents: ResidentData,
    @Inject(POOLING_PARTS) private readonly parts: PoolingParts,
  ) {}

  onModuleInit(): void {
    this.kinds.register(poolingTermsKind(this.parts));
    this.kinds.register(poolRoundKind(this.parts));
    this.listeners.register(endedConsents(this.parts));
    this.residents.register(residentShares(this.parts));
  }
}
