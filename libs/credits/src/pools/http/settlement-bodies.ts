import type { Sent } from '@carbon/http';
import { chinaTimestamp, formatGrams } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import { PERIOD_STATES } from '../persistence/records';
import type { PoolSettlement, ToldLine } from '../persistence/settlements';
import type { StatementLine } from '../persistence/statements';

export class SettlementBody {
  @ApiProperty({ description: 'Number. 结算单号', example: 'JS00000001' })
  number!: string;
  @ApiProperty({ description: 'Period whose units were sold. 第几期', example: 1 })
  period!: number;
  @ApiProperty({ description: 'The sale. 交易编号', example: 'SALE-2026-0007' })
  sale!: string;
  @ApiProperty({ description: 'Tonnes sold. 售出吨数', example: '6000' })
  tonnes!: string;
  @ApiProperty({ description: 'What the buyer paid, fen. 价款（分）', example: '27000000' })
  proceedsFen!: string;
  @ApiProperty({ description: 'Fee in hundredths of a percent. 服务费（万分之）', example: 500 })
  feeBasisPoints!: number;
  @ApiProperty({ description: 'Fee, fen. 服务费（分）', example: '1350000' })
  feeFen!: string;
  @ApiProperty({ description: 'For the members, fen. 成员所得（分）', example: '25650000' })
  netFen!: string;
  @ApiProperty({ description: 'When. 结算时间', example: '2026-03-02T10:00:00.000+08:00' })
  settledAt!: string;
}

export function settlementBody(settlement: PoolSettlement): Sent<SettlementBody> {
  const { number, period, saleReference, tonnes, proceedsFen, feeBasisPoints, feeFen, netFen } = settlement;
  return {
    ...{ number, period, sale: saleReference, feeBasisPoints },
    tonnes: tonnes.toString(),
    proceedsFen: proceedsFen.toString(),
    feeFen: feeFen.toString(),
    netFen: netFen.toString(),
    settledAt: chinaTimestamp(settlement.settledAt),
  };
}

export class SettlementLineBody {
  @ApiProperty({ description: 'Number of the member. 成员编号', example: 'H-0537' })
  member!: string;
  @ApiProperty({ description: 'Its part of the sold tonnes, grams. 售出份额（克）', example: '1005.44' })
  soldGrams!: string;
  @ApiProperty({ description: 'What it gets, fen. 所得（分）', example: '4298' })
  fen!: string;
}

export function settlementLineBody({ reference, soldUg, fen }: ToldLine): Sent<SettlementLineBody> {
  return { member: reference, soldGrams: formatGrams(soldUg), fen: fen.toString() };
}

export class PoolStatementLineBody {
  @ApiProperty({ description: 'Pool. 归集项目', example: 'PL000001' })
  pool!: string;
  @ApiProperty({ description: 'Chinese name of the pool. 项目中文名称', example: '示例户用光伏归集项目' })
  nameZh!: string;
  @ApiProperty({
    description: 'English name of the pool. 项目英文名称',
    example: 'Pool of household solar (invented)',
  })
  nameEn!: string;
  @ApiProperty({ description: 'Scheme. 碳普惠机制', example: 'PHER-SIP' })
  scheme!: string;
  @ApiProperty({ description: 'Number of the member. 成员编号', example: 'H-0537' })
  member!: string;
  @ApiProperty({ description: 'Which period. 第几期', example: 1 })
  period!: number;
  @ApiProperty({ description: 'First day. 起始日', example: '2026-01-01' })
  from!: string;
  @ApiProperty({ description: 'Last day. 截止日', example: '2026-03-31' })
  to!: string;
  @ApiProperty({ description: 'How far the period is. 状态', enum: PERIOD_STATES, example: 'issued' })
  state!: string;
  @ApiProperty({
    description: 'Units its part is in. 品种',
    type: String,
    nullable: true,
    example: 'PHER-SIP-PL000001-20260101-20260331',
  })
  instrument!: string | null;
  @ApiProperty({ description: 'Verified, grams. 核证份额（克）', example: '1256.8' })
  verifiedGrams!: string;
  @ApiProperty({ description: 'Carried in, grams. 上期结转（克）', example: '0' })
  carriedInGrams!: string;
  @ApiProperty({ description: 'Beyond the limit, its own, grams. 超限自留（克）', example: '0' })
  ownGrams!: string;
  @ApiProperty({
    description: 'In issued units, grams. 已签发（克）',
    type: String,
    nullable: true,
    example: '1005.44',
  })
  issuedGrams!: string | null;
  @ApiProperty({
    description: 'Stays in the pool, grams. 结转下期（克）',
    type: String,
    nullable: true,
    example: '251.36',
  })
  carriedOutGrams!: string | null;
  @ApiProperty({ description: 'Sold so far, grams. 已售出（克）', example: '1005.44' })
  soldGrams!: string;
  @ApiProperty({ description: 'Settled so far, fen. 已结算（分）', example: '4298' })
  fen!: string;
}

export function statementLineBody(line: StatementLine): Sent<PoolStatementLineBody> {
  const { pool, nameZh, nameEn, scheme, member, period, from, to, state, instrument } = line;
  return {
    ...{ pool, nameZh, nameEn, scheme, member, period, from, to, state, instrument },
    verifiedGrams: formatGrams(line.verifiedUg),
    carriedInGrams: formatGrams(line.carriedInUg),
    ownGrams: formatGrams(line.ownUg),
    issuedGrams: line.issuedUg === null ? null : formatGrams(line.issuedUg),
    carriedOutGrams: line.carriedOutUg === null ? null : formatGrams(line.carriedOutUg),
    soldGrams: formatGrams(line.soldUg),
    fen: line.fen.toString(),
  };
}
