import { CLOCK } from '@carbon/http';
import { JobKinds } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { exportOrdersKind } from '../orders/exports/export-orders';
import { exportTradesKind } from '../orders/exports/export-trades';
import { exportSalesKind } from './export-sales';

/** Sales, orders and trades as files. Needs EdgeModule and JobsModule. */
@Module({})
export class MarketExportsModule implements OnModuleInit {
  constructor(
    private readonly kinds: JobKinds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(exportSalesKind(this.clock));
    this.kinds.register(exportOrdersKind(this.clock));
    this.kinds.register(exportTradesKind(this.clock));
  }
}
