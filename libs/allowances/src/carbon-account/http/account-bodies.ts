import { IsText, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import type { CarbonAccount } from '../use-cases/read-account';
import { CodeMarketQuery } from './code-bodies';

export class AccountYearQuery extends CodeMarketQuery {
  @IsText({
    description: 'Obligation year, default last year. 履约年度，默认上一年',
    max: 4,
    pattern: /^2[01]\d{2}$/,
    optional: true,
    example: '2025',
  })
  year?: string;
}

const whole = (description: string, example: string) =>
  ApiProperty({ format: 'whole-number', description, example });

class AccountPackBody {
  @ApiProperty({ description: 'Pack. 规则包', example: 'compliance-cn' })
  id!: string;

  @ApiProperty({ description: 'Version. 版本', example: '2026.1' })
  version!: string;

  @ApiProperty({ description: 'Certainty of the worst founded figure. 确定性', example: 'D' })
  certainty!: string;
}

export class CarbonAccountBody {
  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Obligation year. 履约年度', example: 2025 })
  year!: number;

  @whole('Pre-allocated. 预分配（吨）', '700000')
  preAllocatedT!: string;

  @ApiProperty({
    format: 'whole-number',
    required: false,
    description: 'Approved; absent before. 核定（吨）',
    example: '980000',
  })
  approvedT?: string;

  @whole('Issued to accounts. 已发放（吨）', '980000')
  issuedT!: string;

  @whole('Handed back. 已退回（吨）', '0')
  returnedT!: string;

  @ApiProperty({
    description: 'Got from others less given to others, all vintages. 净买入（负数为净卖出）',
    example: '-20000',
  })
  tradedT!: string;

  @whole('Allowances held, all vintages and states. 持有配额（吨）', '960000')
  heldT!: string;

  @whole('CCER held. 持有 CCER（吨）', '10000')
  creditsHeldT!: string;

  @whole('Green certificates held. 持有绿证（张）', '5000')
  certificatesHeld!: string;

  @whole('Verified emissions: what is due. 应清缴（吨）', '1000000')
  dueT!: string;

  @whole('Allowances surrendered for the year. 已清缴配额（吨）', '0')
  surrenderedT!: string;

  @whole('Credits used for offset. 抵销使用（吨）', '0')
  creditsUsedT!: string;

  @whole('Still missing. 尚未清缴（吨）', '1000000')
  shortfallT!: string;

  @ApiProperty({
    description: 'Held beyond what is still due; below zero is missing. 盈余（负数为缺口）',
    example: '-40000',
  })
  balanceT!: string;

  @ApiProperty({ description: 'Status: A met, B short, C emissions missing. 履约状态', example: 'B' })
  status!: string;

  @ApiProperty({
    format: 'date',
    required: false,
    description: 'Last day to surrender. 清缴截止日',
    example: '2026-12-31',
  })
  deadline?: string;

  @ApiProperty({ required: false, description: 'Grade of the carbon code. 碳码等级', example: 'B' })
  grade?: string;

  @ApiProperty({
    type: AccountPackBody,
    required: false,
    description: 'Rules of the deadline, and how certain they are. 规则及其确定性',
  })
  pack?: Sent<AccountPackBody>;
}

export function carbonAccountBody(account: CarbonAccount): Sent<CarbonAccountBody> {
  const { obligation, approvedT, dates, code } = account;
  return {
    ...{ market: account.market, year: account.year, status: obligation.status },
    preAllocatedT: account.preAllocatedT.toString(),
    ...(approvedT === undefined ? {} : { approvedT: approvedT.toString() }),
    issuedT: account.issuedT.toString(),
    returnedT: account.returnedT.toString(),
    tradedT: account.tradedT.toString(),
    heldT: account.heldT.toString(),
    creditsHeldT: account.creditsHeldT.toString(),
    certificatesHeld: account.certificatesHeld.toString(),
    dueT: obligation.dueT.toString(),
    surrenderedT: obligation.surrenderedT.toString(),
    creditsUsedT: obligation.creditsT.toString(),
    shortfallT: obligation.shortfallT.toString(),
    balanceT: account.balanceT.toString(),
    ...(dates === undefined ? {} : { deadline: dates.surrender, pack: packOf(dates.pack) }),
    ...(code?.code === undefined ? {} : { grade: code.code.grade }),
  };
}

const packOf = ({ id, version, certainty }: Sent<AccountPackBody>) => ({ id, version, certainty });
