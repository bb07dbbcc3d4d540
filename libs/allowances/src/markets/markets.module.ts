import { Module } from '@nestjs/common';
import { CarbonMarketsController } from './http/carbon-markets.controller';

/** The rules of carbon markets, told to everybody. */
@Module({ controllers: [CarbonMarketsController] })
export class MarketsModule {}
