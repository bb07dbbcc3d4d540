import { TaskKinds } from '@carbon/approvals';
import { ClosureChecks, HolderSuccession } from '@carbon/custody';
import { CLOCK } from '@carbon/http';
import type { Clock } from '@carbon/kernel';
import { DryRuns } from '@carbon/rulebook';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DestinationGrounds } from '../allocation/index';
import { allowanceSurrenderKind } from './tasks/allowance-surrender-kind';
import { assistanceConsentKind } from './tasks/assistance-consent-kind';
import { judicialSurrenderKind } from './tasks/judicial-surrender-kind';
import { provincialSurrenderKind } from './tasks/provincial-surrender-kind';
import { surrenderReversalKind } from './tasks/surrender-reversal-kind';
import { arrearsGround } from './use-cases/arrears-ground';
import { obligationsAgainstClosing } from './use-cases/closure-of-obligations';
import { SURRENDER_DESK, type SurrenderDesk } from './use-cases/desk';
import { followProvincial } from './use-cases/provincial-position';
import { succeedObligations } from './use-cases/succeed-obligations';
import { surrenderDryRun } from './use-cases/try-rules';

/** What surrenders bring to the rooms below: acts that need four eyes, whose obligations go to whom, what keeps accounts open. */
@Injectable()
export class SurrenderRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly succession: HolderSuccession,
    private readonly closing: ClosureChecks,
    private readonly grounds: DestinationGrounds,
    private readonly dryRuns: DryRuns,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SURRENDER_DESK) private readonly desk: SurrenderDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(allowanceSurrenderKind(this.desk));
    this.kinds.register(provincialSurrenderKind(this.desk));
    this.kinds.register(judicialSurrenderKind(this.desk));
    this.kinds.register(surrenderReversalKind(this.desk));
    this.kinds.register(assistanceConsentKind);
    this.succession.register('allowances.obligations', succeedObligations);
    this.closing.register('obligations', obligationsAgainstClosing);
    this.grounds.add(arrearsGround(this.desk.rulebook, this.clock));
    this.desk.listeners.add(followProvincial);
    this.dryRuns.register(surrenderDryRun(this.desk.allocated));
  }
}
