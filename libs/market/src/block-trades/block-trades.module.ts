import { TaskKinds } from '@carbon/approvals';
import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { Ledger } from '@carbon/ledger';
import { Rulebook } from '@carbon/rulebook';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { BlockTradesController } from './http/block-trades.controller';
import { NegotiationSweeper } from './negotiation-sweeper';
import { BLOCK_PARTS, type BlockParts } from './parts';
import { blockAcceptanceKind } from './tasks/acceptance-kind';
import { blockCounterKind, blockOpeningKind, swapCounterKind, swapOpeningKind } from './tasks/quote-kinds';

/** Trades that two named parties negotiate: blocks and swaps. Needs EdgeModule, LedgerModule, ApprovalsModule, RulebookModule. */
@Module({
  controllers: [BlockTradesController],
  providers: [
    {
      provide: BLOCK_PARTS,
      inject: [Ledger, Rulebook],
      useFactory: (ledger: Ledger, rulebook: Rulebook): BlockParts => ({ ledger, rulebook }),
    },
    {
      provide: NegotiationSweeper,
      inject: [Database, Ledger, CLOCK],
      useFactory: (database: Database, ledger: Ledger, clock: Clock) => {
        const log = new Logger(NegotiationSweeper.name);
        return new NegotiationSweeper(database, ledger, clock, { onFault: (error) => log.error(error) });
      },
    },
  ],
  exports: [NegotiationSweeper],
})
export class BlockTradesModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    @Inject(BLOCK_PARTS) private readonly parts: BlockParts,
  ) {}

  onModuleInit(): void {
    const { parts } = this;
    this.kinds.register(blockOpeningKind(parts));
    this.kinds.register(blockCounterKind(parts));
    this.kinds.register(swapOpeningKind(parts));
    this.kinds.register(swapCounterKind(parts));
    this.kinds.register(blockAcceptanceKind(parts));
  }
}
