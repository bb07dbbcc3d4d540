import { IsOneOf, type Sent } from '@carbon/http';
import { ApiProperty } from '@nestjs/swagger';
import { IsMarket } from '../../holdings/index';
import type { RuleReference } from '../../domain/index';
import type { ComplianceRate } from '../domain/compliance-rate';
import { type GroupRate, RATE_GROUPS, type RateGroup } from '../use-cases/rate-of';
import { IsYearInQuery } from './fields';
import { JudgedByBody, packBody } from './surrender-bodies';

export class ComplianceRateQuery {
  @IsMarket()
  market!: string;

  @IsYearInQuery()
  year!: number;

  @IsOneOf(RATE_GROUPS, { description: 'Grouped by; sector when absent. 分组', optional: true })
  by?: RateGroup;
}

const TONNES = { type: String, format: 'whole-number' } as const;
const COUNT = { type: 'integer' } as const;
const PERCENT = { type: String, nullable: true } as const;

export class ComplianceRateBody {
  @ApiProperty({ ...COUNT, description: 'Holders with an obligation. 应履约单位数', example: 750 })
  obliged!: number;

  @ApiProperty({ ...COUNT, description: 'Of these, who met the year. 足额清缴单位数', example: 745 })
  fulfilled!: number;

  @ApiProperty({
    ...COUNT,
    nullable: true,
    description: 'Who met it in time; null where the rules name no day. 按期履约单位数',
    example: 743,
  })
  inTime!: number | null;

  @ApiProperty({ ...COUNT, description: 'Whose emissions are missing. 排放量缺失单位数', example: 2 })
  missing!: number;

  @ApiProperty({ ...PERCENT, description: 'Percent, rounded down. 履约率', example: '99.33' })
  ratePercent!: string | null;

  @ApiProperty({ ...PERCENT, description: 'Percent in time, rounded down. 按期履约率', example: '99.06' })
  inTimePercent!: string | null;

  @ApiProperty({ ...TONNES, description: 'Due, in tonnes. 应清缴量', example: '25000000' })
  due!: string;

  @ApiProperty({ ...TONNES, description: 'Allowances surrendered. 已清缴配额', example: '24800000' })
  surrendered!: string;

  @ApiProperty({ ...TONNES, description: 'Credits cancelled for offset. 已抵销减排量', example: '150000' })
  credits!: string;

  @ApiProperty({ ...TONNES, description: 'Missing. 尚欠', example: '50000' })
  shortfall!: string;
}

export class GroupRateBody extends ComplianceRateBody {
  @ApiProperty({ type: String, nullable: true, description: 'Sector or province. 分组', example: 'power' })
  group!: string | null;
}

export class ComplianceRatesBody {
  @ApiProperty({ type: ComplianceRateBody, description: 'All within reach. 合计' })
  all!: Sent<ComplianceRateBody>;

  @ApiProperty({ type: GroupRateBody, isArray: true, description: 'By group. 分组' })
  groups!: readonly Sent<GroupRateBody>[];

  @ApiProperty({ type: JudgedByBody, description: 'Rule pack applied. 所依规则包' })
  pack!: Sent<JudgedByBody>;
}

function rateBody(rate: ComplianceRate): Sent<ComplianceRateBody> {
  const { obliged, fulfilled, inTime = null, missing, ratePercent = null, inTimePercent = null } = rate;
  return {
    ...{ obliged, fulfilled, inTime, missing, ratePercent, inTimePercent },
    due: rate.dueT.toString(),
    surrendered: rate.surrenderedT.toString(),
    credits: rate.creditsT.toString(),
    shortfall: rate.shortfallT.toString(),
  };
}

export function ratesBody(
  { all, groups }: { readonly all: ComplianceRate; readonly groups: readonly GroupRate[] },
  pack: RuleReference,
): Sent<ComplianceRatesBody> {
  return {
    all: rateBody(all),
    groups: groups.map((one) => ({ group: one.group, ...rateBody(one) })),
    pack: packBody({ pack }),
  };
}
