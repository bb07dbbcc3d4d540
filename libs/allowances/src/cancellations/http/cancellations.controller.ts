import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  PublicRoute,
  type Sent,
} from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { PublicSite } from '@carbon/receipts';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { readCancellations } from '../persistence/read-cancellations';
import {
  AllowanceCancellationBody,
  AllowanceCancellationPageQuery,
  cancellationBody,
  PublicAllowanceCancellationBody,
  publicCancellationBody,
} from './cancellation-bodies';

@ApiTags('allowances')
@Controller('v1')
export class AllowanceCancellationsController {
  constructor(
    private readonly database: Database,
    private readonly site: PublicSite,
  ) {}

  @Get('allowance-cancellations')
  @Permit('allowances.read')
  @ApiOperation({ summary: 'Voluntary cancellations within reach, newest first. 配额自愿注销记录' })
  @AnswersPageOf(AllowanceCancellationBody)
  async list(
    @Query() query: AllowanceCancellationPageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AllowanceCancellationBody>>> {
    const { scheme } = query;
    const page = await readCancellations(this.database, pageOf(query, ['text']), { scheme, reach });
    return pageBody(page, (one) => cancellationBody(one, this.site.address));
  }

  @Get('public/allowance-cancellations')
  @PublicRoute()
  @ApiOperation({
    summary: 'Voluntary cancellations, for everybody (ETS-012). 配额自愿注销公示',
    description: 'Each has a receipt under its number that verifies offline. 每笔均有可离线验证的凭证。',
  })
  @AnswersPageOf(PublicAllowanceCancellationBody)
  async published(
    @Query() query: AllowanceCancellationPageQuery,
  ): Promise<Page<Sent<PublicAllowanceCancellationBody>>> {
    const { scheme } = query;
    const page = await readCancellations(this.database, pageOf(query, ['text']), { scheme });
    return pageBody(page, (one) => publicCancellationBody(one, this.site.address));
  }
}
