import { TaskKinds } from '@carbon/approvals';
import { Module, type OnModuleInit } from '@nestjs/common';
import { GroupsController } from './http/groups.controller';
import { MeasuredEmissionsController } from './http/measured-emissions.controller';
import { groupTargetKind } from './tasks/group-target-kind';

/** Groups of companies: what they measure, what they need, what they aim for. */
@Module({ controllers: [GroupsController, MeasuredEmissionsController] })
export class GroupsModule implements OnModuleInit {
  constructor(private readonly kinds: TaskKinds) {}

  onModuleInit(): void {
    this.kinds.register(groupTargetKind);
  }
}
