import { Module } from '@nestjs/common';

/** What each account did in a day, and the file of a market's day. */
@Module({})
export class StatementsModule {}
