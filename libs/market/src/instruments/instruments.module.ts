import { TaskKinds } from '@carbon/approvals';
import { ClosureChecks, HolderSuccession } from '@carbon/custody';
import { Rulebook } from '@carbon/rulebook';
import { Module, type OnModuleInit } from '@nestjs/common';
import { accountTrades } from './domain/refusals';
import { MarketsController } from './http/markets.controller';
import { PositionsController } from './http/positions.controller';
import { TradingAccountsController } from './http/trading-accounts.controller';
import { OpenCommitments } from './open-commitments';
import { servedBy } from './persistence/write-trading-accounts';
import { tradingAccountChangeKind, tradingAccountClosingKind } from './tasks/account-kinds';
import { marketFeeAccountKind } from './tasks/fee-account-kind';
import { instrumentAdmissionKind, instrumentDelistingKind } from './tasks/instrument-kinds';
import { tradingAccountOpeningKind } from './tasks/opening-kind';
import { succeedTrader } from './use-cases/succeed-trader';

/**
 * Which instruments trade where, who may trade, halts. Needs EdgeModule, LedgerModule, ApprovalsModule, RulebookModule, and of
 * custody AccountsDeskModule and HolderActsModule.
 */
@Module({
  controllers: [MarketsController, PositionsController, TradingAccountsController],
  providers: [OpenCommitments],
  exports: [OpenCommitments],
})
export class InstrumentsModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly closures: ClosureChecks,
    private readonly succession: HolderSuccession,
    private readonly rulebook: Rulebook,
    private readonly commitments: OpenCommitments,
  ) {}

  onModuleInit(): void {
    const { rulebook, commitments } = this;
    const parts = { rulebook, commitments };
    this.kinds.register(instrumentAdmissionKind(parts));
    this.kinds.register(instrumentDelistingKind());
    this.kinds.register(tradingAccountOpeningKind(parts));
    this.kinds.register(tradingAccountChangeKind());
    this.kinds.register(tradingAccountClosingKind(parts));
    this.kinds.register(marketFeeAccountKind());
    this.closures.register('trading-accounts', async (tx, { number }) => {
      const serves = await servedBy(tx, number);
      return serves === undefined ? undefined : accountTrades(number, serves);
    });
    this.succession.register('trading-accounts', succeedTrader(commitments));
  }
}
