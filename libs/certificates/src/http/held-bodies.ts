import { IsText, PageQuery, type Sent } from '@carbon/http';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { CLASS_ORDER } from '../domain/electricity-class';
import type { HeldCertificates } from '../use-cases/list-certificates';
import { EXAMPLE_CODE } from './fields';

export class HeldQuery extends PageQuery {
  @IsAccountNumber({ description: 'Whose certificates. 账户' })
  account!: string;

  @IsText({
    description: 'Only those whose last valid day is at most so many days away. 仅列出若干天内到期的绿证',
    example: '90',
    max: 4,
    pattern: /^\d{1,4}$/,
    optional: true,
  })
  expiringWithinDays?: string;
}

export class HeldCertificatesBody {
  @ApiProperty({ description: 'First certificate. 首个绿证编码', example: EXAMPLE_CODE })
  firstCode!: string;
  @ApiProperty({ description: 'Last certificate. 末个绿证编码', example: EXAMPLE_CODE })
  lastCode!: string;
  @ApiProperty({ description: 'How many. 数量', example: '10' })
  quantity!: string;
  @ApiProperty({ description: 'Production month. 生产月份', example: '2025-01' })
  productionMonth!: string;
  @ApiProperty({ description: 'Part of the balance: available, frozen … 余额部分', example: 'available' })
  part!: string;
  @ApiProperty({ enum: CLASS_ORDER, description: 'Electricity class. 电量类别', example: 'on-grid' })
  electricityClass!: string;
  @ApiProperty({
    enum: ['tradable', 'non-tradable'],
    description: 'Trade class. 交易类别',
    example: 'tradable',
  })
  tradeClass!: string;
  @ApiProperty({ description: 'Last valid day. 有效期至', format: 'date', example: '2026-12-31' })
  validThrough!: string;
  @ApiProperty({
    description: 'Past its validity, waiting for an expiry run. 是否已过有效期',
    example: false,
  })
  pastValidity!: boolean;
  @ApiProperty({ description: 'Instrument in the ledger. 账本品种', example: 'GEC-12326030263000018-202501' })
  instrument!: string;
}

export function heldBody(held: HeldCertificates): Sent<HeldCertificatesBody> {
  return { ...held, quantity: held.quantity.toString() };
}
