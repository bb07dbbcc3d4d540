import { TaskKinds } from '@carbon/approvals';
import { TransferRules } from '@carbon/custody';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { InternalMarketsController } from './http/internal-markets.controller';
import { internalMarketJoiningKind, internalMarketOpeningKind } from './tasks/market-kinds';
import { internalTransferRules } from './tasks/transfer-rules';
import { internalAllocationKind, internalCountKind, internalYearOpeningKind } from './tasks/year-kinds';
import { INTERNAL_SCHEME } from './use-cases/desk';

/** Markets of parks and groups (S04). Needs EdgeModule, LedgerModule, ApprovalsModule, RulebookModule, TransfersModule. */
@Module({ controllers: [InternalMarketsController] })
export class InternalMarketsModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly transfers: TransferRules,
    private readonly ledger: Ledger,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const { ledger, rulebook, clock } = this;
    this.kinds.register(internalMarketOpeningKind);
    this.kinds.register(internalMarketJoiningKind);
    this.kinds.register(internalYearOpeningKind);
    this.kinds.register(internalAllocationKind({ ledger, rulebook, clock }));
    this.kinds.register(internalCountKind({ ledger, rulebook, clock }));
    this.transfers.register(INTERNAL_SCHEME, internalTransferRules);
  }
}
