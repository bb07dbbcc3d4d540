import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  IsChinaDate,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { chinaDate, chinaTimestamp, type Page, parseChinaDate } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { ExpiryRun } from '../persistence/expiry-run.entity';
import { readExpiryRuns } from '../persistence/read-lists';
import type { Desk } from '../use-cases/desk';
import { expireCertificates } from '../use-cases/expire-certificates';
import { DESK } from './desk-of';

export class ExpiryRunRequest {
  @IsChinaDate({ description: 'Day by which validity is judged; today when absent. 判断日', optional: true })
  asOf?: string;
}

export class ExpiryRunBody {
  @ApiProperty({ description: 'Id. 编号', format: 'uuid', example: '01900000-0000-7000-8000-000000000002' })
  id!: string;
  @ApiProperty({
    description: 'Day by which validity was judged. 判断日',
    format: 'date',
    example: '2027-01-01',
  })
  asOf!: string;
  @ApiProperty({ description: 'Holdings that were ended. 处理的持仓数', example: 12 })
  holdings!: number;
  @ApiProperty({ description: 'Certificates that were ended. 过期绿证数量', example: '4200' })
  certificates!: string;
  @ApiProperty({ description: 'Holdings the ledger refused to end; run again. 未能处理的持仓数', example: 0 })
  refused!: number;
  @ApiProperty({ description: 'The run of its day; others were asked for. 是否每日自动处理', example: true })
  scheduled!: boolean;
  @ApiProperty({ description: 'Rule pack and version. 规则包', example: 'cn-gec 2026.1' })
  rulePack!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'When it was done. 完成时间',
    format: 'date-time',
    example: '2027-01-01T00:05:00.000+08:00',
  })
  finishedAt!: string | null;
}

@ApiTags('certificates')
@Controller('v1/expiry-runs')
export class ExpiryRunsController {
  constructor(
    private readonly database: Database,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  /** Takes no key: it ends what is past its validity, each certificate once, so a repeat does only what is left. */
  @Post()
  @HttpCode(200)
  @Permit('certificates.expire')
  @ApiOperation({ summary: 'End all certificates past their validity; a repeat does what is left. 过期核销' })
  @ApiOkResponse({ type: ExpiryRunBody })
  async run(@Body() body: ExpiryRunRequest, @CurrentCaller() caller: Caller): Promise<Sent<ExpiryRunBody>> {
    const asOf =
      body.asOf === undefined ? chinaDate(this.desk.clock.now()) : parseChinaDate(body.asOf, 'asOf');
    return expiryRunBody(await expireCertificates(this.database, this.desk, { actor: caller.id, asOf }));
  }

  @Get()
  @Permit('certificates.read')
  @ApiOperation({ summary: 'Expiry runs, oldest first; one a day comes by itself. 过期处理记录' })
  @AnswersPageOf(ExpiryRunBody)
  async list(@Query() query: PageQuery): Promise<Page<Sent<ExpiryRunBody>>> {
    const page = await readExpiryRuns(this.database.source.manager, pageOf(query, ['id']));
    return pageBody(page, expiryRunBody);
  }
}

function expiryRunBody(run: ExpiryRun): Sent<ExpiryRunBody> {
  return {
    id: run.id,
    asOf: run.asOf,
    holdings: run.holdings,
    certificates: run.certificates.toString(),
    refused: run.refused,
    scheduled: run.scheduled,
    rulePack: `${run.packId} ${run.packVersion}`,
    finishedAt: run.finishedAt === null ? null : chinaTimestamp(run.finishedAt),
  };
}
