import { TaskKinds } from '@carbon/approvals';
import { JobKinds } from '@carbon/jobs';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { CarryOverController } from './http/carry-over.controller';
import { CARRY_OVER_DESK, carryOverDeskProvider } from './http/desk-of';
import { carryOverLimitsJob } from './jobs/carry-over-limits-job';
import { allowanceCarryOverKind } from './tasks/allowance-carry-over-kind';
import { carryOverTradeTotalsKind } from './tasks/carry-over-trade-totals-kind';
import type { CarryOverDesk } from './use-cases/desk';

/** Carry-over of old vintages (CAR-001 to CAR-008). Needs EdgeModule, LedgerModule, ApprovalsModule, JobsModule, RulebookModule. */
@Module({ controllers: [CarryOverController], providers: [carryOverDeskProvider] })
export class CarryOverModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly jobs: JobKinds,
    @Inject(CARRY_OVER_DESK) private readonly desk: CarryOverDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(allowanceCarryOverKind(this.desk));
    this.kinds.register(carryOverTradeTotalsKind(this.desk));
    this.jobs.register(carryOverLimitsJob(this.desk));
  }
}
