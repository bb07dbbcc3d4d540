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
  type Sent,
} from '@carbon/http';
import { chinaDate, type Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CreditDesk } from '../../desk';
import { CREDIT_DESK } from '../../http-desk';
import { JudgementBody, judgementBody, LifeEventBody, lifeEventBody } from '../../life-cycle/http/bodies';
import { readEvents } from '../../life-cycle/persistence/events';
import { readJudgements } from '../../life-cycle/persistence/judgements';
import { holderCodes } from '../../persistence/holder-codes';
import { readReports, readSteps } from '../persistence/read-reports';
import type { Report } from '../persistence/report';
import { fileReport } from '../use-cases/file-report';
import { reportInReach } from '../use-cases/report-in-reach';
import { ComputedStepBody, computedStepBody } from './computed-step-body';
import { NewReportBody, newReportOf } from './new-report-body';
import { ReportBody, reportBody, ReportPath, ReportQuery } from './report-bodies';

/** Monitoring reports as their owners, their verifiers and the registry see them. */
@ApiTags('reductions')
@Controller('v1/reduction-reports')
export class ReportsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CREDIT_DESK) private readonly desk: CreditDesk,
  ) {}

  @Post()
  @Permit('projects.write')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary:
      'File a monitoring report; what it comes to is computed and public (CCR-004). 提交减排量核算报告',
  })
  @ApiCreatedResponse({ type: ReportBody })
  async file(
    @Body() body: NewReportBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<ReportBody>> {
    const request = { caller, operation: 'reduction-reports.file', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const report = await fileReport(tx, this.desk, newReportOf(body), caller);
      return reportBody(report, await holderCodes(tx, [report.holderId, report.verifierId]), this.today());
    });
    return answer.body;
  }

  @Get()
  @Permit('credits.read')
  @ApiOperation({ summary: 'Monitoring reports by number. 减排量核算报告列表' })
  @AnswersPageOf(ReportBody)
  async list(
    @Query() query: ReportQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ReportBody>>> {
    const { project, scheme, state } = query;
    const today = this.today();
    const page = await readReports(this.database, reach, pageOf(query, ['text']), {
      ...{ project, scheme, state, overdueOn: query.overdue === 'true' ? today : undefined },
    });
    const codes = await this.codesOf(page.items);
    return pageBody(page, (report) => reportBody(report, codes, today));
  }

  @Get(':number')
  @Permit('credits.read')
  @ApiOperation({ summary: 'One monitoring report. 查询减排量核算报告' })
  @ApiOkResponse({ type: ReportBody })
  async get(@Param() { number }: ReportPath, @CurrentCaller() { reach }: Caller): Promise<Sent<ReportBody>> {
    const report = await reportInReach(this.database, number, reach);
    return reportBody(report, await this.codesOf([report]), this.today());
  }

  @Get(':number/steps')
  @Permit('credits.read')
  @ApiOperation({ summary: 'How a reduction was computed, step by step. 计算步骤' })
  @AnswersPageOf(ComputedStepBody)
  async steps(
    @Param() { number }: ReportPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ComputedStepBody>>> {
    const { id } = await reportInReach(this.database, number, reach);
    return pageBody(await readSteps(this.database, id, pageOf(query, ['number'])), computedStepBody);
  }

  @Get(':number/events')
  @Permit('credits.read')
  @ApiOperation({ summary: 'The history of a report, oldest first. 报告历史' })
  @AnswersPageOf(LifeEventBody)
  async events(
    @Param() { number }: ReportPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<LifeEventBody>>> {
    const { id } = await reportInReach(this.database, number, reach);
    return pageBody(await readEvents(this.database, 'report', id, pageOf(query, ['number'])), lifeEventBody);
  }

  @Get(':number/judgements')
  @Permit('credits.read')
  @ApiOperation({ summary: 'What the rules said of a report, and which rules, oldest first. 报告规则判定' })
  @AnswersPageOf(JudgementBody)
  async judgements(
    @Param() { number }: ReportPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<JudgementBody>>> {
    const { id } = await reportInReach(this.database, number, reach);
    return pageBody(await readJudgements(this.database, 'report', id, pageOf(query, ['id'])), judgementBody);
  }

  private today() {
    return chinaDate(this.desk.clock.now());
  }

  private codesOf(reports: readonly Report[]): Promise<ReadonlyMap<string, string>> {
    const ids = reports.flatMap(({ holderId, verifierId }) => [holderId, verifierId]);
    return holderCodes(this.database, ids);
  }
}
