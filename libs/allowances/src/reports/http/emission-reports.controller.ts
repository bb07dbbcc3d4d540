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
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ReportDesk } from '../desk';
import { readReportEvents } from '../persistence/events';
import { readReports } from '../persistence/read-reports';
import type { EmissionReport, ReportVersion } from '../persistence/report';
import { readVersions } from '../persistence/versions';
import { checkVersion } from '../use-cases/check-version';
import { keptUntil } from '../use-cases/dates';
import { reportInReach, versionOf } from '../use-cases/report-in-reach';
import { returnReport } from '../use-cases/return-report';
import { codesOf, openReport, saveVersion } from '../use-cases/save-report';
import { REPORT_DESK } from './desk-of';
import {
  EmissionReportBody,
  emissionReportBody,
  EmissionReportPath,
  EmissionReportsQuery,
  OpenEmissionReportBody,
  ReportCheckBody,
  reportCheckBody,
  ReportEventBody,
  reportEventBody,
  ReportVersionBody,
  reportVersionBody,
  ReportVersionHeadBody,
  ReportVersionPath,
  ReturnReportBody,
  SavedReportBody,
  SaveReportVersionBody,
  versionHeadBody,
} from './report-bodies';

/** Annual emission reports as enterprises write them, and everybody concerned reads them. */
@ApiTags('emission-reports')
@Controller('v1/emission-reports')
export class EmissionReportsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(REPORT_DESK) private readonly desk: ReportDesk,
  ) {}

  @Post()
  @Permit('emission-reports.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Open the report of a data year, with its first version. 新建年度排放报告' })
  @ApiCreatedResponse({ type: SavedReportBody })
  async open(
    @Body() body: OpenEmissionReportBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<SavedReportBody>> {
    const request = { caller, operation: 'emission-reports.open', key, body };
    const answer = await this.once.run(request, async (tx) => {
      const { market, year, content, preparedBy } = body;
      return saved(
        await openReport(tx, this.desk, { market, year, content, preparedBy, source: 'form' }, caller),
      );
    });
    return answer.body;
  }

  @Get()
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'Emission reports, the latest first. 排放报告列表' })
  @AnswersPageOf(EmissionReportBody)
  async list(
    @Query() query: EmissionReportsQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<EmissionReportBody>>> {
    const page = await readReports(this.database, reach, pageOf(query, ['text']), query);
    const toBody = await this.bodiesOf(page.items);
    return pageBody(page, toBody);
  }

  @Get(':report')
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'One emission report. 查询排放报告' })
  @ApiOkResponse({ type: EmissionReportBody })
  async get(
    @Param() { report: name }: EmissionReportPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<EmissionReportBody>> {
    const report = await reportInReach(this.database, name, reach);
    return (await this.bodiesOf([report]))(report);
  }

  @Post(':report/versions')
  @Permit('emission-reports.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Save another version. 保存新版本' })
  @ApiCreatedResponse({ type: SavedReportBody })
  async save(
    @Param() { report }: EmissionReportPath,
    @Body() body: SaveReportVersionBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<SavedReportBody>> {
    const request = { caller, operation: 'emission-reports.save', key, body: { report, body } };
    const { content, preparedBy } = body;
    const answer = await this.once.run(request, async (tx) =>
      saved(await saveVersion(tx, this.desk, report, { content, preparedBy, source: 'form' }, caller)),
    );
    return answer.body;
  }

  @Get(':report/versions')
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'Versions of a report, the latest first. 报告版本' })
  @AnswersPageOf(ReportVersionHeadBody)
  async versions(
    @Param() { report: name }: EmissionReportPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ReportVersionHeadBody>>> {
    const { id } = await reportInReach(this.database, name, reach);
    const page = await readVersions(this.database, id, pageOf(query, ['number']));
    const codes = await this.codes(page.items.map(({ preparedBy }) => preparedBy));
    return pageBody(page, (version) => versionHeadBody(version, codes));
  }

  @Get(':report/versions/:version')
  @Permit('emission-reports.read')
  @ApiOperation({
    summary: 'One version: what is reported, and every step of what it comes to. 查询报告版本',
  })
  @ApiOkResponse({ type: ReportVersionBody })
  async version(
    @Param() { report: name, version: number }: ReportVersionPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<ReportVersionBody>> {
    const version = await versionOf(this.database, await reportInReach(this.database, name, reach), number);
    return reportVersionBody(version, await this.codes([version.preparedBy]));
  }

  @Get(':report/versions/:version/checks')
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'What a version lacks, and what is asked about (CYC-01). 完整性与合理性检查' })
  @AnswersPageOf(ReportCheckBody)
  async checks(
    @Param() { report: name, version: number }: ReportVersionPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ReportCheckBody>>> {
    const report = await reportInReach(this.database, name, reach);
    const version = await versionOf(this.database, report, number);
    return { items: (await checkVersion(this.database, this.desk, report, version)).map(reportCheckBody) };
  }

  @Get(':report/events')
  @Permit('emission-reports.read')
  @ApiOperation({ summary: 'The history of a report, oldest first. 报告历史' })
  @AnswersPageOf(ReportEventBody)
  async events(
    @Param() { report: name }: EmissionReportPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ReportEventBody>>> {
    const { id } = await reportInReach(this.database, name, reach);
    return pageBody(await readReportEvents(this.database, id, pageOf(query, ['number'])), reportEventBody);
  }

  @Post(':report/returns')
  @HttpCode(200)
  @Permit('emission-verification.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Give a report back to be put right (authority). 退回报告' })
  @ApiOkResponse({ type: EmissionReportBody })
  async giveBack(
    @Param() { report: name }: EmissionReportPath,
    @Body() { reason }: ReturnReportBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<EmissionReportBody>> {
    const request = { caller, operation: 'emission-reports.return', key, body: { name, reason } };
    const answer = await this.once.run(request, async (tx) => {
      const report = await returnReport(tx, name, reason, caller, this.desk.clock.now());
      const codes = await codesOf(tx, [report.holderId, report.originId, report.verifierId]);
      return emissionReportBody(report, codes, undefined);
    });
    return answer.body;
  }

  private async bodiesOf(
    reports: readonly EmissionReport[],
  ): Promise<(report: EmissionReport) => Sent<EmissionReportBody>> {
    const codes = await this.codes(
      reports.flatMap(({ holderId, originId, verifierId }) => [holderId, originId, verifierId]),
    );
    const packs = await this.desk.packs(this.database);
    const today = chinaDate(this.desk.clock.now());
    return (report) => {
      const recorded = chinaDate(report.confirmedAt ?? report.submittedAt ?? report.openedAt);
      return emissionReportBody(report, codes, keptUntil(packs, report.market, recorded, today));
    };
  }

  private codes(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    return codesOf(this.database.source, ids);
  }
}

const saved = ({
  report,
  version,
}: {
  readonly report: EmissionReport;
  readonly version: ReportVersion;
}) => ({
  ...{ report: report.number, state: report.state },
  ...{ version: version.number, totalT: version.totalT.toString() },
});
