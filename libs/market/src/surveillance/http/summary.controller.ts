import { Database } from '@carbon/database';
import { type Caller, CLOCK, CurrentCaller, IsCount, IsOneOf, Permit, type Sent } from '@carbon/http';
import { addDays, chinaDate, type Clock, daysBetween, startOfChinaDay } from '@carbon/kernel';
import { TRADING_MARKETS } from '@carbon/rules/domain';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { sightOf } from '../persistence/read-alerts';
import { readWeeks } from '../persistence/summary';

const MOST_WEEKS = 26;
const USUAL_WEEKS = 4;
const WEEK = 7;
/** Any Monday. */
const A_MONDAY = '2024-01-01';

export class SurveillanceSummaryQuery {
  @IsOneOf(TRADING_MARKETS, { description: 'Only of this market. 市场', optional: true, example: 'CN' })
  market?: string;

  @Type(() => Number)
  @IsCount({
    description: 'Weeks, this one included. 周数，含本周',
    min: 1,
    max: MOST_WEEKS,
    optional: true,
    example: USUAL_WEEKS,
  })
  weeks?: number;
}

export class SurveillanceWeek {
  @ApiProperty({ format: 'date', description: 'Its Monday. 周一日期', example: '2026-03-02' })
  week!: string;

  @ApiProperty({ description: 'Market. 市场', example: 'CN' })
  market!: string;

  @ApiProperty({ description: 'Kind of alert. 预警类型', example: 'price-move' })
  kind!: string;

  @ApiProperty({ type: 'integer', description: 'Raised. 产生数', example: 4 })
  raised!: number;

  @ApiProperty({ type: 'integer', description: 'Severe ones of them. 其中严重', example: 0 })
  severe!: number;

  @ApiProperty({ type: 'integer', description: 'Not disposed of yet. 待处置', example: 1 })
  waiting!: number;

  @ApiProperty({ type: 'integer', description: 'Told to the authorities. 已上报', example: 1 })
  escalated!: number;

  @ApiProperty({ type: 'integer', description: 'With a measure proposed. 已提出措施', example: 0 })
  measures!: number;

  @ApiProperty({ type: 'integer', description: 'Dismissed. 已解除', example: 2 })
  dismissed!: number;
}

export class SurveillanceSummary {
  @ApiProperty({
    type: [SurveillanceWeek],
    description: 'Weeks by market and kind, the latest first. 按周、市场和类型统计',
    example: [],
  })
  weeks!: readonly Sent<SurveillanceWeek>[];
}

/** What a week brought, and what became of it by now. */
@ApiTags('surveillance')
@Controller('v1/surveillance/summary')
export class SurveillanceSummaryController {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('surveillance.read')
  @ApiOperation({ summary: 'Alerts a week, by market and kind. 预警周统计' })
  @ApiOkResponse({ type: SurveillanceSummary })
  async weeks(
    @Query() { market, weeks = USUAL_WEEKS }: SurveillanceSummaryQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<SurveillanceSummary>> {
    const today = chinaDate(this.clock.now());
    const sinceMonday = ((daysBetween(A_MONDAY, today) % WEEK) + WEEK) % WEEK;
    const monday = addDays(today, -sinceMonday);
    const found = await readWeeks(this.database, sightOf(caller), {
      from: startOfChinaDay(addDays(monday, -WEEK * (weeks - 1))),
      to: startOfChinaDay(addDays(monday, WEEK)),
      market,
    });
    return { weeks: found.map((one) => ({ ...one })) };
  }
}
