import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageBody, pageOf, PublicRoute, type Sent } from '@carbon/http';
import { type ChinaDate, chinaDate, type Clock, type Page } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { marketDataRules } from '../domain/market-data-rules';
import { instrumentOf, requireMarket } from '../instrument-of-market';
import { type PublicDay, readDaysOf, readDaysOfMarket, readDaysOn } from '../persistence/read-day-figures';
import { cached, MAX_AGE } from './cached';
import { compositeBody, MarketCloseBody, marketCloseBody, publicDayBody } from './close-bodies';
import { CompositeDayBody } from './composite-day-body';
import { afterDay } from './day-span';
import { PublicDayBody } from './market-data-bodies';
import {
  ClosesQuery,
  ExchangeInstrumentPath,
  ExchangeMarketPath,
  MarketClosesQuery,
} from './market-data-queries';

/** Days of a market after they are over: TRD-008, TRD-009, TRD-014, TRD-015. */
@ApiTags('market data')
@Controller('v1/public/exchange/:market')
export class ClosesController {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('instruments/:code/closes')
  @PublicRoute()
  @ApiOperation({ summary: 'Days of an instrument, the latest first. 日行情' })
  @AnswersPageOf(PublicDayBody)
  async ofInstrument(
    @Param() path: ExchangeInstrumentPath,
    @Query() query: ClosesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Sent<PublicDayBody>> | undefined> {
    const { instrument } = await instrumentOf(this.database, path);
    const page = afterDay(pageOf(query, ['text']));
    const found = await readDaysOf(this.database, instrument, spanOf(query), page);
    return cached(request, reply, pageBody(found, publicDayBody), ageOf(found.items));
  }

  @Get('closes')
  @PublicRoute()
  @ApiOperation({ summary: 'A day of a market, by good and method, with its composite. 每日成交数据' })
  @ApiOkResponse({ type: MarketCloseBody })
  async ofMarket(
    @Param() { market }: ExchangeMarketPath,
    @Query() query: MarketClosesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Sent<MarketCloseBody> | undefined> {
    requireMarket(market);
    const today = chinaDate(this.clock.now());
    const day = (query.day ?? today) as ChinaDate;
    const days = await readDaysOn(this.database, market, day);
    const rules = marketDataRules(await this.rulebook.packs(this.database), market, today, day);
    return cached(request, reply, marketCloseBody(market, day, days, rules), ageOf(days));
  }

  @Get('composite')
  @PublicRoute()
  @ApiOperation({ summary: 'The composite of a market by day, the latest first. 综合价格行情' })
  @AnswersPageOf(CompositeDayBody)
  async composite(
    @Param() { market }: ExchangeMarketPath,
    @Query() query: ClosesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Sent<CompositeDayBody>> | undefined> {
    requireMarket(market);
    const packs = await this.rulebook.packs(this.database);
    const today = chinaDate(this.clock.now());
    const page = afterDay(pageOf(query, ['text']));
    const found = await readDaysOfMarket(this.database, market, spanOf(query), page);
    const body = pageBody(found, (days): Sent<CompositeDayBody> => {
      const day = days[0]?.day ?? today;
      return { day, ...compositeBody(days, marketDataRules(packs, market, today, day)) };
    });
    return cached(request, reply, body, ageOf(found.items.flat()));
  }
}

const spanOf = ({ from, to }: ClosesQuery) => ({
  ...(from === undefined ? {} : { from: from as ChinaDate }),
  ...(to === undefined ? {} : { to: to as ChinaDate }),
});

/** Days that are closed do not change any more. */
const ageOf = (days: readonly PublicDay[]): number =>
  days.length > 0 && days.every(({ closeFen }) => closeFen !== undefined) ? MAX_AGE.settled : MAX_AGE.moving;
