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
  PublicRoute,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { INCLUSION_PARTS, type InclusionParts } from '../../parts';
import { ProgrammeCodePath } from '../../programmes/http/fields';
import { getProgramme } from '../../programmes/programme';
import { programmeReport, reportMonths } from '../use-cases/programme-report';
import { reportReader } from '../use-cases/report-reader';
import {
  ProgrammeMonthsQuery,
  ProgrammeReportBody,
  programmeReportBody,
  ProgrammeReportQuery,
  ReportMonthBody,
  reportMonthBody,
  StatisticsMonthBody,
  statisticsMonthBody,
  wantedOf,
} from './report-bodies';

@ApiTags('inclusion')
@Controller('v1')
export class ReportsController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
  ) {}

  /** Each month is published once, when nothing more is told of it: no two answers differ by one person's acts. */
  @Get('public/programmes/:code/statistics')
  @PublicRoute()
  @ApiOperation({ summary: 'Statistics of a programme by final month and method, latest first. 公开统计' })
  @AnswersPageOf(StatisticsMonthBody)
  async statistics(
    @Param() { code }: ProgrammeCodePath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<StatisticsMonthBody>>> {
    const programme = await getProgramme(this.database, code);
    const wanted = { final: true, page: pageOf(query, ['day']), now: this.clock.now() };
    const page = await reportMonths(this.database, this.parts, { programme, funders: [] }, wanted);
    return pageBody(page, (month) => statisticsMonthBody(month, page.rules));
  }

  @Get('programmes/:code/report')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'A programme over months, for its operator and its sponsors. 项目报告' })
  @ApiOkResponse({ type: ProgrammeReportBody })
  async report(
    @Param() { code }: ProgrammeCodePath,
    @Query() query: ProgrammeReportQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<ProgrammeReportBody>> {
    const who = await reportReader(this.database, code, caller);
    const wanted = { ...wantedOf(query), now: this.clock.now() };
    return programmeReportBody(code, await programmeReport(this.database, this.parts, who, wanted));
  }

  @Get('programmes/:code/months')
  @Permit('inclusion.operate')
  @ApiOperation({ summary: 'Months of a programme by method, with their cost, latest first. 项目各月报告' })
  @AnswersPageOf(ReportMonthBody)
  async months(
    @Param() { code }: ProgrammeCodePath,
    @Query() query: ProgrammeMonthsQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<ReportMonthBody>>> {
    const who = await reportReader(this.database, code, caller);
    const wanted = { ...wantedOf(query), page: pageOf(query, ['day']), now: this.clock.now() };
    const page = await reportMonths(this.database, this.parts, who, wanted);
    return pageBody(page, (month) => reportMonthBody(month, page.rules));
  }
}
