import {
  IsId,
  IsJsonObject,
  IsMoment,
  IsOneOf,
  IsText,
  PageQuery,
  type Permission,
  PERMISSIONS,
  type Sent,
} from '@carbon/http';
import { refusalFromJson } from '@carbon/database';
import { chinaTimestamp, type Text } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { TASK_STATES, type TaskState } from '../domain/task-state';
import type { TaskEvent } from '../persistence/task-events';
import type { TaskRecord } from '../persistence/task-record';
import type { TaskKind } from '../task-kind';

const KIND = { example: 'holder.close', max: 80, pattern: /^[a-z][a-z0-9.-]*$/ } as const;
const SHA256 = {
  example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  min: 64,
  max: 64,
  pattern: /^[0-9a-f]{64}$/,
} as const;
const COMMENT_LENGTH = 1000;
const MOMENT_EXAMPLE = '2026-03-02T10:00:00.000+08:00';

export class ProposeTaskBody {
  @IsText({ description: 'What is to be done; see /v1/task-kinds. 任务类型', ...KIND })
  kind!: string;

  @IsJsonObject({
    description: 'What the kind asks for. 任务内容，字段取决于任务类型',
    example: { holder: 'HUANENG-YC' },
  })
  payload!: object;

  @IsText({
    description: 'For the approver to read. 说明',
    max: COMMENT_LENGTH,
    optional: true,
    example: '按持有人申请办理',
  })
  comment?: string;

  @IsText({
    description: 'SHA-256 of an uploaded document it rests on, hex. 依据文件',
    ...SHA256,
    optional: true,
  })
  document?: string;

  @IsMoment({
    description: 'When it lapses undecided; not later than the rules say. 办理期限',
    optional: true,
  })
  deadline?: string;
}

export class TaskCommentBody {
  @IsText({ description: 'Why. 意见', max: COMMENT_LENGTH, optional: true, example: '与合同核对无误' })
  comment?: string;
}

export class RejectTaskBody {
  @IsText({ description: 'Why not. 拒绝理由', max: COMMENT_LENGTH, example: '数量与合同不符' })
  comment!: string;
}

export class TaskPath {
  @IsId({ description: 'Id of the task. 任务编号' })
  id!: string;
}

const YES_OR_NO = ['true', 'false'] as const;

export class TaskQuery extends PageQuery {
  @IsOneOf(TASK_STATES, { description: 'Only in this state. 按状态筛选', optional: true })
  state?: TaskState;

  @IsText({ description: 'Only of this kind. 按类型筛选', ...KIND, optional: true })
  kind?: string;

  @IsOneOf(YES_OR_NO, { description: 'Only what the caller proposed. 只看本人发起', optional: true })
  mine?: (typeof YES_OR_NO)[number];

  @IsOneOf(YES_OR_NO, {
    description: 'Only what waits for the caller to approve. 只看待本人复核',
    optional: true,
  })
  waitingForMe?: (typeof YES_OR_NO)[number];
}

export class BothLanguages {
  @ApiProperty({ description: '中文', example: '注销持有人 HUANENG-YC' })
  zh!: string;

  @ApiProperty({ description: 'English', example: 'Close the holder HUANENG-YC' })
  en!: string;
}

export class TaskSubjectBody {
  @ApiProperty({ description: 'What kind of thing. 对象类型', example: 'holder' })
  kind!: string;

  @ApiProperty({ description: 'Which one. 对象编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
}

export class TaskFailureBody {
  @ApiProperty({ description: 'Stable code of the refusal. 错误码', example: 'LEDGER_INSUFFICIENT_BALANCE' })
  code!: string;

  @ApiProperty({ type: BothLanguages, description: 'Why it could not be done. 失败原因' })
  messages!: Text;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Rule that refused. 规则编号',
    example: 'REG-006',
  })
  rule!: string | null;
}

export class TaskBody {
  @IsId({ description: 'UUIDv7. 任务编号' })
  id!: string;

  @ApiProperty({ description: 'What is to be done. 任务类型', example: KIND.example })
  kind!: string;

  @ApiProperty({
    enum: TASK_STATES,
    description:
      'proposed → executed or failed by the last approval, or rejected, withdrawn, expired. Completed tasks are ' +
      'frozen. 状态；办结后不可更改',
    example: 'proposed',
  })
  state!: TaskState;

  @ApiProperty({ type: BothLanguages, description: 'What the approver reads. 摘要' })
  summary!: Text;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Holder whose matter it is; null for the registry’s own. 所属持有人',
    example: '01900000-0000-7000-8000-000000000001',
  })
  holderId!: string | null;

  @ApiProperty({ type: TaskSubjectBody, description: 'What it is about. 对象' })
  subject!: Sent<TaskSubjectBody>;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Whole units it moves, where it moves any. 数量',
    example: '1000',
  })
  quantity!: string | null;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'As proposed, completed by the kind. 任务内容',
    example: { holder: 'HUANENG-YC' },
  })
  payload!: object;

  @ApiProperty({ type: String, nullable: true, description: 'Of the proposal. 说明', example: null })
  comment!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'SHA-256 of the document it rests on, hex. 依据文件',
    example: SHA256.example,
  })
  document!: string | null;

  @ApiProperty({
    description: 'Who proposed it: account, key or machine. 发起人',
    example: 'user:01900000-0000-7000-8000-000000000001',
  })
  initiator!: string;

  @ApiProperty({ type: 'integer', description: 'People who must approve. 需要的复核人数', example: 1 })
  approvalsNeeded!: number;

  @ApiProperty({ type: 'integer', description: 'People who did. 已复核人数', example: 0 })
  approvalsGiven!: number;

  @ApiProperty({
    type: String,
    isArray: true,
    description: 'Rules that ask for it. 依据规则',
    example: ['REG-001'],
  })
  rules!: readonly string[];

  @ApiProperty({ description: 'How certain the rule is. 规则确定性', example: 'F' })
  certainty!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was proposed. 发起时间',
    example: MOMENT_EXAMPLE,
  })
  proposedAt!: string;

  @ApiProperty({ format: 'date-time', description: 'When it lapses. 办理期限', example: MOMENT_EXAMPLE })
  deadline!: string;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it was completed. 办结时间',
    example: null,
  })
  endedAt!: string | null;

  @ApiProperty({
    nullable: true,
    type: Object,
    additionalProperties: true,
    description: 'What came of it, once executed. 办理结果',
    example: null,
  })
  outcome!: unknown;

  @ApiProperty({
    type: TaskFailureBody,
    nullable: true,
    description: 'Why an approved task could not be executed. 执行失败原因',
    example: null,
  })
  failure!: Sent<TaskFailureBody> | null;
}

