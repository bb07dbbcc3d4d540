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
  Permit,
  type Sent,
} from '@carbon/http';
import { holderInReach } from '@carbon/identity';
import { chinaDate, type Page } from '@carbon/kernel';
import type { PackSource } from '@carbon/rules/domain';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { EmitterDesk } from '../desk';
import { planUnknown } from '../domain/refusals';
import { type QualityPlan, readPlans } from '../persistence/quality-plans';
import { planInReach, writePlan } from '../use-cases/quality-plans';
import { retainUntil } from '../use-cases/retention';
import { EMITTER_DESK } from './desk-of';
import { EmitterPartPath } from './fields';
import { EmitterPlanBody, EmitterPlansQuery, NewEmitterPlanBody, planBody } from './quality-plan-bodies';

@ApiTags('emitters')
@Controller('v1/quality-plans')
export class EmitterPlansController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(EMITTER_DESK) private readonly desk: EmitterDesk,
  ) {}

  @Post()
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Write the next version of a quality-control plan, as a draft. 编制数据质量控制计划',
    description:
      'It is handed in by the task `quality-plan-submission`. 由 quality-plan-submission 任务提交。',
  })
  @ApiCreatedResponse({ type: EmitterPlanBody })
  async write(
    @Body() body: NewEmitterPlanBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmitterPlanBody>> {
    const request = { caller, operation: 'quality-plans.write', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const plan = await writePlan(tx, body, caller, this.desk.clock.now());
      return this.told(await this.desk.packs(tx))(plan);
    });
    return answer.body;
  }

  @Get()
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Versions of plans, the newest first. 数据质量控制计划列表' })
  @AnswersPageOf(EmitterPlanBody)
  async list(
    @Query() query: EmitterPlansQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<EmitterPlanBody>>> {
    const { holder, market, year, state } = query;
    const { manager } = this.database.source;
    const holderId =
      holder === undefined ? undefined : (await holderInReach(manager, holder, caller.reach)).id;
    const page = await readPlans(
      this.database,
      { reach: caller.reach, ownId: caller.holder?.id ?? null, market, year, state, holderId },
      pageOf(query, ['id']),
    );
    return pageBody(page, this.told(await this.desk.packs(this.database)));
  }

  @Get(':id')
  @Permit('emitters.read')
  @ApiOperation({ summary: 'One version of a plan. 查询数据质量控制计划' })
  @ApiOkResponse({ type: EmitterPlanBody })
  async one(
    @Param() { id }: EmitterPartPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<EmitterPlanBody>> {
    const plan = await planInReach(this.database, id, caller.reach);
    // a draft is nobody's business but its enterprise's
    if (plan.state === 'draft' && caller.holder !== undefined && caller.holder.id !== plan.holderId) {
      throw planUnknown(id);
    }
    return this.told(await this.desk.packs(this.database))(plan);
  }

  private told(packs: PackSource): (plan: QualityPlan) => Sent<EmitterPlanBody> {
    const today = chinaDate(this.desk.clock.now());
    return (plan) => planBody(plan, retainUntil(packs, plan.market, plan.year, today));
  }
}
