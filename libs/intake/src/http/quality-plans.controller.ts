import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { fileQualityPlan, qualityPlan, readQualityPlans } from '../use-cases/file-quality-plan';
import {
  NewQualityPlanBody,
  QualityPlanBody,
  qualityPlanBody,
  QualityPlanPath,
  QualityPlansQuery,
} from './quality-plan-bodies';

@ApiTags('intake')
@Controller('v1/data-quality-plans')
export class QualityPlansController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('intake.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'File the next version of a data-quality plan. 提交数据质量控制计划' })
  @ApiCreatedResponse({ type: QualityPlanBody })
  async file(
    @Body() body: NewQualityPlanBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<QualityPlanBody>> {
    const request = { caller, operation: 'data-quality-plans.file', key, body };
    const answer = await this.once.run(request, async (tx) =>
      qualityPlanBody(await fileQualityPlan(tx, body, caller, this.clock.now())),
    );
    return answer.body;
  }

  @Get()
  @Permit('intake.read')
  @ApiOperation({ summary: 'Versions of plans, the newest first. 计划列表' })
  @AnswersPageOf(QualityPlanBody)
  async list(
    @Query() query: QualityPlansQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<QualityPlanBody>>> {
    const page = pageOf(query, ['id']);
    return pageBody(await readQualityPlans(this.database, page, caller, query.subject), qualityPlanBody);
  }

  @Get(':id')
  @Permit('intake.read')
  @ApiOperation({ summary: 'One version of a plan. 计划' })
  @ApiOkResponse({ type: QualityPlanBody })
  async one(
    @Param() { id }: QualityPlanPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<QualityPlanBody>> {
    return qualityPlanBody(await qualityPlan(this.database, id, caller));
  }
}
