import { Module } from '@nestjs/common';
import { AllocationModule } from './allocation/allocation.module';
import { BorrowingModule } from './borrowing/borrowing.module';
import { CancellationsModule } from './cancellations/cancellations.module';
import { CarryOverModule } from './carry-over/carry-over.module';
import { CarbonAccountModule } from './carbon-account/index';
import { EmittersModule } from './emitters/emitters.module';
import { GroupsModule } from './groups/index';
import { HoldingsModule } from './holdings/holdings.module';
import { InternalMarketsModule } from './internal/index';
import { ReportsModule } from './reports/reports.module';
import { MarketsModule } from './markets/markets.module';
import { StatisticsModule } from './statistics/statistics.module';
import { SurrenderModule } from './surrender/surrender.module';
import { PapersModule } from './papers/papers.module';
import { PenaltiesModule } from './penalties/penalties.module';
import { VerifiedModule } from './verified/verified.module';

/** Allowances over HTTP, from the list of emitters to the certificate of compliance. Needs EdgeModule, LedgerModule, ApprovalsModule, RulebookModule. */
@Module({
  imports: [
    VerifiedModule,
    EmittersModule,
    ReportsModule,
    AllocationModule,
    BorrowingModule,
    CancellationsModule,
    CarryOverModule,
    PapersModule,
    PenaltiesModule,
    CarbonAccountModule,
    GroupsModule,
    InternalMarketsModule,
    HoldingsModule,
    SurrenderModule,
    MarketsModule,
    StatisticsModule,
  ],
})
export class AllowancesModule {}
