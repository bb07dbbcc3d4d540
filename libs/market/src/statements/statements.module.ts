import { Database } from '@carbon/database';
import { CLOCK } from '@carbon/http';
import { JobKinds } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { AccountStatementsController } from './http/account-statements.controller';
import { MarketDaysController } from './http/market-days.controller';
import { DayEndRounds } from './jobs/day-end-rounds';
import { endDayKind } from './jobs/end-day-kind';
import { exportStatementKind } from './jobs/export-statement';

/** What each account did in a day, and the file of a market's day. Needs EdgeModule, JobsModule and RulebookModule. */
@Module({
  controllers: [AccountStatementsController, MarketDaysController],
  providers: [
    {
      provide: DayEndRounds,
      inject: [Database, Rulebook, CLOCK, JobKinds],
      useFactory: (database: Database, rulebook: Rulebook, clock: Clock, kinds: JobKinds) => {
        const log = new Logger(DayEndRounds.name);
        return new DayEndRounds({ database, rulebook, clock }, kinds, {
          onFault: (error) => log.error(error),
        });
      },
    },
  ],
  exports: [DayEndRounds],
})
export class StatementsModule implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    private readonly kinds: JobKinds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    const { database, rulebook, clock } = this;
    this.kinds.register(endDayKind({ database, rulebook, clock }));
    this.kinds.register(exportStatementKind(clock));
  }
}
