import { IsChinaDate, IsOneOf, IsPart, IsQuantity, IsText } from '@carbon/http';
import type { ChinaDate } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';

export class NoticedMovementBody {
  @IsText({
    description: 'The bank’s reference. 银行流水号',
    min: 4,
    max: 64,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._/-]*$/,
    example: 'B20260302-000017',
  })
  reference!: string;

  @IsOneOf(['in', 'out'], { description: 'Whether it came in or went out. 收支方向', example: 'in' })
  direction!: 'in' | 'out';

  @IsQuantity({ description: 'Amount in fen. 金额（分）', example: '100000' })
  amountFen!: string;

  @IsChinaDate({ description: 'Day of the bank’s booking. 记账日', example: '2026-03-02' })
  bookedOn!: ChinaDate;

  @IsText({ description: 'End-to-end reference. 端到端编号', max: 35, optional: true, example: 'CLW0190' })
  endToEnd?: string;

  @IsText({
    description: 'Who paid or was paid. 对方户名',
    max: 140,
    optional: true,
    example: '示例电力有限公司',
  })
  name?: string;

  @IsText({ description: 'Its account. 对方账号', max: 40, optional: true, example: '6222000011112222' })
  counterpartyAccount?: string;

  @IsText({
    description: 'What the remitter wrote. 附言',
    max: 1000,
    optional: true,
    example: 'RF12CLD0000001040',
  })
  text?: string;
}

export class NoticedPaymentBody {
  @IsText({ description: 'Our end-to-end reference of the order. 端到端编号', max: 35, example: 'CLW0190' })
  endToEnd!: string;

  @IsOneOf(['accepted', 'paid', 'rejected'], { description: 'What became of it. 处理结果', example: 'paid' })
  status!: 'accepted' | 'paid' | 'rejected';

  @IsText({
    description: 'The bank’s reference of a payment that was made. 银行流水号（已付款时）',
    min: 4,
    max: 64,
    pattern: /^[A-Za-z0-9][A-Za-z0-9._/-]*$/,
    optional: true,
    example: 'B20260302-000018',
  })
  reference?: string;

  @IsText({ description: 'Why it was rejected. 拒绝原因', max: 500, optional: true, example: 'AC04' })
  reason?: string;
}

export class BankNoticeBody {
  @IsText({
    description: 'The bank’s name of the notice; the same notice again has the same. 通知编号',
    max: 100,
    pattern: /^[\x21-\x7e]+$/,
    example: 'N-000017',
  })
  notice!: string;

  @IsText({
    description: 'The settlement account it is about. 结算账户',
    max: 40,
    example: '1000200030004000',
  })
  account!: string;

  @IsPart(() => NoticedMovementBody, {
    description: 'Money that came in or went out. 资金变动',
    optional: true,
  })
  movement?: NoticedMovementBody;

  @IsPart(() => NoticedPaymentBody, { description: 'Or what became of an order. 付款结果', optional: true })
  payment?: NoticedPaymentBody;
}

export class BankNoticeAnswerBody {
  @ApiProperty({ description: 'The notice. 通知编号', example: 'N-000017' })
  notice!: string;
  @ApiProperty({ description: 'False when it came before: nothing happened. 是否首次收到', example: true })
  fresh!: boolean;
}
