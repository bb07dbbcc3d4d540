import { TaskKinds } from '@carbon/approvals';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { PENALTY_DESK, penaltyDeskProvider } from './http/desk-of';
import { PenaltiesController } from './http/penalties.controller';
import { penaltyDecisionKind } from './tasks/penalty-decision-kind';
import { penaltySettlementKind } from './tasks/penalty-settlement-kind';
import type { PenaltyDesk } from './use-cases/desk';

/** Decisions on breaches (PEN-001 to PEN-008). Needs EdgeModule, ApprovalsModule, RulebookModule. */
@Module({ controllers: [PenaltiesController], providers: [penaltyDeskProvider] })
export class PenaltiesModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    @Inject(PENALTY_DESK) private readonly desk: PenaltyDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(penaltyDecisionKind(this.desk));
    this.kinds.register(penaltySettlementKind);
  }
}
