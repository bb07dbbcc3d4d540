import {
  type Caller,
  CurrentCaller,
  IdempotencyKey,
  markReplayed,
  NeedsIdempotencyKey,
  Permit,
  type Sent,
} from '@carbon/http';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TraderCommand } from '../../exchange/commands';
import { OrderDesk } from '../use-cases/order-desk';
import { OrderBatchBody, OrderPath, PickOrderBody, PlaceOrderBody, ReplaceOrderBody } from './command-bodies';
import { batchBody, CommandDoneBody, doneBody, OrderBatchResultBody } from './outcome-bodies';
import { batchOf, cancelling, picking, placing, replacing } from './to-commands';

/** Commands of traders. Each is answered when it is durable. */
@ApiTags('exchange')
@Controller('v1/exchange')
export class OrdersController {
  constructor(private readonly desk: OrderDesk) {}

  @Post('orders')
  @Permit('orders.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Place an order. 委托申报' })
  @ApiCreatedResponse({ type: CommandDoneBody })
  place(
    @Body() body: PlaceOrderBody,
    @IdempotencyKey() key: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<CommandDoneBody>> {
    return this.give(caller, key, placing(body));
  }

  @Post('orders/:id/picks')
  @Permit('orders.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Take a resting order at its price (TRD-007). 摘牌' })
  @ApiCreatedResponse({ type: CommandDoneBody })
  pick(
    @Param() { id }: OrderPath,
    @Body() body: PickOrderBody,
    @IdempotencyKey() key: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<CommandDoneBody>> {
    return this.give(caller, key, picking(id, body));
  }

  @Post('orders/:id/cancellations')
  @HttpCode(200)
  @Permit('orders.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Withdraw what rests of an order (TRD-011). 撤单' })
  @ApiOkResponse({ type: CommandDoneBody })
  cancel(
    @Param() { id }: OrderPath,
    @IdempotencyKey() key: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<CommandDoneBody>> {
    return this.give(caller, key, cancelling(id));
  }

  @Post('orders/:id/replacements')
  @HttpCode(200)
  @Permit('orders.write')
  @NeedsIdempotencyKey()
  @ApiOperation({ summary: 'Change an order; less quantity alone keeps its turn. 改单' })
  @ApiOkResponse({ type: CommandDoneBody })
  replace(
    @Param() { id }: OrderPath,
    @Body() body: ReplaceOrderBody,
    @IdempotencyKey() key: string,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<CommandDoneBody>> {
    return this.give(caller, key, replacing(id, body));
  }

  @Post('order-batches')
  @HttpCode(200)
  @Permit('orders.write')
  @ApiOperation({ summary: 'Up to 1,000 commands, each with its own key and result. 批量指令' })
  @ApiOkResponse({ type: OrderBatchResultBody })
  async batch(
    @Body() { commands }: OrderBatchBody,
    @CurrentCaller() caller: Caller,
  ): Promise<Sent<OrderBatchResultBody>> {
    const outcomes = await this.desk.giveMany(caller, batchOf(commands));
    if (outcomes.every(({ replayed }) => replayed)) markReplayed();
    return batchBody(
      commands.map(({ key }) => key),
      outcomes,
    );
  }

  private async give(caller: Caller, key: string, command: TraderCommand): Promise<Sent<CommandDoneBody>> {
    return doneBody(await this.desk.give(caller, { key, command }));
  }
}
