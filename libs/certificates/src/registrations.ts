import { TaskKinds } from '@carbon/approvals';
import { HolderSuccession, TransferRules } from '@carbon/custody';
import { JobKinds } from '@carbon/jobs';
import { PersonalDataSources } from '@carbon/privacy';
import { ReceiptSources } from '@carbon/receipts';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { GEC_SCHEME } from './domain/instrument-code';
import { DESK } from './http/desk-of';
import { approvedIssueRunJob, issueRunJob } from './jobs/issue-run';
import { claimKind } from './tasks/claim-kind';
import { claimsKind } from './tasks/claims-kind';
import { correctionKind } from './tasks/correction-kind';
import { issueKind } from './tasks/issue-kind';
import { issueRunKind } from './tasks/issue-run-kind';
import { provincialPlanKind } from './tasks/provincial-plan-kind';
import type { ClaimDesk } from './use-cases/beneficiaries';
import { personsOfClaims } from './use-cases/persons-of-claims';
import { receiptsOfClaims } from './use-cases/receipts-of-claims';
import { succeedHolder } from './use-cases/succeed-holder';
import { certificateTransferRules } from './tasks/transfer-rules';

/** What this room brings to those below it: acts that need four eyes, rules of transfers, whose plants are whose. */
@Injectable()
export class CertificateRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly transfers: TransferRules,
    private readonly succession: HolderSuccession,
    private readonly persons: PersonalDataSources,
    private readonly receipts: ReceiptSources,
    private readonly jobs: JobKinds,
    @Inject(DESK) private readonly desk: ClaimDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(issueKind(this.desk));
    this.kinds.register(claimKind(this.desk));
    this.kinds.register(claimsKind(this.desk));
    this.kinds.register(correctionKind(this.desk));
    this.kinds.register(provincialPlanKind(this.desk));
    const run = approvedIssueRunJob(this.desk);
    this.jobs.register(run);
    this.jobs.register(issueRunJob(this.desk));
    this.kinds.register(issueRunKind(run));
    this.transfers.register(GEC_SCHEME, certificateTransferRules);
    this.succession.register('certificates', succeedHolder);
    this.persons.register(personsOfClaims(this.desk.vault));
    this.receipts.register(receiptsOfClaims(this.desk));
  }
}
