import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Delete, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { endEngagement } from '../use-cases/end-engagement';
import { getEngagement, listEngagements } from '../use-cases/see-engagements';
import { EngagementBody, engagementBody, EngagementPath } from './engagement-bodies';

/** Auditors' leave to look. They are entered by tasks of the kind `engagement`; ending needs no second pair of eyes. */
@ApiTags('engagements')
@Controller('v1/engagements')
export class EngagementsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('engagements.read')
  @ApiOperation({
    summary: 'Engagements, latest first: one’s own as auditor, those about one, or all. 委托列表',
  })
  @AnswersPageOf(EngagementBody)
  async list(
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<EngagementBody>>> {
    return pageBody(await listEngagements(this.database, pageOf(query, ['id']), caller), engagementBody);
  }

  @Get(':id')
  @Permit('engagements.read')
  @ApiOperation({ summary: 'One engagement. 查询委托' })
  @ApiOkResponse({ type: EngagementBody })
  async get(@Param() path: EngagementPath, @CurrentCaller() caller: Caller): Promise<Sent<EngagementBody>> {
    return engagementBody(await getEngagement(this.database, path.id, caller));
  }

  /** Needs no idempotency key: what has ended stays ended, and a repeat answers the same. */
  @Delete(':id')
  @Permit('engagements.read')
  @ApiOperation({
    summary: 'End an engagement at once. 立即终止委托',
    description:
      'The registry and the auditor end all of it; an administrator of an engaged holder ends the part about it.',
  })
  @ApiOkResponse({ type: EngagementBody })
  async end(@Param() path: EngagementPath, @CurrentCaller() caller: Caller): Promise<Sent<EngagementBody>> {
    const now = this.clock.now();
    return engagementBody(await this.database.transaction((tx) => endEngagement(tx, path.id, caller, now)));
  }
}
