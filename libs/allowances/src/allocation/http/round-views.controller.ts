import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CurrentCaller,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  type Sent,
} from '@carbon/http';
import { type Page, toPage } from '@carbon/kernel';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { AllocationDesk } from '../desk';
import { ALLOCATION_DESK } from '../http-desk';
import { readMissingAccounts } from '../persistence/accounts';
import { readApprovableLines } from '../persistence/approvals';
import { readCalculations } from '../persistence/calculations';
import { readRoundLines } from '../persistence/line-pages';
import { readRoundEvents, type Round } from '../persistence/rounds';
import { readRoundTotals } from '../persistence/totals';
import { destinationsOf } from '../use-cases/destinations';
import { remarkablePercent } from '../use-cases/remarkable';
import { requireOwnRound, roundInReach } from '../use-cases/round-in-reach';
import {
  AllocationBody,
  allocationBody,
  MissingAccountBody,
  missingAccountBody,
  RoundLinesQuery,
  RoundTotalsBody,
  roundTotalsBody,
} from './line-bodies';
import {
  RoundCalculationBody,
  roundCalculationBody,
  RoundEventBody,
  roundEventBody,
  RoundPath,
} from './round-bodies';

/** What there is to see of a round. Lines are those within reach; sums and lists of a whole round are its authority's. */
@ApiTags('allocations')
@Controller('v1/allocation-rounds/:number')
export class AllocationRoundViewsController {
  constructor(
    private readonly database: Database,
    @Inject(ALLOCATION_DESK) private readonly desk: AllocationDesk,
  ) {}

  @Get('lines')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'Lines of enterprises within reach, by code. 各企业分配结果' })
  @AnswersPageOf(AllocationBody)
  async lines(
    @Param() { number }: RoundPath,
    @Query() query: RoundLinesQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<AllocationBody>>> {
    const { id } = await roundInReach(this.database, number, reach);
    const percent = await remarkablePercent(this.database, this.desk);
    const remarkable = query.remarkable === undefined ? undefined : query.remarkable === 'true';
    const filter = { remarkable, remarkablePercent: percent, sector: query.sector };
    return pageBody(
      await readRoundLines(this.database, id, reach, pageOf(query, ['text']), filter),
      allocationBody,
    );
  }

  @Get('totals')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'Sums, differences, remarkable lines and caps, for approvers. 汇总' })
  @ApiOkResponse({ type: RoundTotalsBody })
  async totals(
    @Param() { number }: RoundPath,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<RoundTotalsBody>> {
    const round = await this.own(number, caller);
    const percent = await remarkablePercent(this.database, this.desk);
    return roundTotalsBody(await readRoundTotals(this.database, round, percent));
  }

  @Get('missing-accounts')
  @Permit('allocations.read')
  @ApiOperation({
    summary: 'Enterprises without an account to issue to; a round is approved without any. 缺少账户的企业',
  })
  @AnswersPageOf(MissingAccountBody)
  async missing(
    @Param() { number }: RoundPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<MissingAccountBody>>> {
    const round = await this.own(number, caller);
    const { limit, after } = pageOf(query, ['text']);
    const lines = await readApprovableLines(this.database, round.id);
    const destinations = await destinationsOf(this.database, this.desk, round, lines);
    const provincial = lines
      .map(({ holderId }) => holderId)
      .filter((id) => destinations.get(id)?.destination === 'provincial');
    const page = { after: after?.[0], limit: limit + 1 };
    const rows = await readMissingAccounts(this.database, round.id, provincial, page);
    return pageBody(
      toPage(rows, limit, ({ holder }) => [holder]),
      missingAccountBody,
    );
  }

  @Get('events')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'What happened to a round, oldest first. 轮次历史' })
  @AnswersPageOf(RoundEventBody)
  async events(
    @Param() { number }: RoundPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<RoundEventBody>>> {
    const { id } = await roundInReach(this.database, number, reach);
    return pageBody(await readRoundEvents(this.database, id, pageOf(query, ['number'])), roundEventBody);
  }

  @Get('calculations')
  @Permit('allocations.read')
  @ApiOperation({ summary: 'Calculations with their rules and balance values, the latest first. 历次核算' })
  @AnswersPageOf(RoundCalculationBody)
  async calculations(
    @Param() { number }: RoundPath,
    @Query() query: PageQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<Page<Sent<RoundCalculationBody>>> {
    const round = await this.own(number, caller);
    const { limit, after } = pageOf(query, ['number']);
    const before = after === undefined ? Number.MAX_SAFE_INTEGER : Number(after[0]);
    const all = await readCalculations(this.database, round.id);
    const rows = all.filter(({ version }) => version < before);
    return pageBody(
      toPage(rows, limit, ({ version }) => [version.toString()]),
      roundCalculationBody,
    );
  }

  private async own(number: string, caller: Caller): Promise<Round> {
    const round = await roundInReach(this.database, number, caller.reach);
    if (caller.reach !== 'everything') requireOwnRound(round, caller);
    return round;
  }
}
