import { IsChinaDate, IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { TRADING_MARKETS } from '@carbon/rules/domain';
import { ApiProperty } from '@nestjs/swagger';
import { ALERT_KINDS, alertKinds, SEVERITIES } from '../domain/alert-kinds';
import { ALERT_STATES, DISPOSITIONS, ENTRY_KINDS } from '../domain/alert-states';
import type { Alert, AlertEntry } from '../persistence/read-alerts';

/** Numbers of trading accounts. */
const ACCOUNT = /^[A-Z0-9][A-Z0-9-]{1,39}$/;
const INSTRUMENT = /^[A-Z0-9][A-Z0-9./:-]{0,79}$/;

export class AlertPath {
  @IsId({ description: 'The alert. 预警编号' })
  id!: string;
}

export class AlertsQuery extends PageQuery {
  @IsOneOf(TRADING_MARKETS, { description: 'Only of this market. 市场', optional: true, example: 'CN' })
  market?: string;

  @IsOneOf(ALERT_KINDS, { description: 'Only of this kind. 预警类型', optional: true, example: 'layering' })
  kind?: string;

  @IsOneOf(ALERT_STATES, { description: 'Only in this state. 状态', optional: true, example: 'open' })
  state?: string;

  @IsText({
    description: 'Only about this trading account. 交易账户',
    max: 40,
    pattern: ACCOUNT,
    optional: true,
    example: 'TA0000000017',
  })
  account?: string;

  @IsChinaDate({ description: 'Only of this day. 日期', optional: true })
  day?: string;
}

export class AssignmentBody {
  @IsId({
    description: 'Membership of who takes it on; the caller when absent. 承办成员编号，缺省为本人',
    optional: true,
  })
  member?: string;
}

export class AlertNoteBody {
  @IsText({
    description: 'What was found out. 调查记录',
    max: 2000,
    example: 'Asked the account for the purpose of these orders',
  })
  text!: string;
}

export class DispositionBody {
  @IsOneOf(DISPOSITIONS, { description: 'What becomes of it. 处置方式', example: 'escalated' })
  disposition!: (typeof DISPOSITIONS)[number];

  @IsText({ description: 'Why. 理由', max: 2000, example: 'Both accounts lead up to one controller' })
  reason!: string;

  @IsId({
    description:
      'The task that asks for a suspension of the trading account (TRD-018). 暂停交易账户的待办编号',
    optional: true,
  })
  task?: string;

  @IsText({
    description: 'The instrument that was halted (TRD-018). 已停牌的品种',
    max: 80,
    pattern: INSTRUMENT,
    optional: true,
    example: 'CEA25',
  })
  halted?: string;
}

export class SurveillanceAlert {
  @ApiProperty({ format: 'uuid', description: 'Id. 编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ enum: ALERT_KINDS, description: 'Kind. 类型', example: 'group-wash' })
  kind!: string;

  @ApiProperty({ description: 'Title in Chinese. 中文标题', example: '同一控制下的对敲' })
  titleZh!: string;

  @ApiProperty({ description: 'Title in English. 英文标题', example: 'Trade within one group' })
  titleEn!: string;

  @ApiProperty({
    description: 'Why it matters, in Chinese. 为何提示（中文）',
    example: '买卖双方受同一主体控制，成交不转移风险',
  })
  mattersZh!: string;

  @ApiProperty({
    description: 'Why it matters, in English. 为何提示（英文）',
    example: 'Buyer and seller are under one control',
  })
  mattersEn!: string;

  @ApiProperty({ type: [String], description: 'Rules behind it. 依据规则', example: ['TRD-017', 'PEN-006'] })
  rules!: readonly string[];

  @ApiProperty({ enum: SEVERITIES, description: 'Severity. 严重程度', example: 'severe' })
  severity!: string;

  @ApiProperty({ enum: ALERT_STATES, description: 'State. 状态', example: 'open' })
  state!: string;

  @ApiProperty({ required: false, description: 'Instrument, where it is about one. 品种', example: 'CEA25' })
  instrument?: string;

  @ApiProperty({ format: 'date', description: 'China day. 日期', example: '2026-03-02' })
  day!: string;

  @ApiProperty({
    type: [String],
    description: 'Trading accounts it is about. 涉及交易账户',
    example: ['TA0000000017'],
  })
  accounts!: readonly string[];

  @ApiProperty({ type: [String], description: 'Codes of their holders. 持有人代码', example: ['DEMO-STEEL'] })
  holders!: readonly string[];

  @ApiProperty({ type: 'integer', description: 'Instances it gathers. 包含的情形数', example: 3 })
  findings!: number;

  @ApiProperty({
    format: 'date-time',
    description: 'Raised at. 产生时间',
    example: '2026-03-02T10:01:00.000+08:00',
  })
  raisedAt!: string;

  @ApiProperty({
    format: 'date-time',
    description: 'When its last instance was complete. 最近情形时间',
    example: '2026-03-02T10:00:30.000+08:00',
  })
  lastAt!: string;

  @ApiProperty({
    required: false,
    description: 'Who works on it. 承办人',
    example: 'user:01900000-0000-7000-8000-000000000009',
  })
  assignee?: string;
}

export function alertBody(alert: Alert): Sent<SurveillanceAlert> {
  const { id, market, kind, severity, state, instrument, day, accounts, holders, findings } = alert;
  const { title, matters, rules } = alertKinds[kind];
  return {
    ...{ id, market, kind, severity, state, day, accounts, holders, findings, rules },
    ...{ titleZh: title.zh, titleEn: title.en, mattersZh: matters.zh, mattersEn: matters.en },
    ...(instrument === null ? {} : { instrument }),
    ...{ raisedAt: chinaTimestamp(alert.raisedAt), lastAt: chinaTimestamp(alert.lastAt) },
    ...(alert.assignee === null ? {} : { assignee: alert.assignee }),
  };
}

export class AlertEntryBody {
  @ApiProperty({ enum: ENTRY_KINDS, description: 'What was done. 事项', example: 'noted' })
  kind!: string;

  @ApiProperty({ required: false, description: 'Note or reason. 记录或理由', example: 'Asked the account' })
  text?: string;

  @ApiProperty({
    required: false,
    description: 'Who took it on. 承办人',
    example: 'user:01900000-0000-7000-8000-000000000009',
  })
  assignee?: string;

  @ApiProperty({
    required: false,
    format: 'uuid',
    description: 'Task that asks for the measure. 措施待办编号',
    example: '01900000-0000-7000-8000-000000000003',
  })
  task?: string;

  @ApiProperty({ required: false, description: 'Instrument that was halted. 已停牌品种', example: 'CEA25' })
  halted?: string;

  @ApiProperty({
    description: 'Who did it. 经办人',
    example: 'user:01900000-0000-7000-8000-000000000009',
  })
  actor!: string;

  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: '2026-03-02T10:05:00.000+08:00' })
  at!: string;
}

export function alertEntryBody({
  kind,
  text,
  assignee,
  taskId,
  halted,
  actor,
  at,
}: AlertEntry): Sent<AlertEntryBody> {
  return {
    ...{ kind, actor, at: chinaTimestamp(at) },
    ...(text === null ? {} : { text }),
    ...(assignee === null ? {} : { assignee }),
    ...(taskId === null ? {} : { task: taskId }),
    ...(halted === null ? {} : { halted }),
  };
}
