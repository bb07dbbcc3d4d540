import { TaskKinds } from '@carbon/approvals';
import { HolderSuccession, TransferRules } from '@carbon/custody';
import { MatchObjections } from '@carbon/sources';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { CreditDesk } from './desk';
import { CREDIT_SCHEMES } from './domain/schemes/credit-scheme';
import { CREDIT_DESK } from './http-desk';
import { forcedCancellationKind } from './projects/tasks/forced-cancellation-kind';
import { projectCancellationKind } from './projects/tasks/project-cancellation-kind';
import { projectRegistrationKind } from './projects/tasks/project-registration-kind';
import { creditTransferRules } from './projects/tasks/transfer-rules';
import { voluntaryCancellationKind } from './projects/tasks/voluntary-cancellation-kind';
import { succeedBodies } from './life-cycle/use-cases/succeed-bodies';
import { objectToMatch } from './projects/use-cases/object-to-match';
import { succeedProjects } from './projects/use-cases/succeed-projects';
import { reductionRegistrationKind } from './reductions/tasks/reduction-registration-kind';

/** What projects and reductions bring to the rooms below: acts that need four eyes, rules of transfers, whose is whose. */
@Injectable()
export class CreditRegistrations implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly transfers: TransferRules,
    private readonly succession: HolderSuccession,
    private readonly matches: MatchObjections,
    @Inject(CREDIT_DESK) private readonly desk: CreditDesk,
  ) {}

  onModuleInit(): void {
    this.kinds.register(projectRegistrationKind(this.desk));
    this.kinds.register(projectCancellationKind(this.desk));
    this.kinds.register(reductionRegistrationKind(this.desk));
    this.kinds.register(voluntaryCancellationKind(this.desk));
    this.kinds.register(forcedCancellationKind(this.desk));
    for (const scheme of CREDIT_SCHEMES) this.transfers.register(scheme, creditTransferRules(scheme));
    this.succession.register('credits', succeedProjects);
    this.succession.register('credit-bodies', succeedBodies);
    this.matches.register('credits', objectToMatch);
  }
}
