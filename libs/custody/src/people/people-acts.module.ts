import { TaskKinds } from '@carbon/approvals';
import { Mailer } from '@carbon/identity';
import { Module, type OnModuleInit } from '@nestjs/common';
import { secondFactorResetKind } from './second-factor-reset';

/** Reviewed acts on people's accounts. Needs ApprovalsModule and IdentityModule. */
@Module({})
export class PeopleActsModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly mailer: Mailer,
  ) {}

  onModuleInit(): void {
    this.kinds.register(secondFactorResetKind(this.mailer));
  }
}
