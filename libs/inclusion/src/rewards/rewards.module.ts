import { TaskKinds } from '@carbon/approvals';
import { HolderSuccession } from '@carbon/custody';
import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import { JobKinds } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { Consents, PersonVault } from '@carbon/privacy';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { InclusionPartsModule } from '../inclusion-parts.module';
import { INCLUSION_PARTS, type InclusionParts } from '../parts';
import { ResidentData } from '../residents/resident-data';
import { ResidentDataModule } from '../residents/resident-data.module';
import { VOUCHER_DESK, type VoucherDesk } from './desk';
import { exportMerchantStatementKind } from './exports/export-merchant-statement';
import { MerchantStatementsController } from './http/merchant-statements.controller';
import { MerchantVouchersController } from './http/merchant-vouchers.controller';
import { MyVouchersController } from './http/my-vouchers.controller';
import { PublicRewardsController } from './http/public-rewards.controller';
import { RewardDeskController } from './http/reward-desk.controller';
import { handOverRewards } from './persistence/hand-over';
import { residentVouchers } from './resident-vouchers';
import { fundingEndKind, fundingKind, settlementCorrectionKind } from './tasks/funding-kinds';
import { rewardKind, rewardStockKind, rewardWithdrawalKind } from './tasks/reward-kinds';
import { ScanGuard } from './use-cases/scan-guard';
import { VoucherSweeper } from './voucher-sweeper';

/** What points are spent on: rewards, vouchers, gifts, who pays for them, and what merchants are owed. */
@Module({
  imports: [InclusionPartsModule, ResidentDataModule],
  controllers: [
    PublicRewardsController,
    MyVouchersController,
    MerchantVouchersController,
    MerchantStatementsController,
    RewardDeskController,
  ],
  providers: [
    {
      provide: VOUCHER_DESK,
      inject: [INCLUSION_PARTS, PersonVault, Consents],
      useFactory: (parts: InclusionParts, vault: PersonVault, consents: Consents): VoucherDesk => ({
        ...{ ledger: parts.ledger, packs: parts.packs, vault, consents },
      }),
    },
    {
      provide: ScanGuard,
      inject: [Database, INCLUSION_PARTS, CLOCK],
      useFactory: (database: Database, parts: InclusionParts, clock: Clock) =>
        new ScanGuard(database, parts, clock),
    },
    {
      provide: VoucherSweeper,
      inject: [Database, INCLUSION_PARTS, CLOCK],
      useFactory: (database: Database, parts: InclusionParts, clock: Clock) => {
        const log = new Logger(VoucherSweeper.name);
        return new VoucherSweeper(database, parts, clock, { onFault: (error) => log.error(error) });
      },
    },
  ],
  exports: [VoucherSweeper],
})
export class RewardsModule implements OnModuleInit {
  constructor(
    private readonly tasks: TaskKinds,
    private readonly jobs: JobKinds,
    private readonly residents: ResidentData,
    private readonly succession: HolderSuccession,
    @Inject(INCLUSION_PARTS) private readonly parts: InclusionParts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.tasks.register(rewardKind());
    this.tasks.register(rewardStockKind());
    this.tasks.register(rewardWithdrawalKind());
    this.tasks.register(fundingKind());
    this.tasks.register(fundingEndKind());
    this.tasks.register(settlementCorrectionKind());
    this.jobs.register(exportMerchantStatementKind(this.clock));
    this.succession.register('rewards', (tx, { from, to }) => handOverRewards(tx, from.id, to.id));
    this.residents.register(residentVouchers(this.parts));
  }
}
