import { Module } from '@nestjs/common';
import { HoldingsController } from './http/holdings.controller';
import { HoldingRegistrations } from './registrations';

/** Positions by vintage, and moves between registry and exchange. */
@Module({ controllers: [HoldingsController], providers: [HoldingRegistrations] })
export class HoldingsModule {}
