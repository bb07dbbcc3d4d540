import { Module } from '@nestjs/common';

/** Orders and trades of an account over HTTP. */
@Module({})
export class OrdersModule {}
