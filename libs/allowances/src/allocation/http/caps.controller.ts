import { Database } from '@carbon/database';
import { AnswersPageOf, pageBody, pageOf, PageQuery, Permit, PublicRoute, type Sent } from '@carbon/http';
import type { Page } from '@carbon/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { readCapHistory, readCaps } from '../persistence/caps';
import { readPublicTotals } from '../persistence/public-totals';
import {
  AllowanceCapBody,
  allowanceCapBody,
  AllowanceCapVersionBody,
  allowanceCapVersionBody,
  CapsQuery,
  MarketYearPath,
  PublicAllocationBody,
  publicAllocationBody,
} from './cap-bodies';

/** Caps with what stands against them (REG-007), and what everybody may know of allocation. Caps are set by tasks. */
@ApiTags('allocations')
@Controller('v1')
export class AllowanceCapsController {
  constructor(private readonly database: Database) {}

  @Get('allowance-caps')
  @Permit('allocations.read')
  @ApiOperation({
    summary: 'Caps of markets and provinces, with what is issued and pending. 配额总量与发放进度',
  })
  @AnswersPageOf(AllowanceCapBody)
  async caps(@Query() query: CapsQuery): Promise<Page<Sent<AllowanceCapBody>>> {
    const page = pageOf(query, ['text', 'number', 'text']);
    return pageBody(await readCaps(this.database, page, query), allowanceCapBody);
  }

  @Get('allowance-caps/:market/:year/versions')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'Every version of the caps of a market and year, the latest first. 总量历次版本' })
  @AnswersPageOf(AllowanceCapVersionBody)
  async history(
    @Param() { market, year }: MarketYearPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<AllowanceCapVersionBody>>> {
    const page = pageOf(query, ['text', 'id']);
    return pageBody(await readCapHistory(this.database, { market, year }, page), allowanceCapVersionBody);
  }

  @Get('public/allocations/:market/:year')
  @PublicRoute()
  @ApiOperation({ summary: 'What was allocated, by sector and province. 配额分配公开汇总' })
  @AnswersPageOf(PublicAllocationBody)
  async totals(
    @Param() { market, year }: MarketYearPath,
    @Query() query: PageQuery,
  ): Promise<Page<Sent<PublicAllocationBody>>> {
    const page = pageOf(query, ['text', 'text']);
    return pageBody(await readPublicTotals(this.database, { market, year }, page), publicAllocationBody);
  }
}
