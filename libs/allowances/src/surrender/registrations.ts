import { TaskKinds } from '@carbon/approvals';
import { ClosureChecks, HolderSuccession } from '@carbon/custody';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { allowanceSurrenderKind } from './tasks/allowance-surrender-kind';
import { assistanceConsentKind } from './tasks/assistance-consent-kind';
import { judicialSurrenderKind } from './tasks/judicial-surrender-kind';
import { provincialSurrenderKind } from './tasks/provincial-surrender-kind';
import { surrenderReversalKind } from './tasks/surrender-reversal-kind';
import { obligationsAgainstClosing } from './use-cases/closure-of-obligations';
import { SURRENDER_DESK, type SurrenderDesk } from './use-cases/desk';
import { succeedObligations } from './use-cases/succeed-obligations';

/** What surrenders bring to the rooms below: acts that need four eyes, whose obligations go to whom, what keeps accounts open. */
@Injectable()
export class SurrenderRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly succession: HolderSuccession,
    private readonly closing: ClosureChecks,
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
  }
}
