import { TaskKinds } from '@carbon/approvals';
import { HolderSuccession, TransferRules } from '@carbon/custody';
import { JobKinds } from '@carbon/jobs';
import { DryRuns } from '@carbon/rulebook';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { VerifiedListeners } from '../verified/verified-listeners';
import { DestinationGrounds } from './destination-grounds';
import type { AllocationDesk } from './desk';
import { allocationDryRun } from './dry-run';
import { ALLOCATION_DESK } from './http-desk';
import { allocationCalculationJob } from './jobs/calculation-job';
import { allocationIssueJob } from './jobs/issue-job';
import { allowanceReturnKind, provincialReleaseKind, reapprovalKind } from './tasks/after-approval-kinds';
import { allocationAppealKind, appealDecisionKind } from './tasks/appeal-kinds';
import { allowanceCapKind } from './tasks/cap-kind';
import { balanceValueKind, owedAdjustmentKind } from './tasks/decision-kinds';
import { allocationApprovalKind, allocationIssueKind } from './tasks/round-kinds';
import { allowanceTransferRules } from './tasks/transfer-rules';
import { closingGround, judicialGround } from './use-cases/find-grounds';
import { noticeChangedFigures } from './use-cases/reapprove';
import { succeedAllocation } from './use-cases/succeed-allocation';
import { allowanceSchemes } from './domain/allowance-schemes';

/** What allocation brings to the rooms below: acts that need four eyes, long work, rules of transfers, whose is whose. */
@Injectable()
export class AllocationRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly jobs: JobKinds,
    private readonly transfers: TransferRules,
    private readonly succession: HolderSuccession,
    private readonly verified: VerifiedListeners,
    private readonly grounds: DestinationGrounds,
    private readonly dryRuns: DryRuns,
    @Inject(ALLOCATION_DESK) private readonly desk: AllocationDesk,
  ) {}

  onModuleInit(): void {
    const { desk } = this;
    const issue = allocationIssueJob(desk);
    this.jobs.register(issue);
    this.jobs.register(allocationCalculationJob(desk));
    this.kinds.register(allowanceCapKind());
    this.kinds.register(allocationAppealKind(desk));
    this.kinds.register(appealDecisionKind(desk));
    this.kinds.register(allocationApprovalKind(desk));
    this.kinds.register(allocationIssueKind(issue));
    this.kinds.register(reapprovalKind(desk));
    this.kinds.register(provincialReleaseKind(desk));
    this.kinds.register(allowanceReturnKind(desk));
    this.kinds.register(owedAdjustmentKind());
    this.kinds.register(balanceValueKind());
    for (const scheme of allowanceSchemes()) this.transfers.register(scheme, allowanceTransferRules);
    this.succession.register('allocation', succeedAllocation);
    this.verified.add(noticeChangedFigures(desk));
    this.dryRuns.register(allocationDryRun);
    this.grounds.add(judicialGround);
    this.grounds.add(closingGround);
  }
}
