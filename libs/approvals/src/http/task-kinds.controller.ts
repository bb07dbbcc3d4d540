import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { type Clock, type Page, toPage } from '@carbon/kernel';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { TaskDesk } from '../desk';
import { TaskKindBody, taskKindBody } from './task-bodies';

@ApiTags('tasks')
@Controller('v1/task-kinds')
export class TaskKindsController {
  constructor(
    private readonly database: Database,
    private readonly desk: TaskDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('tasks.read')
  @ApiOperation({ summary: 'What can be proposed, by whom, and who approves. 任务类型' })
  @AnswersPageOf(TaskKindBody)
  async list(
    @Query() query: PageQuery,
    @CurrentCaller() { permissions }: Caller,
  ): Promise<Page<Sent<TaskKindBody>>> {
    const { limit, after } = pageOf(query, ['text']);
    const later = this.desk.kinds.all().filter(({ kind }) => after?.[0] === undefined || kind > after[0]);
    const at = this.clock.now();
    const page = toPage(later, limit, ({ kind }) => [kind]);
    const items: Sent<TaskKindBody>[] = [];
    for (const kind of page.items) {
      const policy = await this.desk.policy(kind.kind, { at }, this.database);
      items.push(taskKindBody(kind, policy, permissions));
    }
    return { ...page, items };
  }
}
