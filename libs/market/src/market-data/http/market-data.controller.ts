import { Database } from '@carbon/database';
import { AnswersPageOf, CLOCK, pageBody, pageOf, PublicRoute, type Sent } from '@carbon/http';
import { type ChinaDate, chinaDate, type Clock, type Page } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Exchange } from '../../exchange/exchange';
import { CANDLE_INTERVALS } from '../domain/candle';
import { inFen } from '../domain/depth';
import { instrumentOf } from '../instrument-of-market';
import { readCandles } from '../persistence/read-candles';
import { readDepth, readRestingOrders } from '../persistence/read-depth';
import { readPublicTrades } from '../persistence/read-public-trades';
import { rulesNow } from '../rules-now';
import { readQuote } from '../use-cases/read-quote';
import { cached, MAX_AGE } from './cached';
import { afterDay, afterMoment, daySpan } from './day-span';
import {
  CandleBody,
  candleBody,
  DepthBody,
  depthBody,
  PublicTradeBody,
  publicTradeBody,
} from './market-data-bodies';
import { CandlesQuery, DepthQuery, ExchangeInstrumentPath, PublicTradesQuery } from './market-data-queries';
import { QuoteBody, quoteBody } from './quote-bodies';

/** What everybody may see of an instrument: prices and quantities, and nobody's name. */
@ApiTags('market data')
@Controller('v1/public/exchange/:market/instruments/:code')
export class MarketDataController {
  constructor(
    private readonly database: Database,
    private readonly exchange: Exchange,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('quote')
  @PublicRoute()
  @ApiOperation({ summary: 'The day so far: prices, limits, whether orders are taken. 行情' })
  @ApiOkResponse({ type: QuoteBody })
  async quote(
    @Param() path: ExchangeInstrumentPath,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Sent<QuoteBody> | undefined> {
    const tradable = await instrumentOf(this.database, path);
    const packs = await this.rulebook.packs(this.database);
    const quote = await readQuote(this.database, tradable, packs, this.clock.now());
    return cached(request, reply, quoteBody(quote), MAX_AGE.moving);
  }

  @Get('depth')
  @PublicRoute()
  @ApiOperation({ summary: 'What rests at the best prices; single orders where they are picked. 盘口' })
  @ApiOkResponse({ type: DepthBody })
  async depth(
    @Param() path: ExchangeInstrumentPath,
    @Query() { levels }: DepthQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Sent<DepthBody> | undefined> {
    const { market, instrument } = await instrumentOf(this.database, path);
    const of = { market, instrument };
    const packs = await this.rulebook.packs(this.database);
    const rules = (await rulesNow(this.database, packs, market, this.clock.now()))?.rules;
    const inMemory = this.exchange.depthOf(market, instrument, levels);
    const depth =
      inMemory === undefined || rules === undefined
        ? await readDepth(this.database, of, levels)
        : inFen(inMemory, rules.tickFen);
    const pickable =
      rules?.matching === 'pick'
        ? await readRestingOrders(this.database, of, Math.min(levels, rules.levels))
        : undefined;
    return cached(request, reply, depthBody(of, depth, pickable), MAX_AGE.moving);
  }

  @Get('trades')
  @PublicRoute()
  @ApiOperation({ summary: 'Trades, the latest first. 逐笔成交' })
  @AnswersPageOf(PublicTradeBody)
  async trades(
    @Param() path: ExchangeInstrumentPath,
    @Query() query: PublicTradesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Sent<PublicTradeBody>> | undefined> {
    const { instrument } = await instrumentOf(this.database, path);
    const page = afterDay(pageOf(query, ['text', 'number']));
    const filter = { method: query.method, day: query.day as ChinaDate | undefined };
    const found = await readPublicTrades(this.database, instrument, page, filter);
    return cached(request, reply, pageBody(found, publicTradeBody), MAX_AGE.moving);
  }

  @Get('candles')
  @PublicRoute()
  @ApiOperation({ summary: 'Listed and continuous trades by stretches of China time. K 线' })
  @AnswersPageOf(CandleBody)
  async candles(
    @Param() path: ExchangeInstrumentPath,
    @Query() query: CandlesQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Page<Sent<CandleBody>> | undefined> {
    const { instrument } = await instrumentOf(this.database, path);
    const today = chinaDate(this.clock.now());
    const span = daySpan(query, today, CANDLE_INTERVALS[query.interval].maxDays);
    const page = afterMoment(pageOf(query, ['number']));
    const found = await readCandles(this.database, instrument, query.interval, span, page);
    const age = span.to < today ? MAX_AGE.settled : MAX_AGE.moving;
    return cached(request, reply, pageBody(found, candleBody), age);
  }
}
