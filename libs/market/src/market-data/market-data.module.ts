import { Module } from '@nestjs/common';
import { ClosesController } from './http/closes.controller';
import { MarketDataController } from './http/market-data.controller';

/** What everybody may know of a market: depth, trades, candles, closes. Needs EdgeModule, RulebookModule, and Exchange. */
@Module({ controllers: [ClosesController, MarketDataController] })
export class MarketDataModule {}
