import { Database } from '@carbon/database';
import { AnswersPageOf, pageBody, pageOf, PageQuery, PublicRoute, type Sent } from '@carbon/http';
import { chinaTimestamp, type Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import {
  PublicCommentBody,
  publicCommentBody,
  StatementTold,
  statementTold,
} from '../../life-cycle/http/bodies';
import { readComments } from '../../life-cycle/persistence/comments';
import { readStatements } from '../../life-cycle/persistence/statements';
import { holderCodes } from '../../persistence/holder-codes';
import { IsProjectNumber } from '../../projects/http/fields';
import { reportUnknown } from '../domain/refusals';
import {
  type CancelledCertificates,
  findReport,
  readCancelledCertificates,
  readPublicReports,
  readSteps,
} from '../persistence/read-reports';
import type { Report } from '../persistence/report';
import { ComputedStepBody, computedStepBody } from './computed-step-body';
import { PublicReportBody, publicReportBody, PublicReportQuery, ReportPath } from './report-bodies';

export class PublicReportDetailBody extends PublicReportBody {
  @ApiProperty({ type: [StatementTold], description: 'Statements of its verification. 核查意见' })
  statements!: Sent<StatementTold>[];
}

export class CancelledCertificatesQuery extends PageQuery {
  @IsProjectNumber('Only for this project. 按项目筛选', { optional: true })
  project?: string;
}

export class CancelledCertificatesBody {
  @ApiProperty({ description: 'The certificates. 绿证', example: 'GEC-12326030235000018-202601' })
  instrument!: string;
  @ApiProperty({ description: 'First serial. 起始编号', example: '1' })
  first!: string;
  @ApiProperty({ description: 'Last serial. 终止编号', example: '10000' })
  last!: string;
  @ApiProperty({ description: 'The project. 项目编号', example: 'PJ000001' })
  project!: string;
  @ApiProperty({ description: 'The report whose reductions were registered. 报告编号', example: 'MR000001' })
  report!: string;
  @ApiProperty({ description: 'When. 时间', format: 'date-time', example: '2026-05-02T10:00:00.000+08:00' })
  at!: string;
}

const cancelledBody = (units: CancelledCertificates): Sent<CancelledCertificatesBody> => {
  const { instrument, first, last, project, report, at } = units;
  return { instrument, first, last, project, report, at: chinaTimestamp(at) };
};

/** The public register of reductions (CCR-004), and the certificates that ended for them (EXC-004). Names no person. */
@ApiTags('public register')
@Controller('v1/public')
export class PublicReductionsController {
  constructor(private readonly database: Database) {}

  @Get('reductions')
  @PublicRoute()
  @ApiOperation({
    summary: 'Monitoring reports that are public or registered, by number. 减排量公示与登记信息',
  })
  @AnswersPageOf(PublicReportBody)
  async list(@Query() query: PublicReportQuery): Promise<Page<Sent<PublicReportBody>>> {
    const page = await readPublicReports(this.database, pageOf(query, ['text']), query);
    const ids = page.items.flatMap(({ holderId, verifierId }) => [holderId, verifierId]);
    const codes = await holderCodes(this.database, ids);
    return pageBody(page, (report) => publicReportBody(report, codes));
  }

  @Get('reductions/:number')
  @PublicRoute()
  @ApiOperation({ summary: 'One public report, with what its verifier stated. 查询公示减排量' })
  @ApiOkResponse({ type: PublicReportDetailBody })
  async get(@Param() { number }: ReportPath): Promise<Sent<PublicReportDetailBody>> {
    const report = await this.publicReport(number);
    const statements = await readStatements(this.database, 'report', report.id);
    const ids = [report.holderId, report.verifierId, ...statements.map(({ bodyId }) => bodyId)];
    const codes = await holderCodes(this.database, ids);
    return {
      ...publicReportBody(report, codes),
      statements: statements.map((statement) => statementTold(statement, codes)),
    };
  }

  @Get('reductions/:number/steps')
  @PublicRoute()
  @ApiOperation({ summary: 'How a public reduction was computed, step by step. 计算步骤' })
  @AnswersPageOf(ComputedStepBody)
  async steps(
    @Param() { number }: ReportPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<ComputedStepBody>>> {
    const { id } = await this.publicReport(number);
    return pageBody(await readSteps(this.database, id, pageOf(query, ['number'])), computedStepBody);
  }

  @Get('reductions/:number/comments')
  @PublicRoute()
  @ApiOperation({ summary: 'What was said of a report while it was public, oldest first. 公示意见' })
  @AnswersPageOf(PublicCommentBody)
  async comments(
    @Param() { number }: ReportPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<PublicCommentBody>>> {
    const { id } = await this.publicReport(number);
    const page = await readComments(this.database, 'report', id, pageOf(query, ['id']));
    return pageBody(page, publicCommentBody);
  }

  @Get('cancelled-certificates')
  @PublicRoute()
  @ApiOperation({
    summary:
      'Certificates cancelled because their power was registered as reductions (EXC-004). 因减排量登记注销的绿证',
  })
  @AnswersPageOf(CancelledCertificatesBody)
  async cancelled(
    @Query() query: CancelledCertificatesQuery,
  ): Promise<Page<Sent<CancelledCertificatesBody>>> {
    return pageBody(
      await readCancelledCertificates(this.database, pageOf(query, ['number']), query),
      cancelledBody,
    );
  }

  private async publicReport(number: string): Promise<Report> {
    const report = await findReport(this.database, number);
    if (report === undefined || report.state === 'withdrawn') throw reportUnknown(number);
    return report;
  }
}
