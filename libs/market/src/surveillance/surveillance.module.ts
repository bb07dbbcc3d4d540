import { CLOCK } from '@carbon/http';
import { JobKinds } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { SurveillanceAlertsController } from './http/alerts.controller';
import { MarketNoticesController } from './http/notices.controller';
import { SurveillanceSummaryController } from './http/summary.controller';
import { surveillanceReplayKind } from './jobs/replay-kind';
import { SurveillanceWatch } from './surveillance-watch';

/** Alerts, explained, for whoever runs a market. Needs EdgeModule, JobsModule and RulebookModule. */
@Module({
  controllers: [SurveillanceAlertsController, SurveillanceSummaryController, MarketNoticesController],
  providers: [SurveillanceWatch],
  exports: [SurveillanceWatch],
})
export class SurveillanceModule implements OnModuleInit {
  constructor(
    private readonly kinds: JobKinds,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(surveillanceReplayKind(this.rulebook, this.clock));
  }
}
