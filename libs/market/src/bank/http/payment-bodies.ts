import { IsId, IsOneOf, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { maskedNumber } from '../domain/account-name';
import { PAYMENT_KINDS, PAYMENT_STATES, type PaymentState } from '../domain/payment';
import type { Payment } from '../persistence/payments';

export class PaymentOrderPath {
  @IsId({ description: 'Id of the order. 付款指令编号' })
  id!: string;
}

export class PaymentOrdersQuery extends PageQuery {
  @IsOneOf(PAYMENT_STATES, { description: 'Only in this state. 按状态筛选', example: 'sent', optional: true })
  state?: PaymentState;
}

export class PaymentOrderBody {
  @ApiProperty({
    format: 'uuid',
    description: 'Id: that of the task it comes of. 编号',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;
  @ApiProperty({
    enum: PAYMENT_KINDS,
    description: 'A withdrawal, or money that goes back. 类型',
    example: 'withdrawal',
  })
  kind!: string;
  @ApiProperty({
    enum: PAYMENT_STATES,
    description: 'queued, sent to the bank, paid or rejected by it. 状态',
    example: 'paid',
  })
  state!: string;
  @ApiProperty({
    description: 'Settlement account it is paid from. 付款结算账户',
    example: '1000200030004000',
  })
  from!: string;
  @ApiProperty({
    description: 'Our reference; the bank pays it once. 端到端编号',
    example: 'CLW0190000000007000800000000000001A',
  })
  endToEnd!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Funds account in which the money is set apart. 资金账户',
    example: 'CL-200-1040-0-58',
  })
  account!: string | null;
  @ApiProperty({ description: 'Who is paid. 收款户名', example: '示例电力有限公司' })
  payee!: string;
  @ApiProperty({
    description: 'Its account; the last four digits to others than the operator and the bank. 收款账号',
    example: '****2222',
  })
  payeeAccount!: string;
  @ApiProperty({ description: 'Its bank. 收款行', example: '000100000000' })
  payeeBank!: string;
  @ApiProperty({ description: 'Amount in fen. 金额（分）', example: '50000000' })
  amountFen!: string;
  @ApiProperty({ description: 'How often it was taken up. 发送次数', example: 1 })
  attempts!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'What went wrong the last time. 最近一次故障',
    example: null,
  })
  lastFault!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The bank’s reference of the payment. 银行流水号',
    example: 'B20260302-000018',
  })
  bankReference!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the bank rejected it. 拒绝原因',
    example: null,
  })
  rejectReason!: string | null;
  @ApiProperty({
    format: 'date-time',
    description: 'Ordered. 指令时间',
    example: '2026-03-02T10:00:00.000+08:00',
  })
  madeAt!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Taken by the bank. 银行受理时间',
    example: null,
  })
  sentAt!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    format: 'date-time',
    description: 'Paid or rejected. 终结时间',
    example: null,
  })
  endedAt!: string | null;
}

const moment = (at: Date | null): string | null => (at === null ? null : chinaTimestamp(at));

/** @param whole whether the reader carries orders over and needs the payee's whole number */
export function paymentOrderBody(payment: Payment, whole: boolean): Sent<PaymentOrderBody> {
  const { id, kind, state, from, endToEnd, account, payee, attempts, lastFault, bankReference } = payment;
  return {
    ...{ id, kind, state, from, endToEnd, account, payee: payee.name, payeeBank: payee.bank },
    payeeAccount: whole ? payee.account : maskedNumber(payee.account),
    ...{ amountFen: payment.amountFen.toString(), attempts, lastFault, bankReference },
    ...{ rejectReason: payment.rejectReason, madeAt: chinaTimestamp(payment.madeAt) },
    ...{ sentAt: moment(payment.sentAt), endedAt: moment(payment.endedAt) },
  };
}
