import { setTimeout } from 'node:timers/promises';
import { Database } from '@carbon/database';
import { Authenticator, type Caller, CurrentCaller, Permit } from '@carbon/http';
import { Controller, Get, Logger, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readLastSequence } from '../../market-data/persistence/read-market-state';
import { sseEvent } from '../../market-data/stream/sse';
import type { SseConnection } from '../../market-data/stream/sse-connection';
import { Streams } from '../../market-data/stream/streams';
import { staffMayNotTrade } from '../../instruments';
import { noTradingAccount } from '../domain/refusals';
import { orderBody } from '../http/view-bodies';
import { readOwnAccounts } from '../persistence/read-own-orders';
import { OwnOrders } from './own-orders';
import { Standing } from './standing';

/** Own choices: between two looks; between two questions whether the caller may still listen; a signed stream's life. */
const LOOK_EVERY_MS = 500;
const ASK_EVERY_MS = 5_000;
const SIGNED_LIFE_MS = 300_000;

/** What becomes of one's own orders, as it does. */
@ApiTags('exchange')
@Controller('v1/exchange')
export class OwnOrdersStreamController {
  private readonly log = new Logger(OwnOrdersStreamController.name);

  constructor(
    private readonly database: Database,
    private readonly streams: Streams,
    private readonly authenticator: Authenticator,
  ) {}

  @Get('stream')
  @Permit('exchange.read')
  @ApiOperation({
    summary: 'Server-sent events: `open-orders` at first, then `order` for each that changes. 本人委托推送',
    description:
      'After a break the first event tells again what is open; what ended meanwhile stands in the list of orders. The stream ' +
      'ends with the session, and after five minutes where the request was signed. 会话结束或权限变更时推送随之结束。',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Events. 事件流', schema: { type: 'string', example: 'event: open-orders' } })
  async stream(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (caller.holder === undefined) throw staffMayNotTrade();
    const accounts = await readOwnAccounts(this.database, caller.holder.id);
    if (accounts.length === 0) throw noTradingAccount();
    const orders = new OwnOrders(this.database, accounts);
    const standing = new Standing(request, caller, this.authenticator, 'exchange.read');
    const connection = this.streams.start(request, reply);
    this.follow(connection, orders, standing).catch((error: unknown) => {
      this.log.error(error);
      connection.cut(); // the reader comes again
    });
  }

  private async follow(connection: SseConnection, orders: OwnOrders, standing: Standing): Promise<void> {
    let moved = await this.sequences(orders);
    const { orders: open, complete } = await orders.begin();
    connection.send(sseEvent('open-orders', { complete, orders: open.map(orderBody) }));
    const [ask, life] = [ASK_EVERY_MS / LOOK_EVERY_MS, SIGNED_LIFE_MS / LOOK_EVERY_MS];
    for (let look = 1; connection.isOpen; look++) {
      await setTimeout(LOOK_EVERY_MS, undefined, { ref: false });
      const isOver = standing.isSigned ? look >= life : look % ask === 0 && !(await standing.holds());
      if (isOver) {
        connection.end(sseEvent('ended', { because: standing.isSigned ? 'sign-again' : 'session' }));
        return;
      }
      const now = await this.sequences(orders);
      if (now === moved) continue;
      moved = now;
      for (const order of await orders.changes()) connection.send(sseEvent('order', orderBody(order)));
    }
  }

  /** How far the markets of the accounts are: while none moves, nothing changed. */
  private async sequences({ accounts }: OwnOrders): Promise<string> {
    const markets = [...new Set(accounts.map(({ market }) => market))];
    return (await Promise.all(markets.map((market) => readLastSequence(this.database, market)))).join(' ');
  }
}
