import { Database, type Transaction } from '@carbon/database';
import { requireDocument } from '@carbon/documents';
import {
  AnswersPageOf,
  type Caller,
  checkedPart,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import { requireSecondFactor } from '@carbon/identity';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TaskDesk } from '../desk';
import { taskUnknown } from '../domain/refusals';
import { findTask, readTasks } from '../persistence/read-tasks';
import { readTaskEvents } from '../persistence/task-events';
import type { TaskRecord } from '../persistence/task-record';
import { approveTask } from '../use-cases/approve-task';
import { rejectTask, withdrawTask } from '../use-cases/end-task';
import { kindNamed } from '../use-cases/kind-of-task';
import { proposeTask, requireMayPropose } from '../use-cases/propose-task';
import { sightOf } from '../use-cases/sight-of';
import {
  ProposeTaskBody,
  RejectTaskBody,
  TaskBody,
  taskBody,
  TaskCommentBody,
  taskEventBody,
  TaskPath,
  TaskQuery,
  TaskWithHistoryBody,
} from './task-bodies';

@ApiTags('tasks')
@Controller('v1/tasks')
export class TasksController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    private readonly desk: TaskDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @Permit('tasks.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Propose a task. 发起任务',
    description:
      'Another person approves it before it happens. A kind that the rules leave to one person is executed at once. ' +
      '须经他人复核后执行；规则允许单人办理的类型立即执行。',
  })
  @ApiCreatedResponse({ type: TaskBody })
  async propose(
    @Body() body: ProposeTaskBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TaskBody>> {
    const now = this.clock.now();
    const kind = kindNamed(this.desk, body.kind);
    requireMayPropose(kind, caller);
    requireSecondFactor(caller, now);
    const payload = await checkedPart(kind.payload, body.payload, 'payload');
    const { comment, document: documentHash } = body;
    const deadline = body.deadline === undefined ? undefined : new Date(body.deadline);
    const proposal = { kind: body.kind, payload, comment, documentHash, deadline };
    return this.act(caller, 'tasks.propose', key, body, async (tx) => {
      // a task rests only on a document that its initiator may read
      if (documentHash !== undefined) await requireDocument(tx, documentHash, caller);
      return proposeTask(tx, this.desk, proposal, caller, now);
    });
  }

  @Post(':id/approvals')
  @HttpCode(200)
  @Permit('tasks.approve')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Approve a task. 复核通过',
    description:
      'The last approval needed executes it. When that is refused (the state of things has changed), the approval ' +
      'stands, the task is `failed` and `failure` says why. 最后一名复核人通过后立即执行；若执行被拒，任务状态为 failed 并说明原因。',
  })
  @ApiOkResponse({ type: TaskBody })
  approve(
    @Param() { id }: TaskPath,
    @Body() { comment }: TaskCommentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TaskBody>> {
    const now = this.clock.now();
    requireSecondFactor(caller, now);
    return this.act(caller, 'tasks.approve', key, { id, comment }, (tx) =>
      approveTask(tx, this.desk, { taskId: id, comment }, caller, now),
    );
  }

  /** The initiator may reject too (REG-001), and has no permission to approve: reading is what both have. */
  @Post(':id/rejections')
  @HttpCode(200)
  @Permit('tasks.read')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Reject a task. 拒绝' })
  @ApiOkResponse({ type: TaskBody })
  reject(
    @Param() { id }: TaskPath,
    @Body() { comment }: RejectTaskBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TaskBody>> {
    return this.act(caller, 'tasks.reject', key, { id, comment }, (tx) =>
      rejectTask(tx, this.desk, { taskId: id, comment }, caller, this.clock.now()),
    );
  }

  @Post(':id/withdrawals')
  @HttpCode(200)
  @Permit('tasks.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Take a proposal back. 撤回' })
  @ApiOkResponse({ type: TaskBody })
  withdraw(
    @Param() { id }: TaskPath,
    @Body() { comment }: TaskCommentBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<TaskBody>> {
    return this.act(caller, 'tasks.withdraw', key, { id, comment }, (tx) =>
      withdrawTask(tx, this.desk, { taskId: id, comment }, caller, this.clock.now()),
    );
  }

  @Get()
  @Permit('tasks.read')
  @ApiOperation({ summary: 'Tasks within reach, the latest first. 任务列表' })
  @AnswersPageOf(TaskBody)
  async list(@Query() query: TaskQuery, @CurrentCaller() caller: Caller): Promise<Page<Sent<TaskBody>>> {
    const { state, kind, mine, waitingForMe } = query;
    const kinds = this.desk.kinds.all().filter(({ approve }) => caller.permissions.has(approve));
    const page = await readTasks(
      this.database,
      caller,
      sightOf(this.desk, caller),
      pageOf(query, ['number']),
      {
        state,
        kind,
        mine: mine === 'true',
        ...(waitingForMe === 'true' ? { waitingFor: { kinds: kinds.map((each) => each.kind) } } : {}),
      },
    );
    return pageBody(page, taskBody);
  }

  @Get(':id')
  @Permit('tasks.read')
  @ApiOperation({ summary: 'One task with its history. 任务及办理过程' })
  @ApiOkResponse({ type: TaskWithHistoryBody })
  async get(@Param() { id }: TaskPath, @CurrentCaller() caller: Caller): Promise<Sent<TaskWithHistoryBody>> {
    const task = await findTask(this.database, id, sightOf(this.desk, caller));
    if (task === undefined) throw taskUnknown(id);
    const history = await readTaskEvents(this.database, id);
    return { ...taskBody(task), history: history.map(taskEventBody) };
  }

  private async act(
    caller: Caller,
    operation: string,
    key: string,
    body: object,
    work: (tx: Transaction) => Promise<TaskRecord>,
  ): Promise<Sent<TaskBody>> {
    const request = { caller, operation, key, body };
    return (await this.once.run(request, async (tx) => taskBody(await work(tx)))).body;
  }
}
