import { IsCount, IsListOf, IsText, IsWholeNumberString } from '@carbon/http';
import { HOLDER_CODE } from '@carbon/identity';
import { IsAccountNumber } from '@carbon/ledger';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsInt, Max, Min, ValidateIf } from 'class-validator';
import { AllowanceLotBody, IsMarket } from '../../holdings/index';

/** As many as the national list has, and some more. */
const MAX_ROWS = 5_000;
const MAX_LOTS = 50;

export class AllowanceCarryOverPayload {
  @IsMarket()
  market!: string;
  @IsAccountNumber({ description: 'Account of the registry side (CAR-004). 登记账户' })
  account!: string;
  @IsListOf(() => AllowanceLotBody, {
    description: 'Old vintages, each once. 申请结转的配额',
    max: MAX_LOTS,
  })
  lots!: AllowanceLotBody[];
}

export class TradeTotalRowBody {
  @IsText({
    description: 'Holder, by its code. 单位代码',
    example: 'HUANENG-YC',
    max: 40,
    pattern: HOLDER_CODE,
  })
  holder!: string;
  @IsWholeNumberString({ description: 'Sold in the window, whole tonnes. 卖出量（吨）', example: '50000' })
  soldT!: string;
  @IsWholeNumberString({ description: 'Bought in the window, whole tonnes. 买入量（吨）', example: '30001' })
  boughtT!: string;
  @ApiProperty({
    description:
      'CAR-005 where this registry did not see the deadlines: obligation years that were missed, none as an empty list. 未按时履约年度',
    type: [Number],
    example: [2023],
    required: false,
    maxItems: 10,
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMaxSize(10)
  @IsInt({ each: true })
  @Min(2000, { each: true })
  @Max(2199, { each: true })
  missedYears?: number[];
}

export class CarryOverTradeTotalsPayload {
  @IsMarket()
  market!: string;
  @IsText({
    description: 'Where the figures come from. 数据来源',
    example: '交易机构结转期交易汇总（示例）',
    max: 300,
  })
  source!: string;
  @IsListOf(() => TradeTotalRowBody, {
    description: 'A row for each holder; a later import replaces what it names. 交易汇总',
    max: MAX_ROWS,
  })
  rows!: TradeTotalRowBody[];
}

export class CarryOverLimitsPayload {
  @IsMarket()
  market!: string;
  @IsCount({
    description: 'Limits kept in one go. 每批数量',
    example: 1000,
    min: 1,
    max: 10_000,
    optional: true,
  })
  batch?: number;
}
