import { Module } from '@nestjs/common';

@Module({})
export class MarketModule {}

export const marketMigrations: [] = [];
