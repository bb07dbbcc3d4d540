import {
  AreTexts,
  IsChinaDate,
  IsChinaMonth,
  IsId,
  IsListOf,
  IsOneOf,
  IsText,
  PageQuery,
  type Sent,
} from '@carbon/http';
import { type ChinaDate, type ChinaMonth, chinaTimestamp } from '@carbon/kernel';
import { ApiProperty } from '@nestjs/swagger';
import {
  DEPOSIT_PARAMETER_NAMES,
  DEPOSIT_SOURCES,
  type DepositDatum,
  type DepositParameter,
  type DepositSource,
} from '../../domain/emitters/index';
import type { DepositView } from '../persistence/deposits';
import type { OverdueDeposit } from '../persistence/overdue-deposits';
import { IsDecimal, IsFacilityCode, IsHolderName, IsMarketCode, IsNote } from './fields';
import { EmitterPackBody, PACK_EXAMPLE } from './list-bodies';

export class DepositDatumBody implements DepositDatum {
  @IsOneOf(DEPOSIT_PARAMETER_NAMES, { description: 'What it is. 参数', example: 'fuel-consumed' })
  parameter!: DepositParameter;

  @IsText({
    description: 'Fuel or material, where it is of one. 燃料或物料',
    example: '原煤',
    max: 120,
    optional: true,
  })
  material?: string;

  @IsDecimal({ description: 'The figure. 数值', example: '120500.25' })
  value!: string;

  @IsText({ description: 'Its unit of measurement. 计量单位', example: 't', max: 20 })
  unit!: string;

  @IsOneOf(DEPOSIT_SOURCES, { description: 'Where it comes from. 数据来源', example: 'measured' })
  source!: DepositSource;
}

const HASHES = {
  description: 'Documents the figures rest on, by SHA-256. 依据文件',
  example: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
  max: 50,
  each: { max: 64, pattern: /^[0-9a-f]{64}$/ },
} as const;

export class NewDepositBody {
  @IsChinaMonth({ description: 'Month. 月份', example: '2026-01' })
  month!: ChinaMonth;

  @IsListOf(() => DepositDatumBody, { description: 'The figures of the month. 活动数据', max: 200 })
  data!: DepositDatumBody[];

  @AreTexts(HASHES)
  evidence!: string[];

  @IsNote('Why a month that was deposited is corrected. 更正理由', '化验结果复核', { optional: true })
  reason?: string;
}

export class DepositsQuery extends PageQuery {
  @IsMarketCode({ optional: true })
  market?: string;

  @IsHolderName({ optional: true })
  holder?: string;

  @IsId({ description: 'Only of this unit. 机组', optional: true })
  unit?: string;

  @IsChinaMonth({ description: 'From this month on. 起始月份', optional: true, example: '2026-01' })
  from?: ChinaMonth;

  @IsChinaMonth({ description: 'Until this month. 截止月份', optional: true, example: '2026-12' })
  to?: ChinaMonth;

  @IsOneOf(['true', 'false'], { description: 'Only late ones. 只看逾期', example: 'true', optional: true })
  late?: 'true' | 'false';
}

export class OverdueDepositsQuery extends PageQuery {
  @IsMarketCode()
  market!: string;

  @IsChinaDate({ description: 'As of this day; today when absent. 截至日期', optional: true })
  on?: ChinaDate;
}

export class DepositPath {
  @IsId({ description: 'Unit or line. 机组' })
  id!: string;

  @IsChinaMonth({ description: 'Month. 月份', example: '2026-01' })
  month!: ChinaMonth;
}

class PlacedBody {
  @IsHolderName({ description: 'Code of the enterprise. 企业代码' })
  holder!: string;

  @ApiProperty({ description: 'Number of the site. 场所编号', example: 'ST000001' })
  site!: string;

  @IsFacilityCode({ description: 'Unit or line. 机组编号' })
  unit!: string;

  @IsId({ description: 'Id of the unit. 机组编号（系统）' })
  unitId!: string;

  @IsChinaMonth({ description: 'Month. 月份', example: '2026-01' })
  month!: string;
}

export class DepositBody extends PlacedBody {
  @IsId({ description: 'Id of this version. 版本编号' })
  id!: string;

  @IsMarketCode()
  market!: string;

  @ApiProperty({ type: 'integer', description: 'Version; corrections are further ones. 版本', example: 1 })
  version!: number;

  @ApiProperty({ type: [DepositDatumBody], description: 'Figures. 活动数据' })
  data!: readonly Sent<DepositDatumBody>[];

  @ApiProperty({ type: [String], description: HASHES.description, example: HASHES.example })
  evidence!: readonly string[];

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'When it was due (CYC-09); null where the market says nothing. 应存证日',
    example: '2026-03-12',
  })
  dueOn!: string | null;

  @IsChinaDate({ description: 'When this version was deposited. 存证日', example: '2026-02-20' })
  depositedOn!: string;

  @ApiProperty({
    type: 'integer',
    description: 'Days by which the first version was late. 逾期天数',
    example: 0,
  })
  daysLate!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Why it corrects. 更正理由', example: null })
  reason!: string | null;

  @ApiProperty({
    type: EmitterPackBody,
    nullable: true,
    description: 'Pack of the deadline. 规则来源',
    example: PACK_EXAMPLE,
  })
  pack!: Sent<EmitterPackBody> | null;

  @ApiProperty({
    format: 'date-time',
    description: 'When it was written down. 记录时间',
    example: '2026-02-20T10:00:00.000+08:00',
  })
  recordedAt!: string;

  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Kept at least until (ETS-014). 至少保存至',
    example: '2031-12-31',
  })
  retainUntil!: string | null;
}

export class OverdueDepositBody extends PlacedBody {
  @IsChinaDate({ description: 'When it was due (CYC-09). 应存证日', example: '2026-03-12' })
  dueOn!: string;

  @ApiProperty({ type: 'integer', description: 'Days since. 逾期天数', example: 5 })
  daysLate!: number;
}

export function depositBody(deposit: DepositView, retainUntil: string | null): Sent<DepositBody> {
  const { id, holder, site, unit, unitId, month, market, version, data, evidence } = deposit;
  const { dueOn, depositedOn, daysLate, reason, pack, recordedAt } = deposit;
  return {
    ...{ id, holder, site, unit, unitId, month, market, version, data, evidence },
    ...{ dueOn, depositedOn, daysLate, reason, pack, retainUntil },
    recordedAt: chinaTimestamp(recordedAt),
  };
}

export function overdueBody(overdue: OverdueDeposit): Sent<OverdueDepositBody> {
  const { holder, site, unit, unitId, month, dueOn, daysLate } = overdue;
  return { holder, site, unit, unitId, month, dueOn, daysLate };
}
