import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  type Sent,
} from '@carbon/http';
import { chinaDate, type Clock, type Page, toPage } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { forecastSettings } from '../../domain/groups/forecast-settings';
import { noTarget } from '../domain/refusals';
import { carbonPositions, consolidatedPosition, type PositionOf } from '../use-cases/carbon-position';
import { drillDown } from '../use-cases/drill-down';
import { groupInReach } from '../use-cases/group-in-reach';
import { readTarget } from '../use-cases/plan-target';
import {
  CompanyPositionBody,
  companyPositionBody,
  DrillLineBody,
  DrillQuery,
  GroupHeadPath,
  GroupPositionBody,
  GroupTargetBody,
  GroupYearPath,
  PositionQuery,
  targetShareBody,
} from './group-bodies';

const HOME_MARKET = 'CN';

/** Where a group stands: together, by company, down to a device (S05). */
@ApiTags('groups')
@Controller('v1/groups/:holder')
export class GroupsController {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('carbon-position')
  @Permit('carbon-account.read')
  @ApiOperation({
    summary: 'The whole group: held, needed, gap, with a forecast and its interval. 集团碳资产合并视图',
    description: 'An estimate, compared with the naive one on held-out months; nothing is booked by it.',
  })
  @ApiOkResponse({ type: GroupPositionBody })
  async position(
    @Param() { holder }: GroupHeadPath,
    @Query() query: PositionQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<GroupPositionBody>> {
    const { members } = await groupInReach(this.database.source.manager, holder, caller);
    const of = this.asked(query);
    const packs = await this.rulebook.packs(this.database);
    const position = await consolidatedPosition(this.database, packs, members, of);
    const { pack } = forecastSettings(packs, of.on as `${number}-${number}-${number}`);
    return { group: companyPositionBody(position), year: of.year, market: of.market, pack };
  }

  @Get('companies')
  @Permit('carbon-account.read')
  @ApiOperation({ summary: 'Each company of the group. 成员企业缺口' })
  @AnswersPageOf(CompanyPositionBody)
  async companies(
    @Param() { holder }: GroupHeadPath,
    @Query() query: PositionQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<CompanyPositionBody>>> {
    const { members } = await groupInReach(this.database.source.manager, holder, caller);
    const { limit, after } = pageOf(query, ['text']);
    const rest = [...members]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .filter(({ code }) => code > (after?.[0] ?? ''));
    const page = toPage(rest.slice(0, limit + 1), limit, ({ code }) => [code]);
    const packs = await this.rulebook.packs(this.database);
    const positions = await carbonPositions(this.database, packs, page.items, this.asked(query));
    return pageBody({ ...page, items: positions }, companyPositionBody);
  }

  @Get('emissions')
  @Permit('carbon-account.read')
  @ApiOperation({ summary: 'Measured emissions, one level below a path. 排放下钻：企业、场所、设备' })
  @AnswersPageOf(DrillLineBody)
  async emissions(
    @Param() { holder }: GroupHeadPath,
    @Query() query: DrillQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<DrillLineBody>>> {
    const { members } = await groupInReach(this.database.source.manager, holder, caller);
    const { year } = this.asked(query);
    const { limit, after } = pageOf(query, ['text']);
    const lines = await drillDown(this.database, members, { year, below: query.below });
    const rest = lines.filter(({ path }) => path > (after?.[0] ?? ''));
    return pageBody(
      toPage(rest.slice(0, limit + 1), limit, ({ path }) => [path]),
      (line) => line,
    );
  }

  @Get('targets/:year')
  @Permit('carbon-account.read')
  @ApiOperation({ summary: 'The target of a year and what is used of each share. 目标分解与执行' })
  @ApiOkResponse({ type: GroupTargetBody })
  async target(
    @Param() { holder, year }: GroupYearPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<GroupTargetBody>> {
    const { headId } = await groupInReach(this.database.source.manager, holder, caller);
    const target = await readTarget(this.database, headId, Number(year));
    if (target === undefined) throw noTarget(Number(year));
    return {
      version: target.version,
      targetT: target.targetT.toString(),
      shares: target.shares.map(targetShareBody),
    };
  }

  private asked({ market, year }: { readonly market?: string; readonly year?: string }): PositionOf {
    const on = chinaDate(this.clock.now());
    return { market: market ?? HOME_MARKET, year: Number(year ?? on.slice(0, 4)), on };
  }
}
