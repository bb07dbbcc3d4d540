import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { listSuspicions } from '../persistence/list-suspicions';
import { SuspicionBody, suspicionBody, SuspicionQuery } from './suspicion-bodies';

@ApiTags('assets')
@Controller('v1/asset-suspicions')
export class SuspicionsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Permit('assets.read')
  @ApiOperation({ summary: 'Files that may be of one asset, as they were raised. 疑似重复资产' })
  @AnswersPageOf(SuspicionBody)
  async list(
    @Query() query: SuspicionQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<SuspicionBody>>> {
    return pageBody(
      await listSuspicions(this.database, pageOf(query, ['id']), reach, query.state),
      suspicionBody,
    );
  }
}
