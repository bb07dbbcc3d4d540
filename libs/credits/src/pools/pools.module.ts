import { Module } from '@nestjs/common';
import { poolDeskProvider } from './http/desk-of';
import { PoolMembersController } from './http/pool-members.controller';
import { PoolPeriodsController } from './http/pool-periods.controller';
import { PoolSettlementsController } from './http/pool-settlements.controller';
import { PoolsController } from './http/pools.controller';
import { PoolRegistrations } from './registrations';

/**
 * Pools of small reducers over HTTP. Needs EdgeModule, LedgerModule, ApprovalsModule, PrivacyModule, and of custody
 * HolderActsModule.
 */
@Module({
  controllers: [PoolsController, PoolMembersController, PoolPeriodsController, PoolSettlementsController],
  providers: [poolDeskProvider, PoolRegistrations],
})
export class PoolsModule {}
