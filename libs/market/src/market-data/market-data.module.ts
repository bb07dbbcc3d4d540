import { Module } from '@nestjs/common';

/** What everybody may know of a market: depth, trades, candles, closes, the stream. */
@Module({})
export class MarketDataModule {}
