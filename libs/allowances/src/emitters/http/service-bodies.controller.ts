import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  IsChinaDate,
  IsId,
  IsOneOf,
  IsText,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { ChinaDate, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { EmitterDesk } from '../desk';
import { SERVICE_WORK, type ServiceWork } from '../persistence/read-service-bodies';
import {
  endServiceEngagement,
  engageServiceBody,
  readServiceEngagements,
  type ServiceEngagement,
} from '../use-cases/service-bodies';
import { EMITTER_DESK } from './desk-of';
import { EmitterPartPath, IsEvidence, IsHolderName, IsNote } from './fields';

const IsProvince = (optional: boolean) =>
  IsText({
    description: 'Province it works in. 省份',
    example: '浙江',
    max: 20,
    ...(optional ? { optional } : {}),
  });

export class NewServiceEngagementBody {
  @IsHolderName()
  holder!: string;

  @IsHolderName({ description: 'The service body, by id or code. 技术服务机构', example: 'V002' })
  body!: string;

  @IsOneOf(SERVICE_WORK, { description: 'What it does. 服务内容', example: 'writes-reports' })
  work!: ServiceWork;

  @IsChinaDate({ description: 'Since when. 开始日期', example: '2026-01-01' })
  from!: ChinaDate;

  @IsProvince(true)
  province?: string;

  @IsEvidence({ optional: true })
  document?: string;
}

export class EndServiceEngagementBody {
  @IsChinaDate({ description: 'Its last day. 结束日期', example: '2026-12-31' })
  until!: ChinaDate;

  @IsNote('Why. 原因', '合同到期')
  reason!: string;
}

export class ServiceEngagementsQuery extends PageQuery {
  @IsProvince(true)
  province?: string;
}

export class ServiceEngagementBody {
  @IsId({ description: 'Id. 编号' })
  id!: string;

  @IsHolderName({ description: 'Enterprise, by code. 企业代码' })
  holder!: string;

  @IsHolderName({ description: 'Service body, by code. 技术服务机构代码', example: 'V002' })
  body!: string;

  @IsOneOf(SERVICE_WORK, { description: 'What it does. 服务内容', example: 'writes-reports' })
  work!: ServiceWork;

  @IsProvince(false)
  province!: string;

  @IsChinaDate({ description: 'Since when. 开始日期', example: '2026-01-01' })
  from!: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Its last day; null while it goes on. 结束日期',
    example: null,
  })
  until!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the contract. 合同文件',
    example: null,
  })
  document!: string | null;
}

function bodyOf(engagement: ServiceEngagement): Sent<ServiceEngagementBody> {
  const { id, holder, body, work, province, from, until, documentHash } = engagement;
  return { id, holder, body, work, province, from, until, document: documentHash };
}

@ApiTags('emitters')
@Controller('v1/service-engagements')
export class ServiceBodiesController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(EMITTER_DESK) private readonly desk: EmitterDesk,
  ) {}

  @Post()
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Write down a technical service body of an enterprise (ETS-007). 登记技术服务委托',
  })
  @ApiCreatedResponse({ type: ServiceEngagementBody })
  async engage(
    @Body() body: NewServiceEngagementBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ServiceEngagementBody>> {
    const { document, ...engagement } = body;
    const request = { caller, operation: 'service-engagements.engage', key, body };
    const answer = await this.once.run(request, async (tx) =>
      bodyOf(
        await engageServiceBody(tx, { ...engagement, documentHash: document }, caller, this.desk.clock.now()),
      ),
    );
    return answer.body;
  }

  @Post(':id/ending')
  @Permit('emitters.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'End an engagement. 结束技术服务委托' })
  @ApiCreatedResponse({ type: ServiceEngagementBody })
  async end(
    @Param() { id }: EmitterPartPath,
    @Body() body: EndServiceEngagementBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ServiceEngagementBody>> {
    const { until, reason } = body;
    const request = { caller, operation: 'service-engagements.end', key, body: { id, body } };
    const answer = await this.once.run(request, async (tx) =>
      bodyOf(await endServiceEngagement(tx, { id, until, reason }, caller, this.desk.clock.now())),
    );
    return answer.body;
  }

  @Get()
  @Permit('emitters.read')
  @ApiOperation({ summary: 'Engagements of service bodies, the newest first. 技术服务委托列表' })
  @AnswersPageOf(ServiceEngagementBody)
  async list(
    @Query() query: ServiceEngagementsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ServiceEngagementBody>>> {
    const { province } = query;
    return pageBody(
      await readServiceEngagements(this.database, { reach, province }, pageOf(query, ['id'])),
      bodyOf,
    );
  }
}
