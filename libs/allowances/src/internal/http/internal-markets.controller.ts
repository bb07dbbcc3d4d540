import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  IdempotencyKey,
  NeedsIdempotencyKey,
  Once,
  pageBody,
  pageOf,
  PageQuery,
  Permit,
  reaches,
  reachIds,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { getYear, marketInReach, readMarkets, readYears } from '../persistence/internal-markets';
import { invite } from '../use-cases/invite';
import { ownMarket } from '../use-cases/own-market';
import { readBoard } from '../use-cases/year-board';
import {
  BoardLineBody,
  boardLineBody,
  InternalMarketBody,
  internalMarketBody,
  InternalMarketPath,
  internalYearBody,
  InternalYearPath,
  InternalYearsBody,
  InvitedBody,
} from './internal-market-bodies';
import { InviteMembersToMarketBody } from './payloads';

/** Markets that a park or a group makes for itself; opened, allocated and counted as tasks. */
@ApiTags('internal markets')
@Controller('v1/internal-markets')
export class InternalMarketsController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Permit('internal-markets.read')
  @ApiOperation({ summary: 'Internal markets one owns or is invited to. 内部市场列表' })
  @AnswersPageOf(InternalMarketBody)
  async list(
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<InternalMarketBody>>> {
    const page = pageOf(query, ['text']);
    return pageBody(await readMarkets(this.database, reach, page), internalMarketBody);
  }

  @Get(':market')
  @Permit('internal-markets.read')
  @ApiOperation({ summary: 'One internal market. 查询内部市场' })
  @ApiOkResponse({ type: InternalMarketBody })
  async get(
    @Param() { market }: InternalMarketPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<InternalMarketBody>> {
    return internalMarketBody(await marketInReach(this.database, market, reach));
  }

  @Get(':market/years')
  @Permit('internal-markets.read')
  @ApiOperation({ summary: 'Its years, the latest first. 各年度' })
  @ApiOkResponse({ type: InternalYearsBody })
  async years(
    @Param() { market }: InternalMarketPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<InternalYearsBody>> {
    const { code } = await marketInReach(this.database, market, reach);
    return { items: (await readYears(this.database, code)).map(internalYearBody) };
  }

  @Get(':market/years/:year/board')
  @Permit('internal-markets.read')
  @ApiOperation({
    summary: 'Who got, has and emitted how much. 配额看板',
    description: 'The owner sees every member; a member sees itself. 运营方可见全部成员，成员仅见本单位。',
  })
  @AnswersPageOf(BoardLineBody)
  async board(
    @Param() { market: code, year }: InternalYearPath,
    @Query() query: PageQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<BoardLineBody>>> {
    const market = await marketInReach(this.database, code, reach);
    const of = await getYear(this.database, market.code, Number(year));
    const shown = reaches(reach, market.ownerId) ? null : reachIds(reach);
    return pageBody(await readBoard(this.database, of, shown, pageOf(query, ['text'])), boardLineBody);
  }

  @Post(':market/invitations')
  @Permit('internal-markets.propose')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Invite organisations; each joins by its own two people. 邀请成员' })
  @ApiCreatedResponse({ type: InvitedBody })
  async invite(
    @Param() { market: code }: InternalMarketPath,
    @Body() body: InviteMembersToMarketBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<InvitedBody>> {
    const request = { caller, operation: 'internal-markets.invite', key, body: { code, body } };
    const answer = await this.once.run(request, async (tx) => {
      const market = await ownMarket(tx, code, caller);
      return { invited: await invite(tx, market, body.holders, caller, this.clock.now()) };
    });
    return answer.body;
  }
}
