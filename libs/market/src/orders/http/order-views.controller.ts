import { Database } from '@carbon/database';
import {
  AnswersPageOf,
  type Caller,
  CLOCK,
  CurrentCaller,
  pageBody,
  pageOf,
  Permit,
  type Reach,
  type Sent,
} from '@carbon/http';
import { findHoldersById, type Holder } from '@carbon/identity';
import { type ChinaDate, type Clock, type Page } from '@carbon/kernel';
import { Rulebook } from '@carbon/rulebook';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { orderUnknown, tradingAccountUnknown } from '../../exchange/refusals';
import { findTradingAccount } from '../../instruments';
import { findOrder, type OrderFilter, readOrders } from '../persistence/read-orders';
import { readTrades, type SeenTrade, type TradeFilter, tradesOfOrder } from '../persistence/read-trades';
import { viewPosition } from '../use-cases/view-position';
import { OrderPath } from './command-bodies';
import { PositionBody, positionBody, PositionPath } from './position-bodies';
import {
  ExchangeOrderBody,
  orderBody,
  OrderDetailBody,
  OrdersQuery,
  ExchangeTradeBody,
  tradeBody,
  TradesQuery,
} from './view-bodies';

/** Orders and trades of trading accounts within reach, today's and all before (RULES 7.1.5). */
@ApiTags('exchange')
@Controller('v1/exchange')
export class OrderViewsController {
  constructor(
    private readonly database: Database,
    private readonly rulebook: Rulebook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('orders')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'Orders of one’s trading accounts, the latest first. 委托查询' })
  @AnswersPageOf(ExchangeOrderBody)
  async orders(
    @Query() query: OrdersQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ExchangeOrderBody>>> {
    const page = pageOf(query, ['number']);
    await this.requireAccount(query.tradingAccount, reach);
    return pageBody(await readOrders(this.database, reach, page, filterOf(query)), orderBody);
  }

  @Get('orders/:id')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'One order with its trades. 委托明细' })
  @ApiOkResponse({ type: OrderDetailBody })
  async order(
    @Param() { id }: OrderPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<OrderDetailBody>> {
    const order = await findOrder(this.database, BigInt(id), reach);
    if (order === undefined) throw orderUnknown(BigInt(id));
    const trades = await tradesOfOrder(this.database, order, reach);
    const holders = await this.holdersOf(trades);
    return { ...orderBody(order), trades: trades.map((trade) => tradeBody(trade, holders)) };
  }

  @Get('trades')
  @Permit('exchange.read')
  @ApiOperation({ summary: 'Trades of one’s trading accounts, without the other side. 成交查询' })
  @AnswersPageOf(ExchangeTradeBody)
  async trades(
    @Query() query: TradesQuery,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Page<Sent<ExchangeTradeBody>>> {
    const page = pageOf(query, ['number']);
    await this.requireAccount(query.tradingAccount, reach);
    const found = await readTrades(this.database, reach, page, tradeFilterOf(query));
    const holders = await this.holdersOf(found.items);
    return pageBody(found, (trade) => tradeBody(trade, holders));
  }

  @Get('trading-accounts/:number/position')
  @Permit('exchange.read')
  @ApiOperation({
    summary: 'What a trading account may trade with now (TRD-010, TRD-011). 可用资金与可卖数量',
  })
  @ApiOkResponse({ type: PositionBody })
  async position(
    @Param() { number }: PositionPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<PositionBody>> {
    const account = await findTradingAccount(this.database, number, reach);
    if (account === undefined) throw tradingAccountUnknown(number);
    const packs = await this.rulebook.packs(this.database);
    return positionBody(account, await viewPosition(this.database, account, packs, this.clock.now()));
  }

  private async requireAccount(number: string | undefined, reach: Reach): Promise<void> {
    if (number === undefined) return;
    if ((await findTradingAccount(this.database, number, reach)) === undefined)
      throw tradingAccountUnknown(number);
  }

  private holdersOf(trades: readonly SeenTrade[]): Promise<ReadonlyMap<string, Holder>> {
    const ids = trades.flatMap(({ seller, buyer }) =>
      [seller, buyer].flatMap((side) => (side === undefined ? [] : [side.holderId])),
    );
    return findHoldersById(this.database.source.manager, ids);
  }
}

const daysOf = ({ from, to }: { readonly from?: string; readonly to?: string }) => ({
  from: from as ChinaDate | undefined,
  to: to as ChinaDate | undefined,
});

const filterOf = (query: OrdersQuery): OrderFilter => ({
  ...{ tradingAccount: query.tradingAccount, instrument: query.instrument, side: query.side },
  ...{ state: query.state, open: query.open, ...daysOf(query) },
});

const tradeFilterOf = (query: TradesQuery): TradeFilter => ({
  ...{ tradingAccount: query.tradingAccount, instrument: query.instrument, method: query.method },
  ...daysOf(query),
});
