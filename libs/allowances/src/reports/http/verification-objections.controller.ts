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
import { chinaDate, type Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ReportDesk } from '../desk';
import { objectionUnknown } from '../domain/refusals';
import { findObjection, readObjections } from '../persistence/objections';
import { objectToResult } from '../use-cases/object-to-result';
import { REPORT_DESK } from './desk-of';
import { EmissionReportPath } from './report-bodies';
import {
  ObjectionBody,
  objectionBody,
  ObjectionPath,
  ObjectionsQuery,
  ObjectToVerificationBody,
} from './verification-bodies';

/** Objections to verified figures (ETS-013). */
@ApiTags('emission-verification')
@Controller('v1')
export class VerificationObjectionsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(REPORT_DESK) private readonly desk: ReportDesk,
  ) {}

  @Post('emission-reports/:report/objections')
  @Permit('emission-reports.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Object to verified figures, within the working days of ETS-013. 提出异议' })
  @ApiCreatedResponse({ type: ObjectionBody })
  async object(
    @Param() { report }: EmissionReportPath,
    @Body() body: ObjectToVerificationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ObjectionBody>> {
    const request = { caller, operation: 'verification-objections.file', key, body: { report, body } };
    const answer = await this.once.run(request, async (tx) =>
      objectionBody(await objectToResult(tx, this.desk, report, body, caller), this.today()),
    );
    return answer.body;
  }

  @Get('verification-objections')
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'Objections, those to be decided first first. 异议列表' })
  @AnswersPageOf(ObjectionBody)
  async list(
    @Query() query: ObjectionsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ObjectionBody>>> {
    const today = this.today();
    const filter = {
      open: query.only !== undefined,
      overdueOn: query.only === 'overdue' ? today : undefined,
    };
    const page = await readObjections(this.database, reach, pageOf(query, ['text', 'id']), filter);
    return pageBody(page, (one) => objectionBody(one, today));
  }

  @Get('verification-objections/:id')
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'One objection. 查询异议' })
  @ApiOkResponse({ type: ObjectionBody })
  async get(
    @Param() { id }: ObjectionPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<ObjectionBody>> {
    const found = await findObjection(this.database, id, reach);
    if (found === undefined) throw objectionUnknown(id);
    return objectionBody(found, this.today());
  }

  private today() {
    return chinaDate(this.desk.clock.now());
  }
}
