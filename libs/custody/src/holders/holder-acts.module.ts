import { TaskKinds } from '@carbon/approvals';
import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { HolderSuccession } from './holder-succession';
import { GroupHoldingsController } from './http/group-holdings.controller';
import { engagementKind } from './kinds/engagement';
import { groupJoinKind, groupLeaveKind } from './kinds/group-membership';
import { holderMergeKind } from './kinds/holder-merge';
import { holderRenameKind } from './kinds/holder-rename';
import { holderStateKind } from './kinds/holder-state';

/** Reviewed acts on holders, and the consolidated view of groups. Needs EdgeModule and ApprovalsModule. */
@Global()
@Module({
  controllers: [GroupHoldingsController],
  providers: [HolderSuccession],
  exports: [HolderSuccession],
})
export class HolderActsModule implements OnModuleInit {
  constructor(
    private readonly kinds: TaskKinds,
    private readonly succession: HolderSuccession,
  ) {}

  onModuleInit(): void {
    this.kinds.register(holderRenameKind);
    this.kinds.register(holderMergeKind(this.succession));
    this.kinds.register(holderStateKind);
    this.kinds.register(groupJoinKind);
    this.kinds.register(groupLeaveKind);
    this.kinds.register(engagementKind);
  }
}