export class TaskEventBody {
  @ApiProperty({ enum: TASK_STATES, description: 'What happened. 事件', example: 'approved' })
  what!: TaskState;

  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: MOMENT_EXAMPLE })
  at!: string;

  @ApiProperty({
    description: 'Who, by pseudonymous id; `system` for the clock. 操作者',
    example: 'user:01900000-0000-7000-8000-000000000002',
  })
  actor!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Its role. 角色', example: 'checker' })
  role!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Code of the holder it acted for. 所代表的持有人代码',
    example: 'HUANENG-YC',
  })
  holder!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What it said. 意见', example: null })
  comment!: string | null;
}

export class TaskWithHistoryBody extends TaskBody {
  @ApiProperty({ type: TaskEventBody, isArray: true, description: 'All that happened. 办理过程' })
  history!: readonly Sent<TaskEventBody>[];
}

export class PolicyBody {
  @ApiProperty({ type: 'integer', description: 'Other people who must approve. 需要的复核人数', example: 1 })
  approvals!: number;

  @ApiProperty({ type: 'integer', description: 'Days after which it lapses. 期限（天）', example: 7 })
  deadlineDays!: number;

  @ApiProperty({ type: String, isArray: true, description: 'Rules. 依据规则', example: ['REG-001'] })
  rules!: readonly string[];

  @ApiProperty({ description: 'How certain the rule is. 规则确定性', example: 'F' })
  certainty!: string;
}

export class TaskKindBody {
  @ApiProperty({ description: 'Name of the kind. 任务类型', example: KIND.example })
  kind!: string;

  @ApiProperty({ type: BothLanguages, description: 'Title. 名称' })
  title!: Text;

  @ApiProperty({
    description: 'Schema of its payload in this API’s OpenAPI document. 内容的模式名称',
    example: 'CloseHolderPayload',
  })
  payloadSchema!: string;

  @ApiProperty({
    enum: PERMISSIONS,
    description: 'Permission to propose it. 发起所需权限',
    example: 'tasks.propose',
  })
  propose!: Permission;

  @ApiProperty({
    enum: PERMISSIONS,
    description: 'Permission to approve it. 复核所需权限',
    example: 'tasks.approve',
  })
  approve!: Permission;

  @ApiProperty({ description: 'The caller may propose it. 您可以发起', example: true })
  youMayPropose!: boolean;

  @ApiProperty({ description: 'The caller may approve it. 您可以复核', example: false })
  youMayApprove!: boolean;

  @ApiProperty({
    type: PolicyBody,
    description: 'In force today for the smallest quantity; larger ones may need more people. 现行复核要求',
  })
  policy!: Sent<PolicyBody>;
}

export function taskBody(task: TaskRecord): Sent<TaskBody> {
  return {
    id: task.id,
    kind: task.kind,
    state: task.state,
    summary: task.summary,
    holderId: task.holderId,
    subject: task.subject,
    quantity: task.quantity?.toString() ?? null,
    payload: task.payload,
    comment: task.comment,
    document: task.documentHash,
    initiator: task.initiator.id,
    approvalsNeeded: task.approvalsNeeded,
    approvalsGiven: task.approvalsGiven,
    rules: task.rules,
    certainty: task.certainty,
    proposedAt: chinaTimestamp(task.proposedAt),
    deadline: chinaTimestamp(task.deadline),
    endedAt: task.endedAt === null ? null : chinaTimestamp(task.endedAt),
    outcome: task.outcome,
    failure: task.failure === null ? null : failureBody(refusalFromJson(task.failure)),
  };
}

function failureBody({ code, text, rule }: ReturnType<typeof refusalFromJson>): Sent<TaskFailureBody> {
  return { code, messages: text, rule: rule ?? null };
}

export function taskEventBody(event: TaskEvent): Sent<TaskEventBody> {
  const { what, at, actor, role, holderCode, comment } = event;
  return { what, at: chinaTimestamp(at), actor, role, holder: holderCode, comment };
}

export function taskKindBody(
  kind: TaskKind,
  policy: Sent<PolicyBody>,
  permissions: ReadonlySet<Permission>,
): Sent<TaskKindBody> {
  const { approvals, deadlineDays, rules, certainty } = policy;
  return {
    kind: kind.kind,
    title: kind.title,
    payloadSchema: kind.payload.name,
    propose: kind.propose,
    approve: kind.approve,
    youMayPropose: permissions.has(kind.propose),
    youMayApprove: permissions.has(kind.approve),
    policy: { approvals, deadlineDays, rules, certainty },
  };
}
