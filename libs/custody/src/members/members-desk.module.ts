import { TaskKinds } from '@carbon/approvals';
import { ApprovedInvitations } from '@carbon/identity';
import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { firstAdministratorKind } from './first-administrator';
import { registryMemberKind } from './registry-member';

/** Who acts for the registry and for regulators, and who is the first to act for a holder, under four eyes. Needs ApprovalsModule and IdentityModule.forRoot. */
@Module({})
export class MembersDeskModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly invitations: ApprovedInvitations,
  ) {}

  static forRoot(invitations: ApprovedInvitations): DynamicModule {
    return {
      module: MembersDeskModule,
      providers: [{ provide: ApprovedInvitations, useValue: invitations }],
    };
  }

  onModuleInit(): void {
    this.kinds.register(registryMemberKind(this.invitations));
    this.kinds.register(firstAdministratorKind(this.invitations));
  }
}
