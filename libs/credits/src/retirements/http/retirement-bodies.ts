import type { Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { RETIREMENT_PURPOSES } from '../../domain/schemes/credit-scheme';
import type { Retirement } from '../persistence/retirement';

/** A retirement in a list; what it says of the beneficiary stands on its receipt. */
export class RetirementBody {
  @ApiProperty({ description: 'Number of the receipt. 凭证编号', example: 'CR-20261120-00000001-4' })
  receiptNumber!: string;
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-27' })
  account!: string;
  @ApiProperty({ description: 'Scheme. 机制', example: 'CCER' })
  scheme!: string;
  @ApiProperty({ description: 'Units. 数量', example: '7719' })
  quantity!: string;
  @ApiProperty({ description: 'What one unit is. 单位', example: 't' })
  unit!: string;
  @ApiProperty({ enum: RETIREMENT_PURPOSES, description: 'Purpose. 用途', example: 'corporate-neutrality' })
  purpose!: string;
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
  @ApiProperty({ enum: ['valid', 'void'], description: 'Whether it stands. 状态', example: 'valid' })
  state!: string;
  @ApiProperty({ description: 'Transaction of the ledger. 交易编号', example: '1048' })
  transaction!: string;
  @ApiProperty({
    description: 'What the ledger holds of the document. 文件哈希',
    example: '4d385cdb4de7f6942ae105027473794a7ddef04edc358a0ae40f8eda1302a43c',
  })
  documentHash!: string;
  @ApiProperty({
    description: 'Until when the registry may reverse it. 可撤销至',
    format: 'date-time',
    example: '2026-12-04T10:00:00.000+08:00',
  })
  reversibleUntil!: string;
  @ApiProperty({
    description: 'When. 注销时间',
    format: 'date-time',
    example: '2026-11-20T10:00:00.000+08:00',
  })
  retiredAt!: string;
}

export function retirementBody(one: Retirement): Sent<RetirementBody> {
  const { receiptNumber, scheme, unit, purpose, periodStart, periodEnd, beneficiaryKind } = one;
  return {
    ...{ receiptNumber, scheme, unit, purpose, periodStart, periodEnd, beneficiaryKind },
    account: one.accountNumber,
    quantity: one.quantity.toString(),
    state: one.voided === null ? 'valid' : 'void',
    transaction: one.transactionId.toString(),
    documentHash: one.documentHash.toString('hex'),
    reversibleUntil: chinaTimestamp(one.reversibleUntil),
    retiredAt: chinaTimestamp(one.retiredAt),
  };
}
