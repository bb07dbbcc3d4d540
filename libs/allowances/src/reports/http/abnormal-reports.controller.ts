import { Database } from '@carbon/database';
import { AnswersPageOf, type Caller, CurrentCaller, pageBody, pageOf, Permit, type Sent } from '@carbon/http';
import { chinaDate, type Page } from '@carbon/kernel';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ReportDesk } from '../desk';
import { abnormalReports } from '../use-cases/abnormal-reports';
import { AbnormalReportBody, abnormalReportBody, AbnormalReportsQuery } from './abnormal-bodies';
import { REPORT_DESK } from './desk-of';

/** What regulators should look at. */
@ApiTags('emission-verification')
@Controller('v1/abnormal-emission-reports')
export class AbnormalReportsController {
  constructor(
    private readonly database: Database,
    @Inject(REPORT_DESK) private readonly desk: ReportDesk,
  ) {}

  @Get()
  @Permit('statistics.read')
  @ApiOperation({
    summary: 'Reports out of the ordinary: missing, late, far off, findings open. 异常排放报告',
  })
  @AnswersPageOf(AbnormalReportBody)
  async list(
    @Query() query: AbnormalReportsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AbnormalReportBody>>> {
    const { market, year, kind, sector, province } = query;
    const wish = { market, year, kind, sector, province, reach, on: chinaDate(this.desk.clock.now()) };
    const packs = await this.desk.packs(this.database);
    return pageBody(
      await abnormalReports(this.database, packs, wish, pageOf(query, ['text'])),
      abnormalReportBody,
    );
  }
}
