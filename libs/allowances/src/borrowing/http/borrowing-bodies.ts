import { IsCount, PageQuery, type Sent } from '@carbon/http';
import { chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsHolderName, IsMarket } from '../../holdings/index';
import type { Borrowing } from '../persistence/borrowings';
import type { BorrowingGap } from '../use-cases/judge-gap';

export class BorrowingsQuery extends PageQuery {
  @IsMarket({ description: 'Only of this market. 按市场筛选', optional: true })
  market?: string;
}

export class BorrowingLimitQuery {
  @IsMarket()
  market!: string;
  @Type(() => Number)
  @IsCount({ description: 'Year of the obligation. 履约年度', example: 2022, min: 2000, max: 2199 })
  year!: number;
  @IsHolderName({ description: 'Whose; your own when absent. 单位', optional: true })
  holder?: string;
}

export class BorrowingLimitBody {
  @ApiProperty({ description: 'What is due, whole tonnes. 应清缴量', example: '1000000' })
  dueT!: string;
  @ApiProperty({
    description: 'Surrendered, and held of vintages that count. 已清缴及可用持仓',
    example: '880000',
  })
  heldT!: string;
  @ApiProperty({ description: 'Gap in percent of what is due. 缺口率（%）', example: '12.00' })
  gapPercent!: string;
  @ApiProperty({ description: 'The most that may be borrowed (BOR-001). 最多可预支', example: '60000' })
  maximumT!: string;
  @ApiProperty({ description: 'Borrowed already. 已预支', example: '0' })
  borrowedT!: string;
  @ApiProperty({ description: 'The vintage that is borrowed. 预支品种', example: 'CEA23' })
  instrument!: string;
  @ApiProperty({ description: 'Rules that decided. 规则', type: [String], example: ['BOR-001'] })
  rules!: readonly string[];
  @ApiProperty({
    description: 'The pack it is by. 规则包',
    type: 'object',
    additionalProperties: true,
    example: { id: 'compliance-cn', version: '2026.1', certainty: 'E' },
  })
  pack!: object;
}

export function borrowingLimitBody(gap: BorrowingGap): Sent<BorrowingLimitBody> {
  const { judgement, instrument } = gap;
  const { gapPercent, maximumT, rules, pack } = judgement;
  return {
    ...{ gapPercent, instrument, rules, pack },
    dueT: gap.dueT.toString(),
    heldT: gap.heldT.toString(),
    maximumT: maximumT.toString(),
    borrowedT: gap.borrowedT.toString(),
  };
}

export class BorrowingBody {
  @ApiProperty({
    description: 'Id: that of its task. 编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000001',
  })
  id!: string;
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;
  @ApiProperty({ description: 'Year of the obligation. 履约年度', example: 2022 })
  year!: number;
  @ApiProperty({ description: 'Year whose allowances they are. 预支自年度', example: 2023 })
  fromYear!: number;
  @ApiProperty({
    description: 'Holder. 单位编号',
    format: 'uuid',
    example: '01900000-0000-7000-8000-000000000002',
  })
  holderId!: string;
  @ApiProperty({ description: 'Account. 账户', example: 'CL-100-1024-0-27' })
  account!: string;
  @ApiProperty({ description: 'Vintage. 品种', example: 'CEA23' })
  instrument!: string;
  @ApiProperty({
    description: 'Whole tonnes; as many are owed to the allocation of that year. 数量',
    example: '60000',
  })
  quantity!: string;
  @ApiProperty({ description: 'Serials. 编号段', type: [String], example: ['1-60000'] })
  serials!: readonly string[];
  @ApiProperty({ description: 'Why the gap could not be bought. 说明', example: '企业资金困难（示例）' })
  ground!: string;
  @ApiProperty({
    description: 'Figures and pack by which it was granted. 依据',
    type: 'object',
    additionalProperties: true,
    example: { gapPercent: '12.00', maximumT: '60000' },
  })
  judgement!: object;
  @ApiProperty({ description: 'Transaction of the ledger. 交易编号', example: '1048' })
  transaction!: string;
  @ApiProperty({ description: 'When. 时间', format: 'date-time', example: '2023-11-20T10:00:00.000+08:00' })
  borrowedAt!: string;
}

export function borrowingBody(one: Borrowing): Sent<BorrowingBody> {
  const { id, market, year, fromYear, holderId, account, instrument, ground, judgement } = one;
  return {
    ...{ id, market, year, fromYear, holderId, account, instrument, ground, judgement },
    quantity: one.quantity.toString(),
    serials: one.serials.map(({ first, last }) => `${first.toString()}-${last.toString()}`),
    transaction: one.transactionId.toString(),
    borrowedAt: chinaTimestamp(one.borrowedAt),
  };
}
