import { Module } from '@nestjs/common';
import { OrderViewsController } from './http/order-views.controller';
import { OrdersController } from './http/orders.controller';
import { OrderDesk } from './use-cases/order-desk';

/** Orders over HTTP. Needs EdgeModule, RulebookModule, and Exchange of who runs it. */
@Module({
  controllers: [OrdersController, OrderViewsController],
  providers: [OrderDesk],
  exports: [OrderDesk],
})
export class OrdersModule {}
