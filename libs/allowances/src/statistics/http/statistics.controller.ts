import { readOpenWork } from '@carbon/approvals';
import { Database } from '@carbon/database';
import { type Caller, CurrentCaller, Permit, type Sent } from '@carbon/http';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { readVintages } from '../persistence/vintages';
import { readOverview } from '../use-cases/overview';
import {
  openWorkBody,
  OpenWorksBody,
  OverviewBody,
  overviewLineBody,
  OverviewQuery,
  StatisticsMarketPath,
  StatisticsYearPath,
  VintagesBody,
  vintageSupplyBody,
} from './statistics-bodies';

/** What an authority counts: a province's regulator its province, the national one everything. */
@ApiTags('statistics')
@Controller('v1/statistics')
export class StatisticsController {
  constructor(private readonly database: Database) {}

  @Get('tasks')
  @Permit('statistics.read')
  @ApiOperation({ summary: 'What waits for approval, by kind. 待办统计' })
  @ApiOkResponse({ type: OpenWorksBody })
  async tasks(@CurrentCaller() { reach }: Caller): Promise<Sent<OpenWorksBody>> {
    return { items: (await readOpenWork(this.database, reach)).map(openWorkBody) };
  }

  @Get(':market/vintages')
  @Permit('statistics.read')
  @ApiOperation({ summary: 'Where the units of each vintage are. 各年份配额去向' })
  @ApiOkResponse({ type: VintagesBody })
  async vintages(@Param() { market }: StatisticsMarketPath): Promise<Sent<VintagesBody>> {
    return { items: (await readVintages(this.database, market)).map(vintageSupplyBody) };
  }

  @Get(':market/:year/overview')
  @Permit('statistics.read')
  @ApiOperation({
    summary: 'Listed, verified, allocated, surrendered, missing, by province or sector. 年度总览',
  })
  @ApiOkResponse({ type: OverviewBody })
  async overview(
    @Param() { market, year }: StatisticsYearPath,
    @Query() { by = 'province' }: OverviewQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<OverviewBody>> {
    const wish = { market, year: Number(year), by, reach };
    const { all, groups } = await readOverview(this.database, wish);
    return { all: overviewLineBody(all), groups: groups.map(overviewLineBody) };
  }
}
