import { Database } from '@carbon/database';
import { PublicRoute } from '@carbon/http';
import { fault, malformed, parseWhole } from '@carbon/kernel';
import { IsInstrumentCode } from '@carbon/ledger';
import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ExchangeMarketPath } from '../http/market-data-queries';
import { instrumentOf, requireMarket } from '../instrument-of-market';
import { MarketFeeds } from './market-feeds';
import { Streams } from './streams';

export class MarketStreamQuery {
  @IsInstrumentCode({ description: 'Only of this instrument. 品种', optional: true, example: 'CEA25' })
  instrument?: string;
}

/** What happens in a market, as it happens. */
@ApiTags('market data')
@Controller('v1/public/exchange/:market')
export class MarketStreamController {
  constructor(
    private readonly database: Database,
    private readonly feeds: MarketFeeds,
    private readonly streams: Streams,
  ) {}

  @Get('stream')
  @PublicRoute()
  @ApiOperation({
    summary: 'Server-sent events: `state` at first, then `trades` and `instrument`. 行情推送',
    description:
      'Ids are numbers of commands of the market. Who comes again with `Last-Event-ID` is told the trades since and how the ' +
      'market stands. A reader that does not keep up is cut off. 断线后以 Last-Event-ID 续传；读取过慢的连接会被断开。',
  })
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'Last id seen. 上次收到的编号',
    example: '42',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Events. 事件流', schema: { type: 'string', example: 'event: state' } })
  async stream(
    @Param() { market }: ExchangeMarketPath,
    @Query() { instrument }: MarketStreamQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    requireMarket(market);
    if (instrument !== undefined) await instrumentOf(this.database, { market, code: instrument });
    const after = lastEventId(request);
    const connection = this.streams.start(request, reply);
    const feed = this.feeds.of(market);
    const reader = {
      instrument,
      send: (text: string) => {
        connection.send(text);
      },
    };
    connection.onEnd(() => {
      feed.leave(reader);
    });
    try {
      await feed.join(reader, after);
    } catch {
      connection.cut(); // the reader comes again
    }
  }
}

/** @throws Refusal INPUT_MALFORMED */
function lastEventId({ headers }: FastifyRequest): bigint | undefined {
  const header = headers['last-event-id'];
  if (header === undefined || header === '') return undefined;
  if (typeof header !== 'string')
    throw malformed([fault('Last-Event-ID', 'once', 'is sent once', '只能出现一次')]);
  return parseWhole(header, 'Last-Event-ID');
}
