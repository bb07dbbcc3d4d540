import { TaskKinds } from '@carbon/approvals';
import { Module, type OnModuleInit } from '@nestjs/common';
import { calendarChangeKind } from './calendar-change';

/** Changes of the working-day calendars under four eyes. Needs ApprovalsModule, and the migrations of rules. */
@Module({})
export class CalendarDeskModule implements OnModuleInit {
  constructor(private readonly kinds: TaskKinds) {}

  onModuleInit(): void {
    this.kinds.register(calendarChangeKind);
  }
}
