import { Module } from '@nestjs/common';

/** One-way auctions of a lot. */
@Module({})
export class AuctionsModule {}
