import { Module } from '@nestjs/common';

/** Trades that two named parties negotiate: blocks and swaps. */
@Module({})
export class BlockTradesModule {}
