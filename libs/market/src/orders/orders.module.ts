import { Module } from '@nestjs/common';
import { MarketDataModule } from '../market-data/market-data.module';
import { OrderViewsController } from './http/order-views.controller';
import { OrdersController } from './http/orders.controller';
import { OwnOrdersStreamController } from './stream/own-orders-stream.controller';
import { OrderDesk } from './use-cases/order-desk';

/** Orders over HTTP. Needs EdgeModule, RulebookModule, and Exchange of who runs it. */
@Module({
  imports: [MarketDataModule],
  controllers: [OrdersController, OrderViewsController, OwnOrdersStreamController],
  providers: [OrderDesk],
  exports: [OrderDesk],
})
export class OrdersModule {}
