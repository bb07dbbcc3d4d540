import { CLOCK } from '@carbon/http';
import { JobKinds } from '@carbon/jobs';
import type { Clock } from '@carbon/kernel';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { exportHoldingsKind } from './export-holdings';
import { exportStatementKind } from './export-statement';

/** Holdings and statements as files. Needs EdgeModule and JobsModule. */
@Module({})
export class CustodyExportsModule implements OnModuleInit {
  constructor(
    private readonly kinds: JobKinds,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.kinds.register(exportHoldingsKind(this.clock));
    this.kinds.register(exportStatementKind(this.clock));
  }
}
