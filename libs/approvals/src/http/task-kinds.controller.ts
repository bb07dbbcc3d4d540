import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
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
    private readonly desk: TaskDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('tasks.read')
  @ApiOperation({ summary: 'What can be proposed, by whom, and who approves. 任务类型' })
  @AnswersPageOf(TaskKindBody)
  list(@Query() query: PageQuery, @CurrentCaller() { permissions }: Caller): Page<Sent<TaskKindBody>> {
    const { limit, after } = pageOf(query, ['text']);
    const later = this.desk.kinds.all().filter(({ kind }) => after?.[0] === undefined || kind > after[0]);
    const at = this.clock.now();
    return pageBody(
      toPage(later, limit, ({ kind }) => [kind]),
      (kind) => taskKindBody(kind, this.desk.policy(kind.kind, { at }), permissions),
    );
  }
}
