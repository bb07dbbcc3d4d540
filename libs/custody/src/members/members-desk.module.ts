import { TaskKinds } from '@carbon/approvals';
import type { Mailer } from '@carbon/identity';
import type { PersonVault } from '@carbon/privacy';
import { type DynamicModule, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { registryMemberKind } from './registry-member';

export interface MembersDeskParts {
  readonly vault: PersonVault;
  readonly mailer: Mailer;
}

const PARTS = Symbol('parts of the members desk');

/** Who acts for the registry and for regulators, under four eyes. Needs ApprovalsModule and IdentityModule.forRoot. */
@Module({})
export class MembersDeskModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    @Inject(PARTS) private readonly parts: MembersDeskParts,
  ) {}

  static forRoot(parts: MembersDeskParts): DynamicModule {
    return { module: MembersDeskModule, providers: [{ provide: PARTS, useValue: parts }] };
  }

  onModuleInit(): void {
    this.kinds.register(registryMemberKind(this.parts));
  }
}
