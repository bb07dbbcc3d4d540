import { IsId, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import type { Text } from '@carbon/kernel';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { ORDER_STATES, type OrderState } from '../domain/order-state';
import { explain, type Timing } from '../domain/timing';
import type { TransferOrder } from '../persistence/order';
import type { OrderStep } from '../persistence/read-orders';

export class OrderPath {
  @IsId({ description: 'Transfer order. 划转指令编号' })
  id!: string;
}

export class OrderQuery extends PageQuery {
  @IsOneOf(ORDER_STATES, { description: 'Only orders in this state. 状态', optional: true })
  state?: OrderState;

  @IsAccountNumber({ description: 'Only orders from or to this account. 账户', optional: true })
  account?: string;
}

export class CancellationBody {
  @IsText({
    description: 'Why it is stopped; no personal data. 取消事由',
    max: 500,
    example: '收款账户待核实',
  })
  reason!: string;
}

const NULLABLE = { type: String, nullable: true, example: null } as const;

export class ExplanationBody {
  @ApiProperty({ description: '中文', example: '收款账户不在信任名单内' })
  zh!: string;
  @ApiProperty({ description: 'English', example: 'The receiving account is not on the trusted list' })
  en!: string;
}

export class OrderBody {
  @ApiProperty({ description: 'Id. 指令编号', example: '01900000-0000-7000-8000-000000000001' })
  id!: string;
  @ApiProperty({
    description: 'Task that proposed it. 任务编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  task!: string;
  @ApiProperty({ enum: ORDER_STATES, description: 'State (REG-005). 状态', example: 'delayed' })
  state!: OrderState;
  @ApiProperty({ description: 'Account that gives. 转出账户', example: 'CL-100-1024-0-28' })
  from!: string;
  @ApiProperty({ description: 'Account that gets. 转入账户', example: 'CL-100-1025-0-23' })
  to!: string;
  @ApiProperty({ description: 'Instrument. 品种', example: 'CEA25' })
  instrument!: string;
  @ApiProperty({ description: 'Whole units. 数量', example: '100' })
  quantity!: string;
  @ApiProperty({
    type: String,
    isArray: true,
    nullable: true,
    description: 'Serials set apart for it, `first-last`. 编号',
    example: ['1-100'],
  })
  serials!: readonly string[] | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'What was said to the scheme of the units, as the ground of a certificate. 机制附加信息',
    example: { ground: 'sale' },
  })
  scheme!: object | null;
  @ApiProperty({ ...NULLABLE, description: 'Reason. 事由' })
  reason!: string | null;
  @ApiProperty({ ...NULLABLE, description: 'Business reference. 业务编号' })
  reference!: string | null;
  @ApiProperty({ description: 'Who proposed. 发起人', example: 'user:01900000-0000-7000-8000-000000000002' })
  initiator!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'When it was proposed. 发起时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  proposedAt!: string;
  @ApiProperty({ ...NULLABLE, description: 'Who approved last. 复核人' })
  approver!: string | null;
  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it was approved. 复核时间' })
  approvedAt!: string | null;
  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'When it executes, or did. 执行时间' })
  executeAt!: string | null;
  @ApiProperty({
    enum: ['apart', 'moved', 'given-back'],
    description:
      'Where the units are: set apart, with the receiver, or given back to the sender. 单位所在：留出、已转入、已退回',
    example: 'apart',
  })
  units!: TransferOrder['units'];
  @ApiProperty({
    ...NULLABLE,
    description:
      'Why it was terminated: 10001 sender missing, 10002 receiver missing, 10003 over balance, 10005 serials not held (REG-012), or the code of the rule. 终止代码',
  })
  failure!: string | null;
  @ApiProperty({ ...NULLABLE, description: 'Ledger transaction that moved the units. 交易编号' })
  transaction!: string | null;
  @ApiProperty({ ...NULLABLE, description: 'Ledger transaction that undid it. 撤销交易编号' })
  reversal!: string | null;
}

export class OrderStepBody {
  @ApiProperty({ ...NULLABLE, enum: ORDER_STATES, description: 'State before. 原状态' })
  from!: OrderState | null;
  @ApiProperty({ enum: ORDER_STATES, description: 'State after. 新状态', example: 'delayed' })
  to!: OrderState;
  @ApiProperty({ format: 'date-time', description: 'When. 时间', example: '2026-03-02T10:00:00.000+08:00' })
  at!: string;
  @ApiProperty({ description: 'Who. 操作人', example: 'user:01900000-0000-7000-8000-000000000002' })
  by!: string;
  @ApiProperty({ ...NULLABLE, description: 'Why. 事由' })
  reason!: string | null;
}

export class TimingBody {
  @ApiProperty({ description: 'Rule that decides. 适用规则', example: 'SEC-003' })
  rule!: string;
  @ApiProperty({ description: 'Profile of the sending account. 延迟方式', example: 'eu' })
  profile!: string;
  @ApiProperty({ description: 'Clock that was used. 计时方式', example: 'eu-outside-list' })
  clock!: string;
  @ApiProperty({
    description: 'How the receiver stands to the trusted list. 与信任名单的关系',
    example: 'outside',
  })
  standing!: string;
  @ApiProperty({ description: 'Whose working days count. 工作日历', example: 'cn' })
  calendar!: string;
  @ApiProperty({ description: 'Time zone of the opening hours. 时区', example: 'Asia/Shanghai' })
  zone!: string;
  @ApiProperty({ description: 'Rule pack. 规则包', example: 'registry-safety 2026.1' })
  pack!: string;
  @ApiProperty({ type: ExplanationBody, description: 'The same in plain words. 说明' })
  explanation!: Text;
}

export class OrderWithHistoryBody extends OrderBody {
  @ApiProperty({
    type: TimingBody,
    nullable: true,
    description: 'Why it executes when it does; null before its approval. 执行时间的依据',
    example: null,
  })
  timing!: Sent<TimingBody> | null;
  @ApiProperty({ type: OrderStepBody, isArray: true, description: 'Every step it took. 状态历史' })
  history!: Sent<OrderStepBody>[];
}

export function orderBody(order: TransferOrder): Sent<OrderBody> {
  return {
    id: order.id,
    task: order.taskId,
    state: order.state,
    from: order.from,
    to: order.to,
    instrument: order.instrument,
    quantity: order.quantity.toString(),
    serials: order.serials?.map(({ first, last }) => `${first.toString()}-${last.toString()}`) ?? null,
    scheme: order.details,
    reason: order.reason,
    reference: order.reference,
    initiator: order.initiator,
    proposedAt: order.proposedAt.toISOString(),
    approver: order.approver,
    approvedAt: order.approvedAt?.toISOString() ?? null,
    executeAt: order.executeAt?.toISOString() ?? null,
    units: order.units,
    failure: order.failure,
    transaction: order.transactionId?.toString() ?? null,
    reversal: order.reversalId?.toString() ?? null,
  };
}

export function orderWithHistoryBody(
  order: TransferOrder,
  steps: readonly OrderStep[],
): Sent<OrderWithHistoryBody> {
  return {
    ...orderBody(order),
    timing: order.timing === null ? null : timingBody(order.timing),
    history: steps.map((step) => ({ ...step, at: step.at.toISOString() })),
  };
}

function timingBody(timing: Timing): Sent<TimingBody> {
  const { rule, profile, clock, standing, market, zone, pack } = timing;
  return { rule, profile, clock, standing, calendar: market, zone, pack, explanation: explain(timing) };
}
