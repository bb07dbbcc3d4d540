import { Module } from '@nestjs/common';
import { ClosesController } from './http/closes.controller';
import { MarketDataController } from './http/market-data.controller';
import { MarketFeeds } from './stream/market-feeds';
import { MarketStreamController } from './stream/stream.controller';
import { Streams } from './stream/streams';

/** What everybody may know of a market: depth, trades, candles, closes, the stream. Needs EdgeModule, RulebookModule, Exchange. */
@Module({
  controllers: [ClosesController, MarketDataController, MarketStreamController],
  providers: [MarketFeeds, Streams],
  exports: [MarketFeeds, Streams],
})
export class MarketDataModule {}
