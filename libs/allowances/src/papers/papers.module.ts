import { JobKinds } from '@carbon/jobs';
import { ReceiptSources } from '@carbon/receipts';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { SurrenderListeners } from '../surrender/index';
import { PAPER_DESK, paperDeskProvider } from './http/desk-of';
import { NoticePageController } from './http/notice-page.controller';
import { CompliancePapersController } from './http/papers.controller';
import { complianceCertificatesJob, complianceNoticesJob } from './jobs/paper-jobs';
import type { PaperDesk } from './use-cases/desk';
import { followSurrenders } from './use-cases/follow-surrenders';
import { receiptsOfCertificates } from './use-cases/receipts-of-certificates';

/** Notices and certificates of compliance (SUR-014). Needs EdgeModule, JobsModule, ReceiptsModule, RulebookModule, SurrenderModule. */
@Module({
  controllers: [CompliancePapersController, NoticePageController],
  providers: [paperDeskProvider],
})
export class PapersModule implements OnModuleInit {
  constructor(
    private readonly jobs: JobKinds,
    private readonly receipts: ReceiptSources,
    private readonly surrenders: SurrenderListeners,
    @Inject(PAPER_DESK) private readonly desk: PaperDesk,
  ) {}

  onModuleInit(): void {
    this.jobs.register(complianceNoticesJob(this.desk));
    this.jobs.register(complianceCertificatesJob(this.desk));
    this.receipts.register(receiptsOfCertificates);
    this.surrenders.add(followSurrenders(this.desk));
  }
}
