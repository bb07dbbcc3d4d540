import { IsChinaDate, IsOneOf, IsText, PageQuery, type Sent } from '@carbon/http';
import { chinaDate } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { RECEIPT_KINDS, RECEIPT_PURPOSES, type ReceiptPurpose, type RegisterLine } from '../domain/index';
import { TextBody } from './receipt-bodies';

export class RegisterPageQuery extends PageQuery {
  @IsOneOf(RECEIPT_PURPOSES, {
    description: 'Only of this purpose. 按用途筛选',
    example: 'corporate-neutrality',
    optional: true,
  })
  purpose?: ReceiptPurpose;
  @IsText({
    description: 'Only of this scheme. 按机制筛选',
    example: 'CCER',
    max: 40,
    pattern: /^[A-Z0-9][A-Z0-9-]*$/,
    optional: true,
  })
  scheme?: string;
  @IsChinaDate({ description: 'Retired from this day on. 起始日', example: '2026-01-01', optional: true })
  from?: string;
  @IsChinaDate({ description: 'Retired until this day. 截止日', example: '2026-12-31', optional: true })
  to?: string;
}

/** Of a person nothing but that it was one. */
export class RegisterLineBody {
  @ApiProperty({ description: 'Number of the receipt. 凭证编号', example: 'CR-20261120-00000001-4' })
  number!: string;
  @ApiProperty({ enum: RECEIPT_KINDS, description: 'What was done. 类型', example: 'credit-retirement' })
  kind!: string;
  @ApiProperty({ description: 'Scheme. 机制', example: 'CCER' })
  scheme!: string;
  @ApiProperty({ enum: RECEIPT_PURPOSES, description: 'Purpose. 用途', example: 'corporate-neutrality' })
  purpose!: string;
  @ApiProperty({ description: 'Units. 数量', example: '7719' })
  quantity!: string;
  @ApiProperty({
    type: TextBody,
    description: 'What one unit is. 单位',
    example: { zh: '吨二氧化碳当量', en: 'tCO2e' },
  })
  unit!: Sent<TextBody>;
  @ApiProperty({
    description: 'Day of retirement, China time. 注销日',
    format: 'date',
    example: '2026-11-20',
  })
  retiredOn!: string;
  @ApiProperty({ description: 'First day it is for. 期间起始', format: 'date', example: '2025-01-01' })
  periodStart!: string;
  @ApiProperty({ description: 'Last day it is for. 期间截止', format: 'date', example: '2025-12-31' })
  periodEnd!: string;
  @ApiProperty({
    enum: ['organisation', 'person'],
    description: 'For whom. 受益方类型',
    example: 'organisation',
  })
  beneficiaryKind!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Chinese name; none of a person. 受益方中文名称',
    example: '示例制造有限公司',
  })
  beneficiaryZh!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'English name; none of a person. 受益方英文名称',
    example: 'Example Manufacturing Co., Ltd.',
  })
  beneficiaryEn!: string | null;
  @ApiProperty({ enum: ['valid', 'void'], description: 'Whether it stands. 状态', example: 'valid' })
  state!: string;
}

export function registerLineBody(line: RegisterLine): Sent<RegisterLineBody> {
  const { number, kind, scheme, purpose, unit, state, beneficiary, period } = line;
  return {
    ...{ number, kind, scheme, purpose, unit, state },
    quantity: line.quantity.toString(),
    retiredOn: chinaDate(line.retiredAt),
    periodStart: period.from,
    periodEnd: period.to,
    beneficiaryKind: beneficiary.kind,
    beneficiaryZh: beneficiary.nameZh,
    beneficiaryEn: beneficiary.nameEn,
  };
}
