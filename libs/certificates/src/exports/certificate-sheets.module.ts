import { Contents } from '@carbon/documents';
import { JobKinds } from '@carbon/jobs';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { DESK, deskProvider } from '../http/desk-of';
import { importMeterMonthsKind } from '../imports/import-meter-months-sheet';
import { importPlantsKind } from '../imports/import-plants';
import type { Desk } from '../use-cases/desk';
import { exportCertificatesKind } from './export-certificates';

/** Certificates as files; plants and metered energy from workbooks. Needs what CertificatesModule needs, documents, jobs. */
@Module({ providers: [deskProvider] })
export class CertificateSheetsModule implements OnModuleInit {
  constructor(
    private readonly kinds: JobKinds,
    private readonly contents: Contents,
    @Inject(DESK) private readonly desk: Desk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(exportCertificatesKind(this.desk));
    this.kinds.register(importPlantsKind(this.desk, this.contents));
    this.kinds.register(importMeterMonthsKind(this.desk, this.contents));
  }
}
