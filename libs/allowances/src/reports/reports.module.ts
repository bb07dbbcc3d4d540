import { TaskKinds } from '@carbon/approvals';
import { HolderSuccession } from '@carbon/custody';
import { JobKinds } from '@carbon/jobs';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import type { ReportDesk } from './desk';
import { AbnormalReportsController } from './http/abnormal-reports.controller';
import { REPORT_DESK, reportDeskProvider } from './http/desk-of';
import { EmissionReportsController } from './http/emission-reports.controller';
import { EmissionVerificationController } from './http/emission-verification.controller';
import { ReportTemplateController } from './http/report-template.controller';
import { VerificationObjectionsController } from './http/verification-objections.controller';
import { emissionReportExportKind } from './jobs/emission-report-export';
import { emissionReportImportKind } from './jobs/emission-report-import';
import { exportAbnormalReportsKind } from './jobs/export-abnormal-reports';
import { verifiedFiguresImportKind } from './jobs/verified-figures-import';
import { emissionReportSubmissionKind } from './tasks/emission-report-submission-kind';
import { objectionDecisionKind } from './tasks/objection-decision-kind';
import { verificationAssignmentKind } from './tasks/verification-assignment-kind';
import { verificationResultKind } from './tasks/verification-result-kind';
import { verifiedCorrectionKind } from './tasks/verified-correction-kind';
import { verifiedImportKind } from './tasks/verified-import-kind';
import { succeedEmissionReports } from './use-cases/succeed-reports';

/** Annual emission reports, their verification, and objections to it. Needs what AllowancesModule needs, and jobs. */
@Module({
  controllers: [
    EmissionReportsController,
    EmissionVerificationController,
    VerificationObjectionsController,
    AbnormalReportsController,
    ReportTemplateController,
  ],
  providers: [reportDeskProvider],
})
export class ReportsModule implements OnModuleInit {
  constructor(
    private readonly tasks: TaskKinds,
    private readonly jobs: JobKinds,
    private readonly succession: HolderSuccession,
    @Inject(REPORT_DESK) private readonly desk: ReportDesk,
  ) {}

  onModuleInit(): void {
    const { desk } = this;
    this.tasks.register(emissionReportSubmissionKind(desk));
    this.tasks.register(verificationAssignmentKind(desk));
    this.tasks.register(verificationResultKind(desk));
    this.tasks.register(objectionDecisionKind(desk));
    this.tasks.register(verifiedCorrectionKind(desk));
    this.tasks.register(verifiedImportKind(desk));
    this.jobs.register(emissionReportImportKind(desk));
    this.jobs.register(emissionReportExportKind(desk));
    this.jobs.register(verifiedFiguresImportKind(desk));
    this.jobs.register(exportAbnormalReportsKind(desk));
    this.succession.register('emission-reports', succeedEmissionReports);
  }
}
