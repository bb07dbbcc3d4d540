import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageBody, pageOf, PublicRoute, type Sent } from '@carbon/http';
import { findHoldersById } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { rewardUnknown } from '../domain/refusals';
import { findReward, readRewards } from '../persistence/rewards';
import { RewardBody, rewardBody, RewardPath, RewardsQuery } from './reward-bodies';

/** What points can be spent on, for everybody. Points have no price in money (PTS-003). */
@ApiTags('rewards')
@Controller('v1/public/inclusion/rewards')
export class PublicRewardsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @PublicRoute()
  @ApiOperation({ summary: 'Rewards for points, and causes with what was given to them. 积分兑换与公益目标' })
  @AnswersPageOf(RewardBody)
  async list(@Query() query: RewardsQuery): Promise<Page<Sent<RewardBody>>> {
    const { programme, kind, all = false } = query;
    const found = await readRewards(this.database, pageOf(query, ['number']), {
      ...{ programme, kinds: kind === undefined ? undefined : [kind] },
      offeredAt: all ? undefined : this.clock.now(),
    });
    const givers = found.items.map(({ merchantId }) => merchantId);
    const holders = await findHoldersById(this.database.source.manager, givers);
    return pageBody(found, (reward) => rewardBody(reward, holders));
  }

  @Get(':programme/:code')
  @PublicRoute()
  @ApiOperation({ summary: 'One of them. 兑换项详情' })
  @ApiOkResponse({ type: RewardBody })
  async one(@Param() path: RewardPath): Promise<Sent<RewardBody>> {
    const reward = await findReward(this.database, path);
    if (reward === undefined) throw rewardUnknown({ reward: path.code });
    return rewardBody(reward, await findHoldersById(this.database.source.manager, [reward.merchantId]));
  }
}
