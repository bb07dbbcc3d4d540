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
  Permit,
  type Sent,
} from '@carbon/http';
import type { Clock, Page } from '@carbon/kernel';
import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { orderUnknown } from '../domain/refusals';
import type { TransferParts } from '../parts';
import { findOrder, mayRead, readOrders, readSteps } from '../persistence/read-orders';
import { cancelTransfer } from '../use-cases/cancel-transfer';
import {
  CancellationBody,
  OrderBody,
  orderBody,
  OrderPath,
  OrderQuery,
  OrderWithHistoryBody,
  orderWithHistoryBody,
} from './order-bodies';
import { TRANSFER_PARTS } from './tokens';

/** Transfers by order. They are proposed and approved as tasks of the kind `transfer`. */
@ApiTags('transfers')
@Controller('v1/transfer-orders')
export class TransferOrdersController {
  constructor(
    private readonly database: Database,
    private readonly once: Once,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TRANSFER_PARTS) private readonly parts: TransferParts,
  ) {}

  @Get()
  @Permit('transfers.read')
  @ApiOperation({
    summary: 'Transfer orders, newest first. 划转指令列表',
    description: 'A receiver sees an order once it is completed. 转入方仅可见已完成的指令。',
  })
  @AnswersPageOf(OrderBody)
  async list(@Query() query: OrderQuery, @CurrentCaller() { reach }: Caller): Promise<Page<Sent<OrderBody>>> {
    const { state, account } = query;
    const filter = { state, account, reach };
    return pageBody(await readOrders(this.database, filter, pageOf(query, ['id'])), orderBody);
  }

  @Get(':id')
  @Permit('transfers.read')
  @ApiOperation({
    summary: 'One order: its steps, when it executes, and why then. 查询划转指令、历史与执行时间',
  })
  @ApiOkResponse({ type: OrderWithHistoryBody })
  async get(
    @Param() { id }: OrderPath,
    @CurrentCaller() { reach }: Caller,
  ): Promise<Sent<OrderWithHistoryBody>> {
    const order = await findOrder(this.database, id);
    if (order === undefined || !mayRead(order, reach)) throw orderUnknown(id);
    return orderWithHistoryBody(order, await readSteps(this.database, id));
  }

  // reading is the least that everybody who may cancel has; the use case asks for the rest
  @Post(':id/cancellations')
  @Permit('transfers.read')
  @NeedsIdempotencyKey()
  @ApiOperation({
    summary: 'Stop an order that waits for its time. 取消等待执行的划转',
    description:
      'For proposers and approvers of the sender, and the registry. 转出方经办人、复核人或登记机构办理。',
  })
  @ApiCreatedResponse({ type: OrderBody })
  async cancel(
    @Param() { id }: OrderPath,
    @Body() { reason }: CancellationBody,
    @CurrentCaller() caller: Caller,
    @IdempotencyKey() key: string,
  ): Promise<Sent<OrderBody>> {
    const request = { caller, operation: 'transfer-orders.cancel', key, body: { id, reason } };
    const answer = await this.once.run(request, async (tx) =>
      orderBody(await cancelTransfer(tx, this.parts, id, { caller, now: this.clock.now(), reason })),
    );
    return answer.body;
  }
}
