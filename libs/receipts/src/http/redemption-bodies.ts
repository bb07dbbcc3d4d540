import { ApiProperty } from '@nestjs/swagger';
import { TextBody } from './receipt-bodies';

export class RedeemedForBody {
  @ApiProperty({ enum: ['organisation', 'person'], description: 'What it is. 类型', example: 'organisation' })
  kind!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Chinese name. 中文名称',
    example: '示例制造有限公司',
  })
  nameZh!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'English name. 英文名称',
    example: 'Example Manufacturing Co., Ltd.',
  })
  nameEn!: string | null;
}

export class RedeemedRunBody {
  @ApiProperty({ description: 'Instrument. 品种', example: 'IREC:DEVICE-01/2025' })
  instrument!: string;
  @ApiProperty({ description: 'First. 起始', example: '1' })
  from!: string;
  @ApiProperty({ description: 'Last. 终止', example: '100' })
  to!: string;
  @ApiProperty({ description: 'How many. 数量', example: '100' })
  volume!: string;
}

/** A redemption statement in the manner of I-REC. */
export class RedemptionStatementBody {
  @ApiProperty({ description: 'Number: that of the receipt. 编号', example: 'CR-20261120-00000001-4' })
  statementNumber!: string;
  @ApiProperty({
    description: 'Where everybody verifies it. 验证网址',
    example: 'https://carbon.example/r/CR-20261120-00000001-4',
  })
  verificationUrl!: string;
  @ApiProperty({ enum: ['valid', 'void'], description: 'Whether it stands. 状态', example: 'valid' })
  status!: string;
  @ApiProperty({ description: 'Day of redemption. 注销日', format: 'date', example: '2026-11-20' })
  redeemedOn!: string;
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-27' })
  redeemingAccount!: string;
  @ApiProperty({ type: RedeemedForBody, description: 'For whom. 受益方' })
  beneficiary!: RedeemedForBody;
  @ApiProperty({
    type: TextBody,
    description: 'Purpose. 用途',
    example: { zh: '绿色电力消费声明', en: 'Claim of green power use' },
  })
  purpose!: TextBody;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'In the words of the redeemer. 用途说明',
    example: '2025 年度用电',
  })
  statement!: string | null;
  @ApiProperty({ description: 'First day. 期间起始', format: 'date', example: '2025-01-01' })
  reportingPeriodStart!: string;
  @ApiProperty({ description: 'Last day. 期间截止', format: 'date', example: '2025-12-31' })
  reportingPeriodEnd!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Place. 地点', example: '江苏苏州' })
  place!: string | null;
  @ApiProperty({ description: 'How much. 数量', example: '100' })
  volume!: string;
  @ApiProperty({ description: 'Unit. 单位', example: 'MWh' })
  unit!: string;
  @ApiProperty({ type: [RedeemedRunBody], description: 'Which certificates. 证书' })
  certificates!: readonly RedeemedRunBody[];
}
