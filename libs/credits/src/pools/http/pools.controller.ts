import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  PublicRoute,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { poolUnknown } from '../domain/refusals';
import { findPool, poolInReach, readPools, readTerms } from '../persistence/pools';
import { createPool, publishTerms } from '../use-cases/create-pool';
import type { PoolDesk } from '../use-cases/desk';
import { POOL_DESK } from './desk-of';
import { PoolPath } from './fields';
import {
  NewPoolBody,
  newPoolOf,
  PoolBody,
  poolBody,
  PublishTermsBody,
  TermsBody,
  termsBody,
  termsOf,
} from './pool-bodies';

@ApiTags('pools')
@Controller('v1')
export class PoolsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(POOL_DESK) private readonly desk: PoolDesk,
  ) {}

  @Post('pools')
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Set up a pool of small reducers. 设立归集项目' })
  @ApiCreatedResponse({ type: PoolBody })
  async create(
    @Body() body: NewPoolBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<PoolBody>> {
    const request = { caller, operation: 'pools.create', key, body };
    const answer = await this.once.run(request, async (tx) =>
      poolBody(await createPool(tx, newPoolOf(body), caller, this.desk.clock.now())),
    );
    return answer.body;
  }

  @Get('pools')
  @Permit('credits.read')
  @ApiOperation({ summary: 'Pools by number. 归集项目列表' })
  @AnswersPageOf(PoolBody)
  async list(@Query() query: PageQuery, @CurrentCaller() { reach }: Caller): Promise<Page<Sent<PoolBody>>> {
    return pageBody(await readPools(this.database, pageOf(query, ['text']), reach), poolBody);
  }

  @Get('pools/:number')
  @Permit('credits.read')
  @ApiOperation({ summary: 'One pool. 查询归集项目' })
  @ApiOkResponse({ type: PoolBody })
  async get(@Param() { number }: PoolPath, @CurrentCaller() { reach }: Caller): Promise<Sent<PoolBody>> {
    return poolBody(await poolInReach(this.database, number, reach));
  }

  @Post('pools/:number/terms')
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Publish fee and benefit sharing (PHI-005). 公示收费与收益分配' })
  @ApiCreatedResponse({ type: TermsBody })
  async publish(
    @Param() { number }: PoolPath,
    @Body() body: PublishTermsBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TermsBody>> {
    const request = { caller, operation: 'pools.publish-terms', key, body: { number, body } };
    const answer = await this.once.run(request, async (tx) => {
      const pool = await poolInReach(tx, number, caller.reach);
      return termsBody(await publishTerms(tx, pool, termsOf(body), caller, this.desk.clock.now()));
    });
    return answer.body;
  }

  /** What is published is for everybody. */
  @Get('public/pools/:number/terms')
  @PublicRoute()
  @ApiOperation({ summary: 'Published fees and benefit sharing, all versions. 公示的收费与收益分配' })
  @AnswersPageOf(TermsBody)
  async terms(@Param() { number }: PoolPath, @Query() query: PageQuery): Promise<Page<Sent<TermsBody>>> {
    const pool = await findPool(this.database, number);
    if (pool === undefined) throw poolUnknown(number);
    return pageBody(await readTerms(this.database, pool.id, pageOf(query, ['number'])), termsBody);
  }
}
